/** 办事用时 in the demonstration: some weeks of use, a device's batch a day, played through the service. */
import { recordInput, siteRecordInput } from '@smart/effort/model';
import { recordEffort } from '@smart/effort/service';
import { addDays, type DateString, startOfDayShanghai } from '@smart/kernel/dates';
import type { Company } from './company.ts';
import { demoPlaces } from './places.ts';
import type { Stage } from './scene.ts';

type OnStage = (congressId: string, run: (stage: Stage) => Promise<void>) => Promise<void>;

const done = (task: string, taps: number, seconds: number) => ({ task, end: 'done', taps, seconds });
/** What was done on one of the days. */
const days = [
  [done('submit_suggestion', 3, 410), done('submit_suggestion', 5, 700), { task: 'submit_suggestion', end: 'typed' }, done('evaluate_reply', 2, 14), done('confirm_contact', 1, 9), done('sign_in', 0, 3), done('register_suggestion', 2, 40), done('assign_suggestion', 2, 18)],
  [done('submit_suggestion', 3, 320), { task: 'submit_suggestion', end: 'typed' }, { task: 'submit_suggestion', end: 'opened' }, done('evaluate_reply', 2, 22), { task: 'evaluate_reply', end: 'pressed' }, done('log_visit', 2, 26), done('sign_in', 0, 4), done('sort_opinion', 1, 17), done('write_reply', 4, 880)],
  [done('submit_suggestion', 4, 560), { task: 'submit_suggestion', end: 'refused' }, done('evaluate_reply', 4, 75), done('log_visit', 3, 44), done('sign_in', 1, 6), done('register_suggestion', 2, 55), done('assign_suggestion', 2, 12), done('assign_suggestion', 6, 90), done('sort_opinion', 2, 31), done('write_reply', 5, 1200)],
] as const;

/** A citizen's two ways: one that spoke, one that looked what became of it. */
const citizens = [done('file_opinion', 2, 95), done('find_receipt', 2, 40)];

/** In every place with an office, once. @returns how many places were played */
export async function performEffort(onStage: OnStage, company: Company, day: DateString): Promise<number> {
  let played = 0;
  for (const place of demoPlaces) {
    const { congressId } = company.troupe(place.slug);
    await onStage(congressId, async ({ work, clock }) => {
      const [known] = await work.sql('SELECT 1 FROM effort_day WHERE congress_id = $1 LIMIT 1', [congressId]);
      if (known) return;
      for (const [at, samples] of [...days, ...days].entries()) {
        clock.set(startOfDayShanghai(addDays(day, -1 - 4 * at)).toISOString());
        await recordEffort(work, congressId, recordInput.parse({ samples }).samples);
        await recordEffort(work, congressId, siteRecordInput.parse({ division: '43', samples: citizens }).samples);
      }
      played += 1;
    });
  }
  return played;
}
