/** 办理反馈 and 建议评价 in the demonstration: seals, questions, an appointment, later dates, a reopened one, scores and a published ranking. */
import { readFileSync } from 'node:fs';
import { setParameter } from '@smart/divisions/parameters';
import { addDays, today } from '@smart/kernel/dates';
import { changeCommitment } from '@smart/suggestions/feedback/commitments';
import { proposeMeeting } from '@smart/suggestions/feedback/meetings';
import { answerBack, askBack } from '@smart/suggestions/feedback/questions';
import { reopen } from '@smart/suggestions/feedback/reopening';
import { keepSeal } from '@smart/suggestions/feedback/seals';
import { judgeQuality, recommend } from '@smart/suggestions/ranking/appraisal';
import { publishRanking, rankingOf, scoreOrgan } from '@smart/suggestions/ranking/ranking';
import type { Work } from '@smart/workflow/work';
import type { Company, Troupe } from './company.ts';
import type { DepartmentKey } from './departments.ts';

const seal = `data:image/png;base64,${readFileSync(new URL('seal.png', import.meta.url)).toString('base64')}`;
/** Organs that keep a seal; the others show where to stamp. */
const sealed: readonly DepartmentKey[] = ['transport', 'education', 'housing'];

/** Before anything is signed: seals made for the demonstration, which say so. */
export async function keepSeals(work: Work, troupe: Troupe): Promise<void> {
  if (troupe.place.slug !== 'city') return;
  for (const key of sealed) {
    const { id } = troupe.organ(key);
    if ((await work.sql('SELECT 1 FROM organ_seal WHERE organ_id = $1', [id])).length === 0) await keepSeal(work, troupe.headOf(id), { png: seal });
  }
}

type Found = { id: string; assignmentId: string; organId: string; state: string };

/** After the stories of the city have been played, once. */
export async function playFeedback(work: Work, company: Company): Promise<void> {
  const troupe = company.troupe('city');
  const lead = company.account('deputy.city', 'city');
  if ((await work.sql('SELECT 1 FROM suggestion_question WHERE congress_id = $1 LIMIT 1', [troupe.congressId])).length > 0) return;
  const own = await work.sql<Found>(
    `SELECT s.id, a.id AS "assignmentId", a.organ_id AS "organId", s.state FROM suggestion s JOIN assignment a ON a.suggestion_id = s.id AND a.role = 'lead' AND a.state IN ('in_handling', 'replied')
     WHERE s.lead_person_id = $1 AND s.congress_id = $2 AND s.state IN ('in_handling', 'replied', 'tracking_commitment') ORDER BY s.state, s.id`,
    [lead.personId, troupe.congressId],
  );
  const handled = own.find((one) => one.state === 'in_handling');
  if (handled) await talk(work, troupe, handled, lead);
  const answered = own.find((one) => one.state === 'replied');
  if (answered) await askBack(work, lead, { id: answered.id, assignmentId: answered.assignmentId, text: '答复提到分两期实施，第二期什么时候开工？资金是否已经落实？' });
  await followPromises(work, troupe);
  await reopenOne(work, lead);
  await appraise(work, troupe);
}

/** A question that was answered, and an appointment that waits for the deputy. */
async function talk(work: Work, troupe: Troupe, { id, assignmentId, organId }: Found, lead: Parameters<typeof askBack>[1]): Promise<void> {
  const clerk = troupe.clerkOf(organId);
  await askBack(work, lead, { id, assignmentId, text: '居民最关心完工时间，能否先公布分段施工的安排？' });
  const [asked] = await work.sql<{ id: string }>('SELECT id FROM suggestion_question WHERE suggestion_id = $1', [id]);
  if (asked) await answerBack(work, clerk, { questionId: asked.id, text: '分段施工安排已经排定，下周在现场公示栏公布，并同步抄送您。' });
  const day = (count: number): string => work.calendar.addWorkingDays(today(work.clock), count);
  await proposeMeeting(work, clerk, { assignmentId, place: '市民活动中心二楼会议室', slots: [`${day(3)}T09:30`, `${day(4)}T15:00`], note: '请您对初步方案提出意见，约一个小时。' });
}

/** One organ asks for a later date; the congress has not decided. */
async function followPromises(work: Work, troupe: Troupe): Promise<void> {
  const [late] = await work.sql<{ id: string; organId: string; dueOn: string }>(
    `SELECT m.id, m.organ_id AS "organId", m.due_on AS "dueOn" FROM commitment m JOIN suggestion s ON s.id = m.suggestion_id WHERE m.congress_id = $1 AND m.state = 'open' AND s.state = 'tracking_commitment' ORDER BY m.due_on, m.id LIMIT 1`,
    [troupe.congressId],
  );
  if (!late) return;
  const until = [addDays(today(work.clock), 90), addDays(late.dueOn, 90)].toSorted().at(-1) ?? late.dueOn;
  await changeCommitment(work, troupe.clerkOf(late.organId), { commitmentId: late.id, dueOn: until, reason: '施工期间发现地下管线与图纸不符，需要重新设计，已取得代表理解' });
}

/** A satisfied one whose reply turned out untrue. */
async function reopenOne(work: Work, lead: Parameters<typeof askBack>[1]): Promise<void> {
  const [closed] = await work.sql<{ id: string }>(
    `SELECT s.id FROM suggestion s WHERE s.lead_person_id = $1 AND s.congress_id = $2 AND s.state = 'closed' AND s.result = 'satisfied' AND s.reopen_until >= $3::date AND s.merged_into_id IS NULL ORDER BY s.closed_at DESC LIMIT 1`,
    [lead.personId, lead.congressId, today(work.clock)],
  );
  if (closed) await reopen(work, lead, { id: closed.id, ground: 'reply_untrue', reason: '近日到现场察看，答复中说已经完成的路段仍有一半没有施工' });
}

/** The office scores organs, judges suggestions, and publishes the ranking of the last full year. */
async function appraise(work: Work, troupe: Troupe): Promise<void> {
  const { officer, congressId } = troupe;
  const year = Number(today(work.clock).slice(0, 4)) - 1;
  const organs = await work.sql<{ id: string }>(
    `SELECT organ_id AS id FROM assignment WHERE congress_id = $1 AND role IN ('lead', 'separate') AND assigned_on BETWEEN $2::date AND $3::date GROUP BY organ_id ORDER BY count(*) DESC, organ_id LIMIT 4`,
    [congressId, `${year}-01-01`, `${year}-12-31`],
  );
  for (const [at, organ] of organs.entries()) await scoreOrgan(work, officer, { organId: organ.id, year, score: 95 - at * 6, reason: ['主要负责人带头走访代表，回访及时', '答复规范，台账清楚', '个别事项沟通不够充分', '承诺落实偏慢，需要加强督办'][at] ?? '按年度办理情况评定' });
  // The demonstration's organs have few items a year; a real congress asks for more.
  await setParameter(work, officer, 'suggestions.ranking_least', 2);
  if ((await rankingOf(work, officer, { year })).ranked.length > 0) await publishRanking(work, officer, { year });
  const best = await work.sql<{ id: string }>(`SELECT id FROM suggestion WHERE congress_id = $1 AND state = 'closed' AND result = 'satisfied' AND NOT confidential ORDER BY closed_at DESC, id LIMIT 2`, [congressId]);
  for (const { id } of best) {
    await judgeQuality(work, officer, { id, quality: 'excellent', reason: '调查深入、措施具体、群众反映好' });
    await recommend(work, officer, { id, reason: '推动解决了多年没有解决的问题，建议列入年度优秀建议评选' });
  }
}
