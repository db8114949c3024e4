// 跟踪: whoever holds number and secret sees what became of it, adds, and evaluates, without an account. In a unit of work of its congress.
import { isSecretOf } from '@smart/identity/receipt-codes';
import { formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { hashOf, history, type HistoryEntry, type LogRow } from '@smart/workflow/action-log';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { digestOf, purpose } from './entering.ts';
import { factsOf } from './log-facts.ts';
import { finalStates, isSatisfaction, isStage, type OpinionState, opinionStateLabels, satisfactionLabels, stageLabels } from './model.ts';
import type { evaluation } from './model-inputs.ts';
import type { FollowedOpinion, FollowStation } from './model-views-public.ts';
import { digestOfPictures, picturesOf, pictureOf, recordPictures, type Sent } from './pictures.ts';
import { erasePoint } from './point.ts';
import { act, citizenActing, opinionSubject } from './store.ts';
import { supervisedFor } from './supervising/looking.ts';

/** A person adds a few times; a script is stopped. */
const MESSAGES = 20;

type Row = {
  id: string; number: string; congressName: string; state: OpinionState; content: string; place: string; createdAt: Date; addressee: string | null; reply: string | null; repliedBy: string | null; satisfaction: string | null;
  dissatisfied: number; organId: string | null; contact: boolean; point: 'office' | 'shared' | null;
};

/**
 * The opinion behind number and secret.
 * @throws DomainError opinions.unknown_receipt, whichever of the two is wrong
 */
export async function opened(work: Work, number: string, secret: string): Promise<Row> {
  const [row] = await work.sql<Row>(
    `SELECT o.id, o.number, g.name AS "congressName", o.state, o.content, o.place, o.created_at AS "createdAt", d.name AS addressee, o.reply, o.replied_by AS "repliedBy", o.satisfaction, o.dissatisfied, o.organ_id AS "organId", o.contact_cipher IS NOT NULL AS contact,
       CASE WHEN o.point_cipher IS NULL THEN NULL WHEN o.point_shared THEN 'shared' ELSE 'office' END AS point
     FROM opinion o JOIN congress g ON g.id = o.congress_id LEFT JOIN person d ON d.id = o.deputy_person_id WHERE o.number = $1`,
    [number],
  );
  // Worked out for an unknown number, too: how long it takes tells nothing.
  if (!isSecretOf(purpose, row?.id ?? number, secret) || !row) throw new DomainError('opinions.unknown_receipt');
  return row;
}

/** What each act says to the person; acts that tell nothing are not named. */
const labels: Readonly<Record<string, string>> = {
  register: '已收到您的意见', accept: '已受理', redirect: '不属于本渠道处理，请向有关机关提出', answer: '工作人员已答复', handOver: '已交办', receive: '承办单位已签收，正在办理', giveBack: '承办单位退回，重新确定承办单位', handOn: '上级已转有关部门办理', returnUp: '有关部门退回，重新确定承办部门',
  tell: '已有办理结果', tellOnline: '已有办理结果', takeUp: '人大代表将据此提出建议', progress: '代表建议有进展', release: '代表已撤回，重新确定承办单位', suggestionReplied: '代表建议已答复', merge: '与同类意见合并办理，答复一并告知您', unmerge: '单独办理', caseReplied: '已有办理结果', caseAnswered: '已有办理结果', caseRedirected: '不属于本渠道处理，请向有关机关提出', add: '您补充了内容',
  supervise: '人大开始督查办理情况', answerSupervision: '承办单位已向人大报告办理情况', pressSupervision: '人大要求承办单位继续办理', settleSupervision: '人大督查办结', withdrawSupervision: '人大不再督查',
  satisfy: '您已评价，办结', rehandle: '您不满意，承办单位重新办理', reopen: '您不满意，重新办理', closeDissatisfied: '您已评价，办结', lapse: '期限内没有评价，办结',
};

function textOf({ detail, reason, action, subjectType }: HistoryEntry): string {
  if (subjectType === 'opinion_supervision') {
    const { organName, dueOn, verdict } = factsOf(detail);
    return [organName, action === 'settleSupervision' ? verdict : null, dueOn ? `要求在${formatDate(dueOn)}前报告` : null].filter(Boolean).join('，');
  }
  const { organName, channel, deputyName, numberLabel, stage, verdict } = factsOf(detail);
  const words = [organName, channel, deputyName ? `${deputyName}代表` : null, stage && isStage(stage) ? stageLabels[stage] : null, numberLabel ? `编号：${numberLabel}` : null, verdict];
  // What staff write to one another stays with them; to the citizen they write where to go.
  const said = action === 'redirect' || action === 'caseRedirected' ? reason : null;
  return [...words, said].filter(Boolean).join('。');
}

/** What is told of a case to those who reported the same; what its own citizen says and judges is not theirs. */
const toldOfCase: ReadonlySet<string> = new Set(['handOver', 'receive', 'giveBack', 'handOn', 'returnUp', 'takeUp', 'progress', 'release', 'supervise', 'answerSupervision', 'pressSupervision', 'settleSupervision', 'withdrawSupervision']);
const endsOfCase: ReadonlySet<string> = new Set(['unmerge', 'caseReplied', 'caseAnswered', 'caseRedirected']);

/** The acts of a citizen's own opinion, with those on the case it was part of, for as long as it was. */
async function withCase(work: Work, own: readonly HistoryEntry[]): Promise<HistoryEntry[]> {
  const all = [...own];
  // By the rows' ids, which follow one another in time also within a moment.
  for (const [at, { action, detail, id: from }] of own.entries()) {
    const { intoId } = factsOf(detail);
    if (action !== 'merge' || !intoId) continue;
    const until = own.slice(at + 1).find((one) => endsOfCase.has(one.action))?.id ?? null;
    all.push(...(await history(work, intoId)).filter((one) => toldOfCase.has(one.action) && one.id > from && (until === null || one.id < until)));
  }
  return all.toSorted((a, b) => a.at.localeCompare(b.at) || (a.id < b.id ? -1 : 1));
}

/** Whether each row still has the hash it was written with and stands behind the one before it, and words and pictures are those of the first. */
async function isUnchanged(work: Work, { id, content, place, createdAt }: Row): Promise<boolean> {
  const rows = await work.sql<Omit<LogRow, 'at'> & { at: Date }>(
    `SELECT id, congress_id AS "congressId", matter_id AS "matterId", subject_type AS "subjectType", subject_id AS "subjectId", sequence, action, from_state AS "fromState", to_state AS "toState", person_id AS "personId",
       capacity_id AS "capacityId", actor_label AS "actorLabel", reason, detail, at, previous_hash AS "previousHash", hash FROM action_log WHERE subject_type = 'opinion' AND subject_id = $1 ORDER BY sequence`,
    [id],
  );
  const chained = rows.every((row, at) => {
    const { hash, ...content_ } = row;
    return hashOf({ ...content_, at: row.at.toISOString() }) === hash && row.sequence === at + 1 && (at === 0 || row.previousHash === rows[at - 1]?.hash);
  });
  const first = factsOf(rows[0]?.detail);
  return chained && first.digest === digestOf({ content, place, createdAt }) && (first.pictures ?? '') === (await digestOfPictures(work, id));
}

const isOver = (state: OpinionState): boolean => finalStates.some((one) => one === state);
/** What the organ wrote is the citizen's when it was told. */
const isTold = (state: OpinionState): boolean => state === 'replied' || state === 'closed';

/** @throws DomainError opinions.unknown_receipt */
export async function followed(work: Work, number: string, secret: string): Promise<FollowedOpinion> {
  const row = await opened(work, number, secret);
  const messages = await work.sql<{ content: string; at: Date }>('SELECT content, created_at AS at FROM opinion_message WHERE opinion_id = $1 ORDER BY created_at, id', [row.id]);
  const acts = await withCase(work, await history(work, row.id));
  const stations: FollowStation[] = acts.flatMap((entry) => {
    const label = labels[entry.action];
    return label === undefined ? [] : [{ at: entry.at, label, text: textOf(entry), receipt: entry.receipt }];
  });
  const { state, satisfaction } = row;
  const told = isTold(state) || (row.dissatisfied > 0 && row.reply !== null && state !== 'answered');
  return {
    number: row.number, congressName: row.congressName, state, stateLabel: state === 'answered' ? '办理中' : opinionStateLabels[state], content: row.content, place: row.place, createdAt: row.createdAt.toISOString(),
    addressee: row.addressee, reply: told ? row.reply : null, repliedBy: told ? row.repliedBy : null, satisfaction: satisfaction !== null && isSatisfaction(satisfaction) ? satisfaction : null,
    messages: messages.map(({ content, at }) => ({ content, at: at.toISOString() })), pictures: await picturesOf(work, row.id), stations, unchanged: await isUnchanged(work, row), supervised: await supervisedFor(work, row.id), contact: row.contact, point: row.point,
    over: isOver(state), canAdd: !isOver(state) && messages.length < MESSAGES, canEvaluate: state === 'replied', lastTime: row.dissatisfied > 0,
  };
}

/** Adds to what was said. @throws DomainError opinions.pictures_gone, opinions.unknown_receipt, opinions.enough_added, workflow.illegal_action (it is over) */
export async function addMessage(work: Work, number: string, secret: string, content: string, pictures?: Sent): Promise<void> {
  const { id } = await opened(work, number, secret);
  const messageId = await addAs(work, id, content);
  const [row] = await work.sql<{ congressId: string }>('SELECT congress_id AS "congressId" FROM opinion WHERE id = $1', [id]);
  if (pictures && row) await recordPictures(work, pictures, { opinionId: id, congressId: row.congressId, messageId });
}

/** Adds on behalf of whoever spoke. @returns the message's id @throws DomainError opinions.enough_added, workflow.illegal_action */
export async function addAs(work: Work, id: string, content: string): Promise<string> {
  await act(work, null, { id, action: 'add', acting: citizenActing });
  const [count] = await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM opinion_message WHERE opinion_id = $1', [id]);
  if ((count?.count ?? 0) >= MESSAGES) throw new DomainError('opinions.enough_added');
  const [row] = await work.sql<{ congressId: string }>('SELECT congress_id AS "congressId" FROM opinion WHERE id = $1', [id]);
  if (!row) throw new DomainError('opinions.unknown_receipt');
  const messageId = newId();
  await work.sql('INSERT INTO opinion_message (id, congress_id, opinion_id, content, created_at) VALUES ($1, $2, $3, $4, $5)', [messageId, row.congressId, id, content, work.clock.now()]);
  return messageId;
}

/** The person takes the position back, at once. @throws DomainError opinions.unknown_receipt */
export async function dropPoint(work: Work, number: string, secret: string): Promise<void> {
  const { id } = await opened(work, number, secret);
  await erasePoint(work, id);
}

/** One picture of the opinion behind the receipt. @throws DomainError opinions.unknown_receipt, files.not_found */
export async function followedPicture(work: Work, number: string, secret: string, fileId: string): Promise<Awaited<ReturnType<typeof pictureOf>>> {
  const { id } = await opened(work, number, secret);
  return pictureOf(work, id, fileId);
}

/**
 * The citizen's verdict: the first 不满意 has it handled anew, a second one closes it as it is.
 * @throws DomainError opinions.unknown_receipt, workflow.illegal_action (nothing to evaluate now)
 */
export async function evaluate(work: Work, number: string, secret: string, verdict: z.output<typeof evaluation>): Promise<void> {
  const { id } = await opened(work, number, secret);
  await judgeAs(work, id, verdict);
}

/** The verdict of whoever spoke, by receipt or by a return call. @throws DomainError common.not_found, workflow.illegal_action */
export async function judgeAs(work: Work, id: string, verdict: z.output<typeof evaluation>): Promise<void> {
  const { dissatisfied, organId } = await opinionSubject(work, id);
  const acting = citizenActing;
  const detail = { verdict: satisfactionLabels[verdict] };
  if (verdict !== 'dissatisfied') {
    await act(work, null, { id, action: 'satisfy', acting, detail, patch: { satisfaction: verdict } });
  } else if (dissatisfied > 0) {
    await act(work, null, { id, action: 'closeDissatisfied', acting, detail, patch: { satisfaction: verdict, dissatisfied: dissatisfied + 1 } });
  } else {
    await act(work, null, { id, action: organId === null ? 'reopen' : 'rehandle', acting, detail, patch: { dissatisfied: 1 } });
  }
}
