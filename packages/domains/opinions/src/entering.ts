// 登记: what citizens hand in by themselves, and what staff take down for somebody. It is kept word for word and never deleted.
import { createHash } from 'node:crypto';
import { type Capacity, postOf } from '@smart/identity/capacity';
import { ownDesks } from '@smart/identity/station-desk';
import { sealText } from '@smart/identity/data-keys';
import { newReceiptNumber, secretOf } from '@smart/identity/receipt-codes';
import { reasonsToHold } from '@smart/identity/word-filter';
import { type DateString, startOfDayShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { systemActing } from '@smart/workflow/action-log';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { type Source, titleOf } from './model.ts';
import type { enterInput, opinionText } from './model-inputs.ts';
import { attachPictures, digestOfPictures, recordPictures, type Sent } from './pictures.ts';
import { checkedPoint, keepPoint, type SentPoint } from './point.ts';
import { act, citizenActing } from './store.ts';

/** For what the secrets of these receipts are derived. */
export const purpose = 'opinion';
export const opinionSecret = (id: string): string => secretOf(purpose, id);
export const nameContext = (id: string): string => `${id}:opinion name`;

/** A day without an hour stands at its noon. */
const NOON_MS = 12 * 3_600_000;

type Text = z.output<typeof opinionText>;
type Sorted = Pick<z.output<typeof enterInput>, 'topic' | 'urgent'>;
export type Entered = { readonly id: string; readonly number: string };

/** What the log keeps of the words: a digest, so that a later change shows. */
export const digestOf = ({ content, place, createdAt }: { content: string; place: string; createdAt: Date }): string =>
  createHash('sha256').update(JSON.stringify([content, place, createdAt.toISOString()])).digest('hex');

async function digests(work: Work, id: string, words: { content: string; place: string; createdAt: Date }): Promise<{ digest: string; pictures?: string }> {
  const pictures = await digestOfPictures(work, id);
  return { digest: digestOf(words), ...(pictures === '' ? {} : { pictures }) };
}

type Origin = { readonly source: Source; readonly enteredById: string | null; readonly formKey: string | null; readonly deputyPersonId: string | null; readonly stationId: string | null };

/** Somebody who is no deputy here (any more) is nobody to address: it goes to the congress's office, which sees it anyway. */
async function addressee(work: Work, congressId: string, personId: string | null): Promise<string | null> {
  if (personId === null) return null;
  const [row] = await work.sql<{ personId: string }>(`SELECT person_id AS "personId" FROM mandate WHERE person_id = $1 AND congress_id = $2 AND status = 'active' LIMIT 1`, [personId, congressId]);
  return row?.personId ?? null;
}

async function insert(work: Work, congressId: string, text: Text, sorted: Sorted, origin: Origin): Promise<Entered & { createdAt: Date }> {
  const [congress] = await work.sql<{ divisionCode: string }>('SELECT division_code AS "divisionCode" FROM congress WHERE id = $1', [congressId]);
  if (!congress) throw new DomainError('common.not_found', { what: '人大' });
  const id = newId();
  const createdAt = work.clock.now();
  // Chance gives the same number to two once in a billion; then the next one is drawn.
  for (let tries = 0; tries < 5; tries += 1) {
    const number = newReceiptNumber(congress.divisionCode, today(work.clock));
    const done = await work.sql(
      `INSERT INTO opinion (id, congress_id, number, form_key, source, title, content, place, topic, urgent, name_cipher, hide_name, held_because, station_id, deputy_person_id, entered_by_id, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17) ON CONFLICT (number) DO NOTHING RETURNING id`,
      [id, congressId, number, origin.formKey, origin.source, titleOf(text.content), text.content, text.place, sorted.topic ?? null, sorted.urgent, text.name === '' ? null : sealText(nameContext(id), text.name),
        text.hideName, reasonsToHold([text.content, text.place]), origin.stationId, origin.deputyPersonId, origin.enteredById, createdAt],
    );
    if (done.length > 0) return { id, number, createdAt };
  }
  throw new DomainError('common.unavailable');
}

/**
 * A citizen's form, in a unit of work of the congress. The same form sent again gives the same receipt.
 * @param form its key; the deputy it is addressed to; the station whose code was scanned; the pictures, which lie in the store; where the phone said it is
 * @throws DomainError common.not_found, opinions.pictures_gone
 */
export async function enterAsCitizen(work: Work, congressId: string, text: Text, form: { key: string; deputyPersonId: string | null; stationId: string | null; pictures?: Sent; point?: SentPoint | null }): Promise<Entered> {
  // Two presses of the button at once: the second waits and finds what the first one made.
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 4))', [form.key]);
  const [known] = await work.sql<Entered>('SELECT id, number FROM opinion WHERE form_key = $1', [form.key]);
  if (known) return known;
  const deputyPersonId = await addressee(work, congressId, form.deputyPersonId);
  const { createdAt, ...made } = await insert(work, congressId, text, { urgent: false }, { source: 'web', enteredById: null, formKey: form.key, deputyPersonId, stationId: form.stationId });
  if (form.point) await keepPoint(work, made.id, form.point);
  if (form.pictures) await recordPictures(work, form.pictures, { opinionId: made.id, congressId, messageId: null });
  await act(work, null, { id: made.id, action: 'register', acting: citizenActing, detail: await digests(work, made.id, { ...text, createdAt }) });
  return made;
}

/**
 * Where staff take it down: at one of their own stations when they are a station's staff; the office anywhere in its own congress, or at no station.
 * @throws DomainError common.forbidden (no station of their own), common.invalid_input
 */
async function stationFor(work: Work, capacity: Capacity, chosen: string | undefined): Promise<string | null> {
  if (capacity.roles.includes('congress_officer')) {
    if (chosen === undefined) return null;
    const [open] = await work.sql(`SELECT 1 FROM station WHERE id = $1 AND congress_id = $2 AND state = 'open'`, [chosen, capacity.congressId]);
    if (!open) throw wrongStation('请选择本级设立的、开放的联络站');
    return chosen;
  }
  const own = await work.sql<{ id: string }>(`SELECT d.id FROM ${ownDesks('$1')} d ORDER BY d.name, d.id`, [postOf(capacity)]);
  if (own.length === 0) throw new DomainError('common.forbidden', { reason: '还没有为您指定联络站，或者所在联络站已撤销，请联系本级人大代表工作机构' });
  if (chosen === undefined && own.length > 1) throw wrongStation('您在几个联络站工作，请选择在哪个站登记');
  const found = chosen === undefined ? own[0] : own.find(({ id }) => id === chosen);
  if (!found) throw wrongStation('请选择您所在的联络站');
  return found.id;
}

const wrongStation = (message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path: 'stationId', message }]);

/**
 * Staff take down what somebody says; the receipt is printed and handed over.
 * @throws DomainError as `stationFor`, `checkedPoint` and `attachPictures`
 */
export async function enter(work: Work, capacity: Capacity, { topic, urgent, fileIds, point, stationId: chosen, ...text }: z.output<typeof enterInput>): Promise<Entered & { secret: string; next: string }> {
  const kept = point === undefined ? null : checkedPoint(point);
  const stationId = await stationFor(work, capacity, chosen);
  const { createdAt, ...made } = await insert(work, capacity.congressId, text, { topic, urgent }, { source: 'station', enteredById: capacity.personId, formKey: null, deputyPersonId: null, stationId });
  if (kept !== null) await keepPoint(work, made.id, kept);
  await attachPictures(work, capacity, made.id, fileIds);
  await act(work, null, { id: made.id, action: 'register', acting: { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）代录` }, detail: await digests(work, made.id, { ...text, createdAt }) });
  return { ...made, secret: opinionSecret(made.id), next: '已登记。请把回执编号和查询码交给群众。' };
}

/** A deputy hands in what people said on a visit: it is addressed to the deputy, who sees what becomes of it; nobody's name goes with it. */
export async function enterOnVisit(work: Work, capacity: Capacity, text: Text): Promise<Entered> {
  const { createdAt, ...made } = await insert(work, capacity.congressId, text, { urgent: false }, { source: 'visit', enteredById: capacity.personId, formKey: null, deputyPersonId: capacity.personId, stationId: null });
  await act(work, null, { id: made.id, action: 'register', acting: { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）走访带回` }, detail: { digest: digestOf({ ...text, createdAt }) }, told: { mandateId: capacity.id } });
  return made;
}

type FromSheet = { /** The same row, the same key. */ readonly key: string; readonly urgent: boolean; readonly receivedOn: DateString };

/** One row of a sheet that a station kept, as of the day it was said; the limits run from today. The caller knows that the key is new. */
export async function enterFromSheet(work: Work, capacity: Capacity, text: Omit<Text, 'fileIds'>, { key, urgent, receivedOn }: FromSheet): Promise<Entered & { secret: string }> {
  const made = await insert(work, capacity.congressId, text, { urgent }, { source: 'sheet', enteredById: capacity.personId, formKey: key, deputyPersonId: null, stationId: null });
  const createdAt = receivedOn === today(work.clock) ? made.createdAt : new Date(startOfDayShanghai(receivedOn).getTime() + NOON_MS);
  if (createdAt !== made.createdAt) await work.sql('UPDATE opinion SET created_at = $2 WHERE id = $1', [made.id, createdAt]);
  await act(work, null, { id: made.id, action: 'register', acting: { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）批量登记` }, detail: await digests(work, made.id, { ...text, createdAt }) });
  return { id: made.id, number: made.number, secret: opinionSecret(made.id) };
}

type FromSystem = { readonly content: string; readonly place: string; readonly urgent: boolean; /** Who sent it, for the log. */ readonly label: string };

/** What somebody told a hotline, in a unit of work of the congress. Of the caller nothing is kept. @throws DomainError common.not_found */
export async function enterFromSystem(work: Work, congressId: string, { content, place, urgent, label }: FromSystem): Promise<Entered> {
  const text = { content, place, name: '', hideName: true };
  const { createdAt, ...made } = await insert(work, congressId, text, { urgent }, { source: 'hotline', enteredById: null, formKey: null, deputyPersonId: null, stationId: null });
  await act(work, null, { id: made.id, action: 'register', acting: { ...systemActing, label }, detail: await digests(work, made.id, { ...text, createdAt }) });
  return made;
}
