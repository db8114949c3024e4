// A reorganisation and a change of term in the largest congress of a province, by hand:
//   DATA_DIR=/somewhere pnpm smart seed --scale province
//   DATA_DIR=/somewhere node apps/server/src/scale/operation-by-hand.ts [DIVISION]
// Each is done in a copy of the database without interruption and in another one whose process is killed with -9 in the middle; it prints
// how long they took, and ends with 1 unless both copies hold the same. DIVISION is the province (43) unless said otherwise.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { serverAddress } from '@smart/database/roles';
import { copyTemplate } from '@smart/database/test-server';
import { BATCH } from '@smart/identity/operations';
import { progress, result, run, withAdmin, withDeployment } from '../commands/run.ts';
import { fingerprint, type Ground, readyGround } from './operation-ground.ts';

const kinds = { reorganisation: '机构改革', termChange: '换届' } as const;
type Kind = keyof typeof kinds;
type Place = { readonly adminUrl: string; readonly secret: string; readonly ground: Ground };
type Ended = { readonly seconds: number; readonly batches: number; readonly killed: boolean };

/** A copy of a whole database, made from another one's connection: nobody may be connected to what is copied. */
function copyOf(adminUrl: string): ReturnType<typeof copyTemplate> {
  const url = new URL(adminUrl);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  return copyTemplate(url.href, name);
}

/** Runs the batches in a process of their own; `killAfter` batches it dies. Returns how many were done. */
async function drive({ adminUrl, secret, ground }: Place, kind: Kind, killAfter: number): Promise<Ended> {
  const started = Date.now();
  const args = [join(import.meta.dirname, 'operation-process.ts'), serverAddress(adminUrl, secret), ground.congressId, ground[kind], String(BATCH)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let batches = 0;
  child.stdout.on('data', (dots: Buffer) => {
    batches += dots.length;
    if (batches >= killAfter) child.kill('SIGKILL');
  });
  const { code, killed } = await new Promise<{ code: number | null; killed: boolean }>((resolve) => child.once('close', (ended, signal) => resolve({ code: ended, killed: signal === 'SIGKILL' })));
  if (!killed && code !== 0) throw new Error(`the process ended with ${code}`);
  return { seconds: (Date.now() - started) / 1000, batches, killed };
}

async function inCopy<T>(place: Place, use: (copied: Place) => Promise<T>): Promise<T> {
  const copied = await copyOf(place.adminUrl);
  try {
    return await use({ ...place, adminUrl: copied.adminUrl });
  } finally {
    await copied.drop();
  }
}

async function compare(place: Place, kind: Kind): Promise<boolean> {
  const whole = await inCopy(place, async (copied) => ({ ...(await drive(copied, kind, Number.POSITIVE_INFINITY)), marks: await withAdmin(copied.adminUrl, fingerprint) }));
  result(`${kinds[kind]}：${whole.batches} 批，${whole.seconds.toFixed(1)} 秒`);
  const broken = await inCopy(place, async (copied) => {
    const first = await drive(copied, kind, Math.ceil(whole.batches / 2));
    const second = await drive(copied, kind, Number.POSITIVE_INFINITY);
    return { killed: first.killed, seconds: first.seconds + second.seconds, marks: await withAdmin(copied.adminUrl, fingerprint) };
  });
  const different = Object.keys(whole.marks).filter((table) => whole.marks[table] !== broken.marks[table]);
  result(`${kinds[kind]}，中途强制结束进程后继续：${broken.killed ? '' : '（没有来得及结束）'}${broken.seconds.toFixed(1)} 秒，${different.length === 0 ? '结果相同' : `结果不同：${different.join('、')}`}`);
  return broken.killed && different.length === 0;
}

await run((config) =>
  withDeployment(config, async ({ adminUrl, secret }) => {
    progress('准备 furnishing');
    // The seed itself stays as it is: the ground is laid in a copy, of which the others are copies.
    const first = await copyOf(adminUrl);
    try {
      const ground = await withAdmin(first.adminUrl, (admin) => readyGround(admin, serverAddress(first.adminUrl, secret), process.argv[2] ?? '43'));
      const place = { adminUrl: first.adminUrl, secret, ground };
      const same = [await compare(place, 'reorganisation'), await compare(place, 'termChange')];
      return same.every(Boolean) ? 0 : 1;
    } finally {
      await first.drop();
    }
  }),
);
