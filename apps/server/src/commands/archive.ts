import { compareArchive, type Difference, rebuildArchive } from '@smart/duty/archive';
import { StartupError } from '@smart/database/startup-error';
import { systemClock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import type { Work } from '@smart/workflow/work';
import { registerDomains } from '../domains.ts';
import { createWorkOf, loadCalendar } from '../world.ts';
import { progress, result, withDeployment } from './run.ts';

export type ArchiveOptions = { readonly check?: true; readonly congress?: string };

/** What was written while it was compared is delivered by then. */
const SECOND_LOOK_MS = 5000;
/** Differences that are told one by one; the others are counted. */
const TOLD = 20;
const words = { missing: '档案缺少', surplus: '档案多出', different: '内容不同' } as const satisfies Record<Difference['what'], string>;

/**
 * Builds the duty archives anew from the events, one congress after the other, each as a whole; or with `check` only compares.
 * Interrupted, what is done stays and the rest is as it was; it can be repeated at any time beside the running server.
 * @returns 0; 1 when it was interrupted or differences were found
 */
export async function rebuildArchiveCommand(config: Config, { check, congress }: ArchiveOptions): Promise<number> {
  return withDeployment(config, async ({ units }, signal) => {
    registerDomains();
    const workOf = createWorkOf(systemClock, loadCalendar(config.dataDir));
    const within = <T>(congressId: string, run: (work: Work) => Promise<T>): Promise<T> => units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => run(workOf(unit, 'rebuild-archive')));
    const congresses = await units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) =>
      unit.sql<{ id: string; name: string }>('SELECT id, name FROM congress WHERE $1::text IS NULL OR division_code = $1 ORDER BY division_code, id', [congress ?? null]));
    if (congresses.length === 0) throw new StartupError(`没有行政区划代码为 ${congress ?? ''} 的人大。 No congress has this division code.`);
    let events = 0;
    let different = 0;
    for (const [done, { id, name }] of congresses.entries()) {
      if (signal.aborted) return stopped(done, congresses.length);
      if (check) different += await compare(within, id, name, (read) => (events += read));
      else events += await within(id, (work) => rebuildArchive(work, id));
      progress(`${check ? '已核对' : '已重建'} ${done + 1}/${congresses.length}：${name}（累计 ${events} 件履职事件）`);
    }
    if (check) result(different === 0 ? `履职档案与履职事件一致：${congresses.length} 个人大，${events} 件事件` : `履职档案与履职事件有 ${different} 处不一致：请运行 smart rebuild-archive`);
    else result(`履职档案重建完成：${congresses.length} 个人大，${events} 件事件`);
    return different === 0 ? 0 : 1;
  });
}

type Within = <T>(congressId: string, run: (work: Work) => Promise<T>) => Promise<T>;

async function compare(within: Within, id: string, name: string, read: (events: number) => void): Promise<number> {
  let found = await within(id, (work) => compareArchive(work, id));
  if (found.differences.length > 0) {
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
    found = await within(id, (work) => compareArchive(work, id));
  }
  read(found.events);
  for (const { what, person, occurredOn, title } of found.differences.slice(0, TOLD)) result(`${name}：${words[what]}：${person} ${occurredOn} ${title}`);
  if (found.differences.length > TOLD) result(`${name}：另有 ${found.differences.length - TOLD} 处不一致`);
  return found.differences.length;
}

function stopped(done: number, total: number): number {
  result(`已中断：${done}/${total} 个人大完成，重新运行本命令即可`);
  return 1;
}
