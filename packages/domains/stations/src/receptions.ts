// 选民接待日: scheduled and announced by the office, recorded by whoever was there.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { isReceptionForm, receptionFormLabels } from './model.ts';
import type { closeStationInput, postponeReceptionInput, recordReceptionInput, saveReceptionInput, stationRef } from './model-inputs.ts';
import type { StationReceipt } from './model-views.ts';
import { currentMembers } from './reading.ts';
import { setReceptionPictures } from './reception-pictures.ts';
import { actOnReception, receivedElsewhere, receptionStore } from './reception-store.ts';
import { requireDesk } from './staffing.ts';
import type { ReceptionSubject } from './workflow-reception.ts';

type Saved = z.output<typeof saveReceptionInput>;

const receipt = ({ id, version }: ReceptionSubject, next: string): StationReceipt => ({ id, version, next });
const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** @throws DomainError common.not_found for a reception day of another congress, also when it is shared */
async function own(work: Work, capacity: Capacity, id: string): Promise<ReceptionSubject> {
  const subject = await receptionStore.lock(work, id);
  if (subject.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '接待日' });
  return subject;
}

async function setDeputies(work: Work, capacity: Capacity, id: string, { stationId, mandateIds }: Saved): Promise<void> {
  const members = await work.sql<{ mandateId: string; personId: string; congressId: string; name: string }>(
    `SELECT x.mandate_id AS "mandateId", x.person_id AS "personId", x.mandate_congress_id AS "congressId", x.name FROM ${currentMembers} x WHERE x.station_id = $1 AND x.mandate_id = ANY ($2::uuid[])`,
    [stationId, mandateIds],
  );
  if (members.length !== new Set(mandateIds).size) throw wrong('mandateIds', '接待代表应当是本站的进站代表，请重新选择');
  await work.sql('DELETE FROM reception_deputy WHERE reception_id = $1', [id]);
  await work.sql(
    'INSERT INTO reception_deputy (reception_id, mandate_id, congress_id, person_id, mandate_congress_id, name) SELECT $1, n.m, $2, n.p, n.c, n.name FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) AS n(m, p, c, name)',
    [id, capacity.congressId, members.map((one) => one.mandateId), members.map((one) => one.personId), members.map((one) => one.congressId), members.map((one) => one.name)],
  );
  // Deputies of other tiers look at it and record it in their own congress.
  for (const congressId of new Set(members.map((one) => one.congressId))) {
    if (congressId !== capacity.congressId) await work.sql('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [id, congressId, work.clock.now()]);
  }
}

/**
 * Plans a reception day, or changes it while it is not announced.
 * @throws DomainError common.invalid_input (times, deputies), common.not_found, common.forbidden (staff of another station), workflow.refused (announced already)
 */
export async function saveReception(work: Work, capacity: Capacity, input: Saved): Promise<StationReceipt> {
  if (input.endsAt <= input.startsAt) throw wrong('endsAt', '结束时间应当晚于开始时间');
  if (input.heldOn < today(work.clock)) throw wrong('heldOn', '接待日期不能早于今天');
  const [station] = await work.sql(`SELECT 1 FROM station WHERE id = $1 AND congress_id = $2 AND state = 'open'`, [input.stationId, capacity.congressId]);
  if (!station) throw wrong('stationId', '请选择本级设立的、开放的联络站');
  await requireDesk(work, capacity, input.stationId);
  const id = input.id ?? newId();
  const before = input.id === undefined ? null : await own(work, capacity, id);
  if (before !== null) await requireDesk(work, capacity, before.stationId);
  if (before !== null && before.state !== 'planned') throw new DomainError('workflow.refused', { reason: '接待日已经公告，不能直接修改', remedy: '需要改时间的，请用“改期”' });
  await work.sql(
    `INSERT INTO reception_day (id, congress_id, station_id, held_on, starts_at, ends_at, place, theme, updated_at) VALUES ($1, $2, $3, $4::date, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET station_id = $3, held_on = $4::date, starts_at = $5, ends_at = $6, place = $7, theme = $8, updated_at = $9`,
    [id, capacity.congressId, input.stationId, input.heldOn, input.startsAt, input.endsAt, input.place, input.theme, work.clock.now()],
  );
  await setDeputies(work, capacity, id, input);
  return receipt(await own(work, capacity, id), '已保存。核对后点“公告”，网站和代表就能看到。');
}

/** @throws DomainError common.not_found, workflow.refused (too late to announce) */
export async function announceReception(work: Work, capacity: Capacity, ref: z.output<typeof stationRef>): Promise<StationReceipt> {
  await own(work, capacity, ref.id);
  return receipt(await actOnReception(work, capacity, { ...ref, action: 'announce', patch: { announced_at: work.clock.now() } }), '已公告，网站和代表的“我的联络站”随之显示。');
}

/** @throws DomainError as announceReception, common.invalid_input */
export async function postponeReception(work: Work, capacity: Capacity, { heldOn, startsAt, endsAt, reason, ...ref }: z.output<typeof postponeReceptionInput>): Promise<StationReceipt> {
  if (endsAt <= startsAt) throw wrong('endsAt', '结束时间应当晚于开始时间');
  await own(work, capacity, ref.id);
  const patch = { held_on: heldOn, starts_at: startsAt, ends_at: endsAt, announced_at: work.clock.now() };
  return receipt(await actOnReception(work, capacity, { ...ref, action: 'postpone', input: { heldOn }, reason, patch }), '已改期并重新公告。');
}

/** @throws DomainError as announceReception */
export async function cancelReception(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof closeStationInput>): Promise<StationReceipt> {
  await own(work, capacity, ref.id);
  return receipt(await actOnReception(work, capacity, { ...ref, action: 'cancel', reason, patch: { cancel_reason: reason } }), '已取消，已公告的在网站上写明取消和原因。');
}

/**
 * How it was: once by whoever was there (the office or a receiving deputy, also of another tier), afterwards put right by the office.
 * @throws DomainError common.not_found, common.forbidden, workflow.refused (the day has not come), files.not_found, stations.only_pictures
 */
export async function recordReception(work: Work, capacity: Capacity, { visitors, questions, outcome, form, fileIds, attended, ...ref }: z.output<typeof recordReceptionInput>): Promise<StationReceipt> {
  const { state } = await receptionStore.lock(work, ref.id);
  const patch = { visitors, form, questions, outcome, recorded_by: capacity.personName, recorded_at: work.clock.now() };
  const subject = await actOnReception(work, capacity, state === 'held' ? { ...ref, action: 'correct', patch, attended: await whoCame(work, ref.id) } : { ...ref, action: 'record', patch, attended });
  if (fileIds) await setReceptionPictures(work, capacity, subject, fileIds);
  if (state === 'held') return receipt(subject, '已补正。');
  await work.sql('UPDATE reception_deputy SET attended = ($2::uuid[] IS NULL OR mandate_id = ANY ($2::uuid[])) WHERE reception_id = $1', [ref.id, attended ?? null]);
  return receipt(subject, '已记录，参加接待的代表的履职档案自动记入。');
}

/** Who was there, as it was recorded. */
const whoCame = async (work: Work, id: string): Promise<string[]> => (await work.sql<{ id: string }>('SELECT mandate_id AS id FROM reception_deputy WHERE reception_id = $1 AND attended', [id])).map((one) => one.id);

/** Announces in the deputies' own congress what they did at stations of others. Safe to repeat. @returns how many days were announced */
export async function announceElsewhere(work: Work, congressId: string): Promise<number> {
  const days = await work.sql<{ id: string; stationName: string; heldOn: string; startsAt: string; form: string | null; visitors: number | null; deputies: { mandateId: string; personId: string; mandateCongressId: string }[] }>(
    `SELECT d.id, s.name AS "stationName", to_char(d.held_on, 'YYYY-MM-DD') AS "heldOn", d.starts_at AS "startsAt", d.form, d.visitors,
       json_agg(json_build_object('mandateId', r.mandate_id, 'personId', r.person_id, 'mandateCongressId', r.mandate_congress_id)) AS deputies
     FROM reception_day d JOIN station s ON s.id = d.station_id JOIN reception_deputy r ON r.reception_id = d.id AND r.mandate_congress_id = $1 AND r.attended
     WHERE d.congress_id <> $1 AND d.state = 'held' AND NOT EXISTS (SELECT 1 FROM domain_event e WHERE e.congress_id = $1 AND e.type = $2 AND e.subject_id = d.id)
     GROUP BY d.id, s.name ORDER BY d.id LIMIT 500`,
    [congressId, receivedElsewhere],
  );
  for (const { id, stationName, heldOn, startsAt, form, visitors, deputies } of days) {
    const payload = { title: `在${stationName}接待选民`, stationName, heldOn, startsAt, reason: null, announced: true, form: form !== null && isReceptionForm(form) ? receptionFormLabels[form] : null, visitors, deputies };
    await appendEvent(work, { congressId, matterId: null, type: receivedElsewhere, subjectType: 'reception_day', subjectId: id, personId: null, payload });
  }
  return days.length;
}
