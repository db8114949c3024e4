/** 责任督办 in the demonstration: limits that climbed the ladder, letters, the key list with its leaders, one satisfaction vote, the morning's digest. */
import { sendDigests } from '@smart/notifications/digest';
import { remind } from '@smart/jobs/reminders';
import { addDays, dateInShanghai, startOfDayShanghai, today, type DateString } from '@smart/kernel/dates';
import { escalateDue } from '@smart/suggestions/supervising/escalate';
import { leadersOf, listKey } from '@smart/suggestions/supervising/key';
import { answerLetter, issueLetter } from '@smart/suggestions/supervising/letters';
import { type Criterion, criteria } from '@smart/suggestions/supervising/model';
import { orderCorrection, publishMeeting, recordMeeting } from '@smart/suggestions/supervising/oversight';
import type { Work } from '@smart/workflow/work';
import type { Troupe } from './company.ts';
import type { Stage } from './scene.ts';

/** Days over which limits climbed; every second one is looked at. */
const CLIMBING_DAYS = 44;

const at = (day: DateString, hour: number): string => new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString();

/** The day on which people last worked: today, or the one before. */
const lastWorkingDay = (work: Work, now: Date): DateString => {
  const day = dateInShanghai(now);
  return work.calendar.isWorkingDay(day) ? day : work.calendar.addWorkingDays(day, -1);
};

/** The ladder of one congress as its sweep climbed it, and the reminders of the last working morning. */
export async function playLadder({ work, clock, until: now }: Stage, congressId: string): Promise<void> {
  const day = dateInShanghai(now);
  for (let ago = CLIMBING_DAYS; ago > 0; ago -= 2) {
    clock.set(at(addDays(day, -ago), 8));
    await escalateDue(work, congressId);
  }
  clock.set(at(lastWorkingDay(work, now), 8));
  await escalateDue(work, congressId);
  await remind(work, congressId);
  clock.set(now.toISOString());
}

/** The digest of the last working morning. */
export async function playDigest({ work, clock, until: now }: Stage, congressId: string): Promise<void> {
  clock.set(at(lastWorkingDay(work, now), 8.2));
  await sendDigests(work, congressId);
  clock.set(now.toISOString());
}

type Open = { id: string; title: string; organId: string; organName: string; late: boolean };

/** Items that an organ of the own congress handles now, the latest first. */
const handled = (work: Work, congressId: string): Promise<Open[]> =>
  work.sql<Open>(
    `SELECT DISTINCT ON (s.due_on, s.id) s.id, s.title, a.organ_id AS "organId", a.organ_name AS "organName", s.reply_due_on < $2::date AS late FROM suggestion s JOIN assignment a ON a.suggestion_id = s.id
     WHERE s.congress_id = $1 AND a.organ_congress_id = $1 AND a.role IN ('lead', 'separate') AND a.state IN ('in_handling', 'second_handling') AND s.state IN ('in_handling', 'second_handling') AND NOT s.confidential
     ORDER BY s.due_on, s.id, a.id LIMIT 14`,
    [congressId, today(work.clock)],
  );

/** What the congress's office did about them: two letters, five more on the key list, a vote with an order to correct. */
export async function playWatch(stage: Stage, troupe: Troupe): Promise<void> {
  const { work, clock, until: now } = stage;
  const { officer, leader, congressId } = troupe;
  clock.set(now.toISOString());
  const items = await handled(work, congressId);
  const day = lastWorkingDay(work, now);
  await decideKey(stage, troupe, items.slice(0, 10).filter((_one, n) => n % 2 === 0));
  const [first, second] = items;
  if (first && second) {
    clock.set(at(day, 9));
    const letter = { text: '请说明逾期原因，明确主要负责人、具体措施和完成时间，并当面向代表说明情况。', contactName: officer.personName };
    await issueLetter(work, officer, { ...letter, suggestionId: first.id, organId: first.organId, dueOn: work.calendar.addWorkingDays(day, 5) });
    const { id } = await issueLetter(work, leader, { ...letter, text: '请报告办理进展和下一步安排，按期答复代表。', suggestionId: second.id, organId: second.organId, dueOn: work.calendar.addWorkingDays(day, 8) });
    clock.set(at(day, 11));
    await answerLetter(work, troupe.clerkOf(second.organId), { id, answer: '已由主要负责人牵头成立工作组，方案正在征求意见，本月底前与代表见面沟通并答复。' });
  }
  await vote(stage, troupe, items);
  clock.set(now.toISOString());
}

async function decideKey({ work, clock, until: now }: Stage, { officer }: Troupe, items: readonly Open[]): Promise<void> {
  clock.set(at(lastWorkingDay(work, now), 8.5));
  const leaders = await leadersOf(work, officer);
  const marked = new Set((await work.sql<{ id: string }>('SELECT id FROM suggestion WHERE id = ANY ($1::uuid[]) AND key_supervision', [items.map(({ id }) => id)])).map(({ id }) => id));
  for (const [n, { id }] of items.filter((one) => !marked.has(one.id)).entries()) {
    const criterion: Criterion = criteria[n % criteria.length] ?? criteria[0];
    await listKey(work, officer, { items: [{ id }], criterion, decidedOn: today(work.clock), meeting: '第四十六次主任会议', leaderId: leaders[n % leaders.length]?.appointmentId ?? null });
  }
}

/** A vote of the standing committee some weeks ago, with what it ordered. */
async function vote({ work, clock, until: now }: Stage, { officer }: Troupe, items: readonly Open[]): Promise<void> {
  const heldOn = work.calendar.addWorkingDays(dateInShanghai(now), -20);
  const organs = [...new Map(items.map((one) => [one.organId, one])).values()].slice(0, 3);
  if (organs.length < 3) return;
  clock.set(at(heldOn, 16));
  const ballots = [[30, 6, 1, 1], [16, 15, 5, 2], [9, 11, 16, 2]] as const;
  const meeting = await recordMeeting(work, officer, {
    kind: 'satisfaction_vote', title: '部分承办单位办理代表建议情况满意度测评', meeting: '市九届人大常委会第三十八次会议', heldOn, membersTotal: 41, membersPresent: 38, fileIds: [],
    summary: '会议听取了承办单位关于代表建议办理情况的报告，并进行了满意度测评。',
    subjects: organs.map(({ organId }, n) => {
      const [satisfied = 0, mostlySatisfied = 0, notSatisfied = 0, abstained = 0] = ballots[n] ?? [];
      return { organId, ballots: { satisfied, mostlySatisfied, notSatisfied, abstained } };
    }),
  });
  const failed = meeting.subjects.find((one) => one.result === 'not_satisfied');
  if (failed) await orderCorrection(work, officer, { subjectId: failed.id, text: '限期办结超期建议，书面报告整改情况，并向常委会会议报告。', dueOn: work.calendar.addWorkingDays(heldOn, 40) });
  await publishMeeting(work, officer, { id: meeting.id });
}
