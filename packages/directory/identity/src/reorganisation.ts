// 机构改革: several organs become one, an organ is abolished with a successor, an organ is renamed. History stays, open work goes over.
import { dateColumn } from '@smart/divisions/civil';
import { organSuccessions, organUses, type Succession, type SuccessionItem } from '@smart/divisions/hooks';
import { date, id, organKind, organKindLabels, type Organ, type OrganKind } from '@smart/divisions/model';
import { recordOrganAct } from '@smart/divisions/organ-history';
import { organById } from '@smart/divisions/organs';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { appendEvent } from '@smart/workflow/events';
import { roleFits } from './appointments.ts';
import { announceIdentityChange } from './changes.ts';
import { organRenamed } from './operation-events.ts';
import { defineOperation, draftOperation, type OperationStep, type Running, startOperation, type StepResult } from './operations.ts';

export const REORGANISATION = 'reorganisation';

const newOrgan = z.object({
  name: z.string().trim().min(2, '机构名称不少于 2 个字').max(60, '机构名称不超过 60 个字'),
  shortName: z.string().trim().min(2, '机构简称不少于 2 个字').max(30, '机构简称不超过 30 个字'),
  kind: organKind,
  letterCode: z.string().trim().max(20, '发文机关代字不超过 20 个字').nullable().default(null),
});
export const reorganisationInput = z.object({
  sourceIds: z.array(id).min(1, '请选择被撤并的机构').max(20, '一次最多撤并 20 个机构'),
  /** An organ that exists, or one that is founded for it. */
  target: z.union([z.object({ id }), newOrgan]),
  on: date,
  basis: z.string().trim().max(200, '依据不超过 200 个字').nullable().default(null),
});
export type ReorganisationInput = z.output<typeof reorganisationInput>;

/** The plan as it is kept: the id of a new organ is fixed beforehand, so that a repeated step finds it. */
const planSchema = z.object({
  sources: z.array(z.object({ id: z.string(), name: z.string() })), target: z.object({ id: z.string(), name: z.string(), founded: newOrgan.nullable() }),
  on: z.string(), basis: z.string().nullable(),
});
export type ReorganisationPlan = z.output<typeof planSchema>;

/** Bodies that the constitution and 地方组织法 found: no reorganisation merges or abolishes them. */
const foundedByLaw: readonly OrganKind[] = ['standing_committee', 'presidium', 'council_of_chairpersons', 'government', 'supervisory_commission', 'court', 'procuratorate'];

const invalid = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** @throws DomainError common.not_found, common.invalid_input */
async function planOf(work: Work, congressId: string, input: ReorganisationInput): Promise<ReorganisationPlan> {
  const { target, on, basis } = input;
  const sources: Organ[] = [];
  for (const each of new Set(input.sourceIds)) sources.push(await organById(work, congressId, each));
  if (on > today(work.clock)) throw invalid('on', '撤并日期不能晚于今天：请在生效之日办理');
  if ('id' in target && sources.some((one) => one.id === target.id)) throw invalid('target', '承接机构不能是被撤并的机构');
  const kept = sources.map(({ id: sourceId, name }) => ({ id: sourceId, name }));
  if ('id' in target) {
    const organ = await organById(work, congressId, target.id);
    return { sources: kept, target: { id: organ.id, name: organ.name, founded: null }, on, basis };
  }
  return { sources: kept, target: { id: newId(), name: target.name, founded: target }, on, basis };
}

/** What speaks against the plan as things stand. */
async function problemsOf(work: Work, congressId: string, plan: ReorganisationPlan): Promise<string[]> {
  const problems: string[] = [];
  const target = plan.target.founded ?? (await organById(work, congressId, plan.target.id));
  if ('abolishedOn' in target && target.abolishedOn !== null) problems.push(`承接机构“${target.name}”已经撤销，请另选承接机构`);
  if (plan.target.founded) {
    const taken = await work.prisma.organ.findFirst({ where: { congressId, name: target.name, abolishedOn: null, id: { notIn: plan.sources.map((one) => one.id) } } });
    if (taken) problems.push(`本级已有名为“${target.name}”的机构，请选择它作为承接机构，或者更换名称`);
  }
  for (const { id: sourceId } of plan.sources) {
    const source = await organById(work, congressId, sourceId);
    if (source.abolishedOn !== null) problems.push(`“${source.name}”已于${formatDate(source.abolishedOn)}撤销`);
    if (foundedByLaw.includes(source.kind)) problems.push(`“${source.name}”是依法设立的${organKindLabels[source.kind]}，不能撤并；需要改名称的请更名`);
    problems.push(...(await unfitStaff(work, source, target)));
  }
  return problems;
}

async function unfitStaff(work: Work, source: Organ, target: { name: string; kind: OrganKind }): Promise<string[]> {
  const staff = await work.sql<{ name: string; title: string; roles: string[] }>(
    `SELECT p.name, a.title, a.roles FROM appointment a JOIN person p ON p.id = a.person_id WHERE a.organ_id = $1 AND (a.ends_on IS NULL OR a.ends_on > $2) ORDER BY a.id`,
    [source.id, today(work.clock)],
  );
  return staff.filter(({ roles }) => roles.some((role) => !roleFits(target.kind, role))).map(({ name, title }) => `${source.name}${title}${name}的职责与“${target.name}”（${organKindLabels[target.kind]}）不相符，请先调整其任职`);
}

export type ReorganisationPreview = { problems: string[]; sources: { id: string; name: string; items: SuccessionItem[] }[]; targetName: string };

/** What a reorganisation would move and what speaks against it; changes nothing. @throws DomainError common.not_found, common.invalid_input */
export async function previewReorganisation(work: Work, congressId: string, input: ReorganisationInput): Promise<ReorganisationPreview> {
  const plan = await planOf(work, congressId, input);
  const sources: ReorganisationPreview['sources'] = [];
  for (const source of plan.sources) {
    const items: SuccessionItem[] = [];
    for (const [, succession] of organSuccessions()) items.push(...(await succession.preview(work, { congressId, ...source })));
    sources.push({ ...source, items });
  }
  return { problems: await problemsOf(work, congressId, plan), sources, targetName: plan.target.name };
}

/**
 * Starts a reorganisation; it goes on by itself in batches.
 * @throws DomainError common.not_found, common.invalid_input; common.conflict when something speaks against it or another one runs
 */
export async function startReorganisation(work: Work, acting: Acting, congressId: string, input: ReorganisationInput): Promise<string> {
  const plan = await planOf(work, congressId, input);
  const title = `${plan.sources.map((one) => one.name).join('、')}并入${plan.target.name}`;
  const operation = await draftOperation(work, acting, congressId, { kind: REORGANISATION, title: title.length > 120 ? `${title.slice(0, 119)}…` : title, plan });
  await startOperation(work, acting, congressId, { id: operation, version: 1 });
  return operation;
}

const successionOf = ({ congressId, plan }: Running<ReorganisationPlan>, from: { id: string; name: string }): Succession => ({ congressId, from, to: { id: plan.target.id, name: plan.target.name }, on: plan.on });

/** The target exists and is responsible for what its sources were. */
async function readyTarget(work: Work, { congressId, plan }: Running<ReorganisationPlan>): Promise<StepResult> {
  const sources = await work.prisma.organ.findMany({ where: { id: { in: plan.sources.map((one) => one.id) }, congressId }, orderBy: { id: 'asc' } });
  const { founded, id: targetId } = plan.target;
  if (founded) {
    const first = sources[0];
    await work.prisma.organ.upsert({ where: { id: targetId }, update: {}, create: { ...founded, id: targetId, congressId, parentId: first?.parentId ?? null, sort: first?.sort ?? 0 } });
  }
  const target = await work.prisma.organ.findFirstOrThrow({ where: { id: targetId, congressId } });
  const remit = [...new Set([target.remit, ...sources.map((one) => one.remit)].flatMap((text) => text.split(/\s+/)).filter((word) => word !== ''))].join(' ').slice(0, 2000);
  await work.prisma.organ.update({ where: { id: targetId }, data: { remit } });
  return { done: 1, cursor: null };
}

/** Abolishes a source; what came to it meanwhile goes over first. */
async function abolishSource(work: Work, running: Running<ReorganisationPlan>, source: { id: string; name: string }, limit: number): Promise<StepResult> {
  const { congressId, plan, acting } = running;
  for (const [, succession] of organSuccessions()) if ((await succession.move(work, successionOf(running, source), limit)) > 0) return { done: 0, cursor: 'again' };
  const uses = await organUses(work, { id: source.id, congressId });
  if (uses.length > 0) throw new DomainError('directory.organ_in_use', { organ: source.name, reason: uses.join('，') });
  await work.prisma.organ.update({ where: { id: source.id }, data: { abolishedOn: dateColumn(plan.on), successorId: plan.target.id } });
  // Whoever serves the successor reads from now on what the source closed: a remembered sign-in does not know it yet.
  await announceIdentityChange(work, congressId);
  await recordOrganAct(work, congressId, acting.label, { organId: source.id, act: plan.sources.length > 1 || plan.target.founded ? 'merged' : 'abolished', oldName: source.name, newName: plan.target.name, successorId: plan.target.id, on: plan.on, basis: plan.basis });
  return { done: 1, cursor: null };
}

const stepLabels: Readonly<Record<string, string>> = { organs: '转隶下属机构', staff: '转入工作人员', suggestions: '转接代表建议' };

function stepsOf(plan: ReorganisationPlan): OperationStep<ReorganisationPlan>[] {
  const moves = plan.sources.flatMap((source) => organSuccessions().map(([name, succession]): OperationStep<ReorganisationPlan> => ({
    key: `${name}:${source.id}`, label: `${stepLabels[name] ?? name}：${source.name}`, irreversible: true,
    total: async (work, { congressId }) => Math.max(0, ...(await succession.preview(work, { congressId, ...source })).map((one) => one.count)),
    run: async (work, running, _cursor, limit) => {
      const done = await succession.move(work, successionOf(running, source), limit);
      return { done, cursor: done === 0 ? null : 'more' };
    },
  })));
  const ends = plan.sources.map((source): OperationStep<ReorganisationPlan> => ({
    key: `abolish:${source.id}`, label: `撤销${source.name}`, irreversible: true, total: async () => 1, run: (work, running, _cursor, limit) => abolishSource(work, running, source, limit),
  }));
  return [{ key: 'target', label: plan.target.founded ? `设立${plan.target.name}` : `确认${plan.target.name}的职责`, irreversible: true, total: async () => 1, run: readyTarget }, ...moves, ...ends];
}

/** Makes reorganisations known to the engine; may be called again. */
export function registerReorganisation(): void {
  defineOperation<ReorganisationPlan>({ kind: REORGANISATION, label: '机构改革', plan: planSchema, steps: stepsOf, check: problemsOf });
}

/**
 * Renames an organ: open work bears the new name, what is over keeps the old one, and both names find it.
 * @throws DomainError common.not_found; common.conflict when it is abolished or the name is in use
 */
export async function renameOrgan(work: Work, acting: Acting, congressId: string, input: { id: string; name: string; on: string; basis: string | null }): Promise<void> {
  const organ = await organById(work, congressId, input.id);
  if (organ.abolishedOn !== null) throw new DomainError('common.conflict', { reason: `“${organ.name}”已经撤销` });
  if (organ.name === input.name) return;
  const taken = await work.prisma.organ.findFirst({ where: { congressId, name: input.name, abolishedOn: null, id: { not: input.id } } });
  if (taken) throw new DomainError('common.conflict', { reason: `本级已有名为“${input.name}”的机构` });
  await work.prisma.organ.update({ where: { id: input.id }, data: { name: input.name } });
  await recordOrganAct(work, congressId, acting.label, { organId: input.id, act: 'renamed', oldName: organ.name, newName: input.name, successorId: null, on: input.on, basis: input.basis });
  for (const [, succession] of organSuccessions()) await succession.renamed?.(work, { congressId, id: input.id, name: input.name });
  await appendEvent(work, {
    congressId, matterId: null, type: organRenamed.name, subjectType: 'organ', subjectId: input.id, personId: acting.personId,
    payload: { oldName: organ.name, newName: input.name, by: acting.label },
  });
}
