// What stations tell the rest of the house when a server loads them.
import { registerParameters } from '@smart/divisions/parameters';
import { registerOwnData } from '@smart/identity/own-data';
import { registerPersonColumns } from '@smart/identity/person-columns';
import { registerSealedColumns, sealedColumn } from '@smart/identity/sealed-columns';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { endBookings } from './bookings.ts';
import { giveCodes } from './codes.ts';
import { endGoneMembers } from './placing.ts';
import { stationParameters } from './parameters.ts';
import { effectOnStations } from './parameter-effects.ts';
import { announceElsewhere } from './receptions.ts';
import { remindOfReceptions } from './reminding.ts';
import { followPost } from './staffing.ts';
import { forgetPerson } from './profiles/profiles.ts';
import './rating/store.ts';
import './profiles/store.ts';
import './reception-store.ts';
import './store.ts';

/** The job registry, given by the server: the domain does not know who runs its jobs. */
export type JobRegistry = {
  readonly registerConsumer: (name: string, types: readonly string[], handle: (work: Work, event: DomainEvent) => Promise<void>) => void;
  readonly registerSweep: (name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>) => void;
};

/** Parameters and questions of the directory; may be called again. */
export function registerStations(): void {
  registerParameters(stationParameters, effectOnStations);
  registerSealedColumns('stations', [sealedColumn('household', 'cipher', 'household'), sealedColumn('deputy_visit', 'cipher', 'visit'), { ...sealedColumn('deputy_visit_version', 'cipher', 'visit'), context: `t.visit_id || ':visit'` }, sealedColumn('reception_booking', 'name_cipher', 'booking name')]);
  registerPersonColumns('stations', [
    { table: 'station_staff', column: 'person_id', key: 'station_id', label: '联络站工作', unless: 'EXISTS (SELECT 1 FROM station_staff x WHERE x.station_id = t.station_id AND x.appointment_id = t.appointment_id AND x.person_id = $2)' },
    { table: 'station_member', column: 'person_id', key: 'id', label: '进站记录' },
    { table: 'deputy_code', column: 'person_id', key: 'congress_id', label: '代表码', unless: 'EXISTS (SELECT 1 FROM deputy_code x WHERE x.congress_id = t.congress_id AND x.person_id = $2)' },
    { table: 'reception_deputy', column: 'person_id', key: 'reception_id', label: '接待日' },
    { table: 'household', column: 'person_id', key: 'id', label: '联系户' },
    { table: 'deputy_profile', column: 'person_id', key: 'id', label: '代表名录的照片和简历' },
    { table: 'deputy_visit', column: 'person_id', key: 'id', label: '走访' },
    { table: 'deputy_visit_version', column: 'person_id', key: 'id', label: '走访的更正' },
  ]);
  registerOwnData('代表名录的照片和简历', (work, { personId }) =>
    work.sql(
      `SELECT c.name AS "人大", d.resume AS "工作简历", d.proposed_resume AS "待核定的简历", CASE WHEN d.photo_id IS NULL THEN '没有' ELSE '有' END AS "照片", concat_ws('、', CASE WHEN 'photo' = ANY (d.hidden) THEN '照片' END, CASE WHEN 'resume' = ANY (d.hidden) THEN '工作简历' END, CASE WHEN 'post' = ANY (d.hidden) THEN '工作单位和职务' END) AS "不公开的内容", to_char(d.updated_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "时间"
       FROM deputy_profile d JOIN congress c ON c.id = d.congress_id WHERE d.person_id = $1 ORDER BY d.updated_at DESC LIMIT 100`,
      [personId],
    ),
  );
}

/** Consumers and sweeps; once per process. */
export function registerStationJobs({ registerConsumer, registerSweep }: JobRegistry): void {
  registerConsumer('deputy-codes', ['mandate.began', 'mandate.elected', 'mandate.resumed'], async (work, { congressId }) => void (await giveCodes(work, congressId)));
  registerConsumer('erased-people', ['person.erased'], (work, { congressId, subjectId }) => forgetPerson(work, { congressId, personId: subjectId }));
  registerConsumer('station-desks', ['appointment.began'], followPost);
  registerSweep('station-members', '25 1 * * *', async (work, congressId) => void (await endGoneMembers(work, congressId)));
  registerSweep('receptions-elsewhere', '35 * * * *', async (work, congressId) => void (await announceElsewhere(work, congressId)));
  registerSweep('reception-bookings', '15 1 * * *', async (work, congressId) => void (await endBookings(work, congressId)));
  registerSweep('reception-reminders', '0 8 * * *', async (work, congressId) => void (await remindOfReceptions(work, congressId)));
  registerSweep('deputy-codes', '20 1 * * *', async (work, congressId) => void (await giveCodes(work, congressId)));
}
