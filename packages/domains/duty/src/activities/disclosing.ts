// What the public sees of an activity: what it is, when and where, and words the office wrote for everybody. Who was there is not told
// unless whoever is named has agreed (个人信息保护法 6, 13).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { holdsPersonalData } from '@smart/kernel/personal-text';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { activityRef, discloseInput } from './model-inputs.ts';
import type { ActivityReceipt } from './model-views.ts';
import { ownActivity } from './planning.ts';
import { actOnActivity } from './store.ts';

const wrong = (message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path: 'words', message }]);

/**
 * Lays an activity open, or changes what is said of it.
 * @throws DomainError common.invalid_input (somebody invited is named, a telephone or card number), common.not_found, workflow.*
 */
export async function disclose(work: Work, capacity: Capacity, { words, named, ...ref }: z.output<typeof discloseInput>): Promise<ActivityReceipt> {
  const { theme } = await ownActivity(work, capacity, ref.id);
  const [place] = await work.sql<{ place: string; organiser: string }>('SELECT place, organiser FROM duty_activity WHERE id = $1', [ref.id]);
  const everything = `${theme}\n${place?.place ?? ''}\n${place?.organiser ?? ''}\n${words}`;
  if (holdsPersonalData(everything)) throw wrong('公开的内容中有电话、证件号码或者邮箱，请删去后再公开');
  const people = named ? [] : await work.sql<{ name: string }>(`SELECT DISTINCT name FROM duty_invitation WHERE activity_id = $1 AND state <> 'withdrawn' AND strpos($2, name) > 0 ORDER BY name LIMIT 5`, [ref.id, everything]);
  if (people.length > 0) throw wrong(`公开的内容中有受邀请代表的姓名（${people.map(({ name }) => name).join('、')}）：请改写，或者在本人同意后勾选“写到的代表同意公开姓名”`);
  const { id, version } = await actOnActivity(work, capacity, { ...ref, action: 'disclose', patch: { shown: true, public_words: words } });
  return { id, version, next: '已在本级网站公开，参加人的姓名不公开。' };
}

/** @throws DomainError common.not_found, workflow.* */
export async function conceal(work: Work, capacity: Capacity, ref: z.output<typeof activityRef>): Promise<ActivityReceipt> {
  await ownActivity(work, capacity, ref.id);
  const { id, version } = await actOnActivity(work, capacity, { ...ref, action: 'conceal', patch: { shown: false } });
  return { id, version, next: '网站上不再显示。' };
}
