// 预约: a citizen books a reception day on the public site, without an account, and looks at it or cancels it with the receipt.
import type { ReceptionBookingTable } from '@smart/database/generated/kysely/types';
import { openText, sealText } from '@smart/identity/data-keys';
import { isSecretOf, newReceiptNumber, secretOf } from '@smart/identity/receipt-codes';
import { timeInShanghai, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { hidePersonalData } from '@smart/kernel/personal-text';
import { type Acting, systemActing } from '@smart/workflow/action-log';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { type BookingState, bookingStateLabels } from './model.ts';
import type { bookingText } from './model-inputs.ts';
import type { PublicBooking } from './model-views-public.ts';
import { type BookingAction, type BookingSubject, bookingWorkflow } from './workflow-booking.ts';
import type { Actor } from './workflow.ts';

/** For what the secrets of these receipts are derived. */
const purpose = 'booking';
export const bookingSecret = (id: string): string => secretOf(purpose, id);
const nameContext = (id: string): string => `${id}:booking name`;
const citizenActing: Acting = { ...systemActing, label: '群众' };

for (const [, { event }] of entries(bookingWorkflow.actions)) defineEvent(event, z.object({}));

export const bookingStore = defineStore<BookingState, BookingAction, BookingSubject, Actor, Updateable<ReceptionBookingTable>>({
  workflow: bookingWorkflow,
  table: 'reception_booking',
  lock: async (work, id) => {
    const [row] = await work.sql<BookingSubject>('SELECT id, reception_id AS "matterId", reception_id AS "receptionId", congress_id AS "congressId", state, version FROM reception_booking WHERE id = $1 FOR UPDATE', [id]);
    if (!row) throw new DomainError('stations.unknown_booking');
    return row;
  },
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('reception_booking').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

type Day = { id: string; congressId: string; divisionCode: string; heldOn: string; startsAt: string; endsAt: string; state: string };

/** Until it begins: whoever comes later comes as they are. */
const isOpenFor = (work: Work, { state, heldOn, startsAt }: Pick<Day, 'state' | 'heldOn' | 'startsAt'>): boolean => {
  const day = today(work.clock);
  return state === 'announced' && (heldOn > day || (heldOn === day && startsAt > timeInShanghai(work.clock.now())));
};

/** How many have booked who have not cancelled. */
const bookedFor = async (work: Work, receptionId: string): Promise<number> =>
  (await work.sql<{ booked: number }>(`SELECT count(*)::int AS booked FROM reception_booking WHERE reception_id = $1 AND state = 'booked'`, [receptionId]))[0]?.booked ?? 0;

/**
 * Books, in a unit of work of the station's congress. The same form sent again gives the same receipt.
 * @param key of the form
 * @throws DomainError stations.booking_closed (begun, cancelled, not announced), stations.booking_full, stations.no_bookings (the congress takes none)
 */
export async function book(work: Work, receptionId: string, text: z.output<typeof bookingText>, key: string): Promise<{ id: string; number: string }> {
  const [known] = await work.sql<{ id: string; number: string }>('SELECT id, number FROM reception_booking WHERE form_key = $1', [key]);
  if (known) return known;
  // The row of the day is the turnstile: two who want the last place come one behind the other.
  const [day] = await work.sql<Day>(
    `SELECT d.id, d.congress_id AS "congressId", c.division_code AS "divisionCode", to_char(d.held_on, 'YYYY-MM-DD') AS "heldOn", d.starts_at AS "startsAt", d.ends_at AS "endsAt", d.state
     FROM reception_day d JOIN congress c ON c.id = d.congress_id WHERE d.id = $1 AND d.congress_id = $2 FOR UPDATE OF d`,
    [receptionId, work.settings['app.congress']],
  );
  const most = z.int().parse(await work.parameter(work.settings['app.congress'] ?? '', 'stations.bookings_per_day'));
  if (most === 0) throw new DomainError('stations.no_bookings');
  if (!day || !isOpenFor(work, day)) throw new DomainError('stations.booking_closed');
  // The same form twice at once: the second waited for the row and finds what the first one made.
  const [twin] = await work.sql<{ id: string; number: string }>('SELECT id, number FROM reception_booking WHERE form_key = $1', [key]);
  if (twin) return twin;
  if ((await bookedFor(work, receptionId)) >= most) throw new DomainError('stations.booking_full');
  const id = newId();
  const number = newReceiptNumber(day.divisionCode, today(work.clock));
  await work.sql(
    'INSERT INTO reception_booking (id, congress_id, reception_id, number, form_key, question, name_cipher, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)',
    [id, day.congressId, receptionId, number, key, hidePersonalData(text.question), text.name === '' ? null : sealText(nameContext(id), text.name), work.clock.now()],
  );
  await advance(work, bookingStore, { id, action: 'book', actor: null, acting: citizenActing });
  return { id, number };
}

/** The name somebody gave with a booking; null when none was given or it is erased. */
export const nameOf = (id: string, cipher: string | null): string | null => (cipher === null ? null : openText(nameContext(id), cipher));

type Row = Omit<PublicBooking, 'stateLabel' | 'canCancel'> & { id: string; state: BookingState };

async function opened(work: Work, number: string, secret: string): Promise<Row> {
  const [row] = await work.sql<Row>(
    `SELECT b.id, b.number, b.state, b.question, d.id AS "receptionId", d.state AS "dayState", to_char(d.held_on, 'YYYY-MM-DD') AS "heldOn", d.starts_at AS "startsAt", d.ends_at AS "endsAt", d.cancel_reason AS "cancelReason",
       s.code AS "stationCode", s.name AS "stationName", s.phone, CASE WHEN d.place = '' THEN s.address ELSE d.place END AS place,
       ARRAY(SELECT r.name FROM reception_deputy r WHERE r.reception_id = d.id AND r.attended IS NOT FALSE ORDER BY r.name, r.mandate_id) AS deputies,
       (SELECT count(*)::int FROM reception_booking x WHERE x.reception_id = d.id AND x.state = 'booked' AND (x.created_at, x.id) < (b.created_at, b.id)) AS before
     FROM reception_booking b JOIN reception_day d ON d.id = b.reception_id JOIN station s ON s.id = d.station_id WHERE b.number = $1`,
    [number],
  );
  // Worked out for an unknown number, too: how long it takes tells nothing.
  if (!isSecretOf(purpose, row?.id ?? number, secret) || !row) throw new DomainError('stations.unknown_booking');
  return row;
}

/**
 * The booking behind number and secret, with the day as it stands now. In a unit of work of its congress.
 * @throws DomainError stations.unknown_booking, whichever of the two is wrong
 */
export async function bookingOf(work: Work, number: string, secret: string): Promise<PublicBooking> {
  const { id: _, state, ...shown } = await opened(work, number, secret);
  return { ...shown, stateLabel: bookingStateLabels[state], canCancel: state === 'booked' && isOpenFor(work, { state: shown.dayState, heldOn: shown.heldOn, startsAt: shown.startsAt }) };
}

/** Gives the place back; what was written goes with it. @throws DomainError stations.unknown_booking, workflow.illegal_action (cancelled, over) */
export async function cancelBooking(work: Work, number: string, secret: string): Promise<void> {
  const { id } = await opened(work, number, secret);
  await advance(work, bookingStore, { id, action: 'cancel', actor: null, acting: citizenActing, patch: { question: '', name_cipher: null } });
}

/** Bookings of days that are over or cancelled end, and names are erased. Safe to repeat. @returns how many ended */
export async function endBookings(work: Work, congressId: string): Promise<number> {
  const rows = await work.sql<{ id: string }>(
    `SELECT b.id FROM reception_booking b JOIN reception_day d ON d.id = b.reception_id WHERE b.congress_id = $1 AND b.state = 'booked' AND (d.state = 'cancelled' OR d.held_on < $2::date) ORDER BY b.id`,
    [congressId, today(work.clock)],
  );
  for (const { id } of rows) await advance(work, bookingStore, { id, action: 'finish', actor: null, acting: systemActing, patch: { name_cipher: null } });
  return rows.length;
}
