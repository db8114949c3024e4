// To whom a suggestion is handed: the rules of single, joint and separate handling (domain rule 2.4) and the rows they become.
import type { Capacity } from '@smart/identity/capacity';
import { computeDeadline } from '@smart/kernel/deadlines';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { termSchema } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import { actOnAssignment } from './act.ts';
import { loadMatter, type Matter } from './matter.ts';
import type { AssignmentRole } from './model.ts';
import type { HandOver } from './model-inputs.ts';
import { todayOf } from './settle.ts';
import type { AssignmentAction } from './workflow-assignment.ts';

export type Recipient = { organId: string; organName: string; organCongressId: string; role: AssignmentRole; note: string | null };

/**
 * One lead with assisting organs (主办、协办), or several that answer separately (分别办理), or the government office that distributes.
 * `among` are the parts that stand beside the new ones and are still at work.
 * @throws DomainError suggestions.lead_organ_required, suggestions.organ_already_assigned
 */
export function checkComposition(organs: HandOver, among: readonly { organId: string; organName: string; role: AssignmentRole }[]): void {
  const seen = new Set(among.map((one) => one.organId));
  for (const { organId } of organs) {
    if (seen.has(organId)) throw new DomainError('suggestions.organ_already_assigned', { organ: among.find((one) => one.organId === organId)?.organName ?? '同一单位' });
    seen.add(organId);
  }
  const all = [...among, ...organs].map((one) => one.role);
  const count = (role: AssignmentRole) => all.filter((one) => one === role).length;
  const joint = count('lead') === 1 && count('separate') === 0 && count('distribute') === 0;
  const separate = count('lead') === 0 && count('assisting') === 0 && (count('distribute') === 1 || (count('distribute') === 0 && count('separate') >= 2));
  if (!joint && !separate) throw new DomainError('suggestions.lead_organ_required');
}

type OrganRow = { id: string; name: string; congressId: string; kind: string; division: string };

/** Organs that exist, work still, and belong to the congress or to one above or below it. */
async function organsOf(work: Work, organs: HandOver): Promise<OrganRow[]> {
  return work.sql<OrganRow>(
    `SELECT o.id, o.name, o.congress_id AS "congressId", o.kind, c.division_code AS division FROM organ o JOIN congress c ON c.id = o.congress_id
     WHERE o.id = ANY ($1::uuid[]) AND (o.abolished_on IS NULL OR o.abolished_on > $2::date)`,
    [organs.map((one) => one.organId), todayOf(work)],
  );
}

/**
 * Reads the recipients and refuses organs that cannot have it: unknown or abolished ones, those of an unrelated area, a distributing
 * organ that is no government office.
 * @throws DomainError common.invalid_input
 */
export async function recipientsOf(work: Work, capacity: Capacity, organs: HandOver): Promise<Recipient[]> {
  const found = await organsOf(work, organs);
  const bad = (problem: string) => new DomainError('common.invalid_input', { problem }, [{ path: 'organs', message: problem }]);
  return organs.map(({ organId, role, note }) => {
    const organ = found.find((one) => one.id === organId);
    if (!organ) throw bad('所选承办单位不存在或者已经撤销，请重新选择');
    const related = organ.division.startsWith(capacity.divisionCode) || capacity.divisionCode.startsWith(organ.division);
    if (!related) throw bad(`${organ.name}不在本行政区域的上下级范围内，不能交办`);
    if (role === 'distribute' && organ.kind !== 'government_office' && organ.kind !== 'government') throw bad(`${organ.name}不是政府办公厅（室），不能分办`);
    return { organId, organName: organ.name, organCongressId: organ.congressId, role, note: note ?? null };
  });
}

const beginning: Record<AssignmentRole, AssignmentAction> = { distribute: 'beginDistributing', lead: 'beginHandling', separate: 'beginHandling', assisting: 'beginAssisting' };
const limitOf: Record<AssignmentRole, string> = { distribute: 'suggestions.distribution_term', lead: 'suggestions.reply_term', separate: 'suggestions.reply_term', assisting: 'suggestions.opinion_term' };

/** The last day of a term of the congress that would begin today. */
export async function dueFromToday(work: Work, congressId: string, parameter: string): Promise<string> {
  return computeDeadline(todayOf(work), termSchema.parse(await work.parameter(congressId, parameter)), work.calendar).dueOn;
}

/** When each recipient's part would be due, were it handed over today. */
export const dueOf = (work: Work, congressId: string, role: AssignmentRole): Promise<string> => dueFromToday(work, congressId, limitOf[role]);

/**
 * Writes the parts, lets other tiers see the matter they get, and begins each part's limits.
 * @param parentId the government office's part above them; null at the first level
 */
export async function handOverTo(work: Work, capacity: Capacity, { row }: Matter, recipients: readonly Recipient[], parentId: string | null): Promise<void> {
  const returnUntil = await dueFromToday(work, row.congressId, 'suggestions.return_term');
  const ids = recipients.map(() => newId());
  await work.db
    .insertInto('assignment')
    .values(
      recipients.map((one, at) => ({
        id: ids[at] ?? newId(),
        congress_id: row.congressId,
        suggestion_id: row.id,
        parent_id: parentId,
        organ_id: one.organId,
        organ_name: one.organName,
        organ_congress_id: one.organCongressId,
        role: one.role,
        assigned_on: todayOf(work),
        assigned_by_organ_id: capacity.organId ?? null,
        return_until: returnUntil,
        note: one.note,
      })),
    )
    .execute();
  await share(work, row.id, row.congressId, recipients);
  const matter = await loadMatter(work, row.id);
  for (const part of matter.assignments.filter((one) => ids.includes(one.id))) {
    await actOnAssignment(work, null, { id: part.id, action: beginning[part.role], matter, facts: { dueOn: await dueOf(work, row.congressId, part.role) } });
  }
}

/** A matter that goes to another tier is shown to it by an explicit line, and by nothing else. */
async function share(work: Work, matterId: string, congressId: string, recipients: readonly Recipient[]): Promise<void> {
  const others = new Set(recipients.map((one) => one.organCongressId).filter((id) => id !== congressId && id !== work.settings['app.congress']));
  for (const other of others) {
    await work.sql('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [matterId, other, work.clock.now()]);
  }
}
