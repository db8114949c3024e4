// What becomes of a deputy's suggestions when the mandate ends (代表法 62): registered with identity, which knows no suggestions.
import { type EndPreview, type HandOver, type HandOverChoices, type MandateEnding, registerMandateEnded } from '@smart/identity/mandate-hooks';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { stateLabels, type SuggestionState } from './model.ts';
import { causeOf, type Lead, lapseInvitations, passToLead } from './succession-lead.ts';

type Led = { id: string; title: string; numberLabel: string | null; state: SuggestionState };
type Candidate = Lead & { suggestionId: string };

const over = `('closed', 'withdrawn', 'not_accepted')`;

/** Suggestions the deputy leads in this congress that are not over, oldest first. */
const ledBy = (work: Work, { congressId, personId }: MandateEnding): Promise<Led[]> =>
  work.sql<Led>(
    `SELECT id, title, number_label AS "numberLabel", state FROM suggestion WHERE lead_person_id = $1 AND congress_id = $2 AND state NOT IN ${over} ORDER BY id`,
    [personId, congressId],
  );

/** Confirmed co-signers whose mandate is in force, in the order of their confirmation. */
const candidatesOf = (work: Work, ids: readonly string[], without: string): Promise<Candidate[]> =>
  work.sql<Candidate>(
    `SELECT c.suggestion_id AS "suggestionId", m.id AS "mandateId", m.person_id AS "personId", c.name
     FROM cosigner c JOIN mandate m ON m.person_id = c.person_id AND m.congress_id = c.congress_id AND m.status = 'active'
     WHERE c.suggestion_id = ANY ($1::uuid[]) AND c.state = 'confirmed' AND c.person_id <> $2 ORDER BY c.answered_at NULLS LAST, c.id`,
    [ids, without],
  );

/** Suggestions of others that wait for this deputy's answer. */
const invitationsTo = (work: Work, { congressId, personId }: MandateEnding): Promise<{ id: string }[]> =>
  work.sql<{ id: string }>(
    `SELECT s.id FROM cosigner c JOIN suggestion s ON s.id = c.suggestion_id
     WHERE c.person_id = $1 AND c.congress_id = $2 AND c.state = 'invited' AND s.state IN ('draft', 'awaiting_cosigners', 'returned_for_amendment') ORDER BY s.id`,
    [personId, congressId],
  );

/** Without the title: administrators keep mandates and do not read matters. */
const referenceOf = ({ numberLabel }: Led): string => numberLabel ?? '尚未编号的建议';
const isUnsubmitted = ({ state }: Led): boolean => state === 'draft' || state === 'awaiting_cosigners';

async function preview(work: Work, ending: MandateEnding): Promise<EndPreview> {
  const led = await ledBy(work, ending);
  const open = led.filter((one) => !isUnsubmitted(one));
  const candidates = Map.groupBy(await candidatesOf(work, open.map((one) => one.id), ending.personId), (one) => one.suggestionId);
  const handOvers: HandOver[] = open.flatMap((one) => {
    const found = candidates.get(one.id) ?? [];
    if (found.length === 0) return [];
    return [{ matterId: one.id, reference: referenceOf(one), title: one.title, stateLabel: stateLabels[one.state], candidates: found.map(({ mandateId, name }) => ({ mandateId, name })), proposed: found[0]?.mandateId ?? null }];
  });
  const alone = open.filter((one) => !candidates.has(one.id));
  const returned = alone.filter((one) => one.state === 'returned_for_amendment').length;
  const outcomes = [
    { label: '草稿和尚未提交的建议', count: led.length - open.length, outcome: '保留备查，不能再修改、提交；未答复的联名邀请失效' },
    { label: '退回修改、没有联名代表的建议', count: returned, outcome: '保留备查，不能再提交' },
    { label: '已经提交、没有联名代表的建议', count: alone.length - returned, outcome: '照常办理、答复；评价期限届满自动办结，不计入满意率' },
    { label: '等待本人答复的联名邀请', count: (await invitationsTo(work, ending)).length, outcome: '邀请失效，并告知领衔代表' },
  ];
  return { outcomes: outcomes.filter(({ count }) => count > 0), handOvers };
}

async function ended(work: Work, ending: MandateEnding, choices: HandOverChoices): Promise<string[]> {
  const led = await ledBy(work, ending);
  const open = led.filter((one) => !isUnsubmitted(one));
  const candidates = Map.groupBy(await candidatesOf(work, open.map((one) => one.id), ending.personId), (one) => one.suggestionId);
  const cause = causeOf(ending.personName);
  const done: string[] = [];
  for (const one of led.filter((each) => each.state === 'awaiting_cosigners' || each.state === 'returned_for_amendment')) await lapseInvitations(work, one.id, null, cause);
  for (const one of open) {
    const next = chosen(one, candidates.get(one.id) ?? [], choices);
    if (next === null) continue;
    await passToLead(work, one.id, next, cause);
    done.push(`${referenceOf(one)}由${next.name}代表接续`);
  }
  const invitations = await invitationsTo(work, ending);
  for (const { id } of invitations) await lapseInvitations(work, id, ending.personId, cause);
  if (led.length > open.length) done.push(`草稿和尚未提交的建议 ${led.length - open.length} 件保留备查`);
  if (invitations.length > 0) done.push(`联名邀请 ${invitations.length} 件失效`);
  return done;
}

/** @throws DomainError common.invalid_input when the one chosen did not co-sign or is no deputy any more */
function chosen(matter: Led, candidates: readonly Candidate[], choices: HandOverChoices): Candidate | null {
  const choice = choices[matter.id];
  if (choice === undefined) return candidates[0] ?? null;
  if (choice === null) return null;
  const found = candidates.find((one) => one.mandateId === choice);
  if (found) return found;
  const message = `${referenceOf(matter)}只能由已确认联名的在任代表接续，请重新选择`;
  throw new DomainError('common.invalid_input', { problem: message }, [{ path: `choices.${matter.id}`, message }]);
}

/** Answers identity's question what hangs on a mandate; may be called again. */
export function registerLeadSuccession(): void {
  registerMandateEnded('suggestions', { preview, ended: (work, _acting, ending, choices) => ended(work, ending, choices) });
}

