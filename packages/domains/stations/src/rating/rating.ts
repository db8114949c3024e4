// 评定: the congress that runs a station assesses it, the congress above audits and publishes. What the system knows, nobody types.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { factsOf } from './facts.ts';
import { picturesOfStation } from '../pictures.ts';
import { criteriaFor } from './criteria.ts';
import { countOf, itemsOf } from './model.ts';
import { type assessInput, claimSchema, type giveBackInput, itemSchema, type publishInput, type ratingReceipt, type ratingRef } from './model-io.ts';
import { actOnRating } from './store.ts';
import type { RatingSubject } from './workflow.ts';

type Receipt = z.output<typeof ratingReceipt>;
const receipt = ({ id, version }: RatingSubject, next: string): Receipt => ({ id, version, next });
const claimsOf = z.array(claimSchema);

export const yearNow = (work: Work): number => Number(today(work.clock).slice(0, 4));

/** The congress above the one that runs the station; null at the top, where nobody is above. */
export async function auditorOf(work: Work, divisionCode: string): Promise<{ id: string; name: string } | null> {
  const [row] = await work.sql<{ id: string; name: string }>(`SELECT id, name FROM congress WHERE division_code <> $1 AND $1 LIKE division_code || '%' ORDER BY length(division_code) DESC LIMIT 1`, [divisionCode]);
  return row ?? null;
}

/**
 * Saves what the congress says of its station this year; facts are not asked.
 * @throws DomainError common.not_found (not its station), stations.nobody_above, common.invalid_input (a criterion that is counted), workflow.*
 */
export async function assess(work: Work, capacity: Capacity, { stationId, expectedVersion, claims }: z.output<typeof assessInput>): Promise<Receipt> {
  const [station] = await work.sql(`SELECT 1 FROM station WHERE id = $1 AND congress_id = $2 AND state = 'open'`, [stationId, capacity.congressId]);
  if (!station) throw new DomainError('common.not_found', { what: '本级开放的联络站' });
  const auditor = await auditorOf(work, capacity.divisionCode);
  if (auditor === null) throw new DomainError('stations.nobody_above');
  const claimable = new Set((await criteriaFor(work, capacity.congressId)).filter(({ kind }) => kind === 'claim').map(({ key }) => key));
  const counted = claims.findIndex(({ key }) => !claimable.has(key));
  if (counted >= 0) throw new DomainError('common.invalid_input', { problem: '由系统计算的项目不需要自评' }, [{ path: `claims.${counted}.key`, message: '由系统计算的项目不需要自评' }]);
  const hung = new Set((await picturesOfStation(work, stationId)).map(({ id }) => id));
  const strange = claims.findIndex(({ pictures }) => pictures.some((id) => !hung.has(id)));
  if (strange >= 0) throw wrong(`claims.${strange}.evidence`, '所选照片已经移除，请重新选择');
  await work.sql('INSERT INTO station_rating (id, congress_id, station_id, year, auditor_id, updated_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (station_id, year) DO NOTHING', [newId(), capacity.congressId, stationId, yearNow(work), auditor.id, work.clock.now()]);
  const [row] = await work.sql<{ id: string }>('SELECT id FROM station_rating WHERE station_id = $1 AND year = $2', [stationId, yearNow(work)]);
  if (!row) throw new DomainError('common.not_found', { what: '联络站评定' });
  return receipt(await actOnRating(work, capacity, { id: row.id, action: 'assess', expectedVersion, patch: { claims: JSON.stringify(claims), assessed_by: capacity.personName } }), '自评已保存。核对后点“报上级审核”。');
}

/** Only the congress that runs the station, so that a shared rating is not taken for its own. @throws DomainError common.not_found */
async function rowOf(work: Work, id: string): Promise<{ congressId: string; stationId: string; year: number; claims: unknown; items: unknown }> {
  const [row] = await work.sql<{ congressId: string; stationId: string; year: number; claims: unknown; items: unknown }>('SELECT congress_id AS "congressId", station_id AS "stationId", year, claims, items FROM station_rating WHERE id = $1', [id]);
  if (!row) throw new DomainError('common.not_found', { what: '联络站评定' });
  return row;
}

/** Hands in the checklist with the facts of this moment, and shares it with the congress above. @throws DomainError common.not_found, workflow.* */
export async function submitRating(work: Work, capacity: Capacity, ref: z.output<typeof ratingRef>): Promise<Receipt> {
  const { congressId, stationId, year, claims } = await rowOf(work, ref.id);
  if (congressId !== capacity.congressId) throw new DomainError('common.forbidden', { reason: '由设立该站的人大代表工作机构报送' });
  const items = itemsOf(await criteriaFor(work, congressId), await factsOf(work, stationId, congressId, year), claimsOf.parse(claims), await picturesOfStation(work, stationId));
  const { auditorId, ...subject } = await actOnRating(work, capacity, { ...ref, action: 'submit', patch: { items: JSON.stringify(items), ...countOf(items), submitted_at: work.clock.now() }, detail: countOf(items) });
  await work.sql('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [ref.id, auditorId, work.clock.now()]);
  return receipt({ ...subject, auditorId }, '已报上级审核，审核结果会通知您。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function takeBackRating(work: Work, capacity: Capacity, ref: z.output<typeof ratingRef>): Promise<Receipt> {
  return receipt(await actOnRating(work, capacity, { ...ref, action: 'takeBack', patch: { items: null, provisions: null, stars: null } }), '已取回，可以修改后再报。');
}

/** @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function giveBackRating(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof giveBackInput>): Promise<Receipt> {
  return receipt(await actOnRating(work, capacity, { ...ref, action: 'giveBack', reason, patch: { items: null, provisions: null, stars: null } }), '已退回，报送的人大会收到理由。');
}

/**
 * What the audit found of each line, and then it is public. A line found otherwise than it was handed in says why; what was counted as missing
 * nobody finds there.
 * @throws DomainError common.not_found, common.invalid_input, workflow.*
 */
export async function publishRating(work: Work, capacity: Capacity, { findings, opinion, ...ref }: z.output<typeof publishInput>): Promise<Receipt> {
  const { items: handed } = await rowOf(work, ref.id);
  const items = z.array(itemSchema).parse(handed ?? []).map((item) => {
    const at = findings.findIndex(({ key }) => key === item.key);
    const finding = findings[at];
    const found = finding?.found ?? item.met;
    if (found !== item.met && (finding?.note ?? '') === '') throw wrong(`findings.${at}.note`, `“${item.label}”的审核结论与自评不同，请写明理由`);
    if (item.kind === 'fact' && found && !item.met) throw wrong(`findings.${at}.found`, `“${item.label}”由系统计算为没有达到，不能认定为达到`);
    return { ...item, found, note: finding?.note ?? '' };
  });
  const counts = countOf(items);
  const subject = await actOnRating(work, capacity, { ...ref, action: 'publish', patch: { items: JSON.stringify(items), ...counts, opinion, audited_by: capacity.personName, published_at: work.clock.now() }, detail: counts });
  return receipt(subject, `已公布：五到位达到 ${counts.provisions} 项，${counts.stars} 星。站点公开页面随之显示。`);
}

const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);
