// pnpm bench signin: what a wave of sign-ins does to everybody else. The same requests at the same rate, first alone, then while a hundred
// people sign in at once again and again, in turn. Goal: the others' p99 at most twice what it is without the wave.
import { signIn } from './lib/callers.ts';
import { seeded } from './lib/deployment.ts';
import { inTurn, type Figures, paced, productScript, signInWave } from './lib/load.ts';
import { startServer } from './lib/processes.ts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 10);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** An ordinary load: what a county's congress asks in its busiest minutes, many times over. */
const perSecond = 50;
const waveOf = 100;

const show = (name: string, { perSecond: rate, p50, p99, errors }: Figures): string =>
  `${name.padEnd(30)} ${rate.toFixed(0).padStart(5)} /s   p50 ${p50.toFixed(1).padStart(6)} ms   p99 ${p99.toFixed(1).padStart(6)} ms${errors > 0 ? `   ${errors} ERRORS` : ''}`;

const dataDir = await seeded('county');
const server = await startServer('product-server.ts', { DATA_DIR: dataDir });
try {
  const people = await signIn(server, dataDir, 'county', { deputies: 60, officers: waveOf - 60 });
  const others = () => paced(server.origin, productScript('list', people), { seconds, perSecond });
  const wave = { done: 0, failed: 0 };
  const underWave = async (): Promise<Figures> => {
    const [figures, { done, failed }] = await Promise.all([others(), signInWave(server.origin, people, { seconds, most: waveOf })]);
    wave.done += done;
    wave.failed += failed;
    return figures;
  };
  await paced(server.origin, productScript('list', people), { seconds: 3, perSecond }); // what is slow only the first time
  const [alone, during] = await inTurn(rounds, others, underWave);
  const ratio = during.p99 / alone.p99;
  console.log(`lists at ${perSecond} a second, alone and beside ${waveOf} sign-ins at once; ${rounds} rounds of ${seconds} s each in turn, medians`);
  console.log([show('alone', alone), show('beside the wave', during)].join('\n'));
  console.log(`  ${wave.done} sign-ins done, ${wave.failed} failed`);
  console.log(`  ${ratio <= 2 ? 'met   ' : 'MISSED'} p99 ${ratio.toFixed(2)} × (goal ≤ 2)`);
} finally {
  await server.stop();
}
process.exit(0);
