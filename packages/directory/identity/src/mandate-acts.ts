// The life of a mandate, act by act: each with its ground, decision and announcement. Rows are only added.
import { civil } from '@smart/divisions/civil';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { MandateDecision } from './mandate-rules.ts';

export const mandateActLabels = {
  elected: '当选', by_elected: '补选当选', qualified: '代表资格审查有效', delegation_changed: '调整代表团', suspended: '暂停执行代表职务', resumed: '恢复执行代表职务', restriction: '限制人身自由的许可或者报告', ended: '代表资格终止',
  /** Entered for a term whose preparation was cancelled: it never was in force. */
  revoked: '登记作废',
} as const;
export type MandateActName = keyof typeof mandateActLabels;

export type NewMandateAct = {
  readonly mandateId: string;
  readonly act: MandateActName;
  readonly on: string;
  readonly ground?: string | null;
  readonly decision?: MandateDecision | null;
  readonly facts?: Readonly<Record<string, unknown>>;
};

/** Facts of a decision that are numbers or choices; the rest has columns of its own. */
function factsOf(decision: MandateDecision | null): Record<string, unknown> {
  if (!decision) return {};
  const { votesFor, votesAll, initiative, initiators, initiatorsOf, defence, filedOn } = decision;
  return Object.fromEntries(Object.entries({ votesFor, votesAll, initiative, initiators, initiatorsOf, defence, filedOn }).filter(([, value]) => value !== null));
}

/** Writes an act beside the change of the mandate, in the same transaction. */
export async function recordMandateAct(work: Work, acting: Acting, congressId: string, act: NewMandateAct): Promise<void> {
  const decision = act.decision ?? null;
  await work.sql(
    `INSERT INTO mandate_act (id, congress_id, mandate_id, act, on_day, ground, decided_by, decision_note, announcement_number, announced_on, facts, acting_label, at)
     VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8, $9, $10::date, $11::jsonb, $12, $13)`,
    [newId(), congressId, act.mandateId, act.act, act.on, act.ground ?? null, decision?.decidedBy ?? null, decision?.decisionNote ?? null,
      decision?.announcementNumber ?? null, decision?.announcedOn ?? null, JSON.stringify({ ...factsOf(decision), ...act.facts }), acting.label, work.clock.now()],
  );
}

export const mandateActView = z.object({
  id: z.string(), act: z.enum(['elected', 'by_elected', 'qualified', 'delegation_changed', 'suspended', 'resumed', 'restriction', 'ended', 'revoked']), label: z.string(), on: z.string(), ground: z.string().nullable(),
  decidedBy: z.string().nullable(), decisionNote: z.string().nullable(), announcementNumber: z.string().nullable(), announcedOn: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()), actingLabel: z.string(), at: z.string(),
});
export type MandateActView = z.infer<typeof mandateActView>;

/** The acts of one mandate of the congress, oldest first. */
export async function mandateHistory(work: Work, congressId: string, mandateId: string): Promise<MandateActView[]> {
  const rows = await work.prisma.mandateAct.findMany({ where: { mandateId, congressId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => {
    const act = mandateActView.shape.act.parse(row.act);
    return {
      id: row.id, act, label: mandateActLabels[act], on: civil(row.on), ground: row.ground, decidedBy: row.decidedBy, decisionNote: row.decisionNote,
      announcementNumber: row.announcementNumber, announcedOn: civil(row.announcedOn), facts: z.record(z.string(), z.unknown()).parse(row.facts), actingLabel: row.actingLabel, at: row.at.toISOString(),
    };
  });
}

