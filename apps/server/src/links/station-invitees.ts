/** Whom an activity may invite by the station at which deputies are met. Neither domain knows the other. */
import type { Stations } from '@smart/duty/activities/inviting';

const members = 'station_member x JOIN mandate m ON m.id = x.current_mandate_id';

export const stationInvitees: Stations = {
  list: (work, congressId) =>
    work.sql(
      `SELECT s.id, s.name, count(m.id)::int AS deputies FROM station s LEFT JOIN (${members}) ON x.station_id = s.id AND m.congress_id = $1 AND m.status = 'active'
       WHERE s.congress_id = $1 AND s.state = 'open' GROUP BY s.id ORDER BY s.name, s.id`,
      [congressId],
    ),
  mandates: async (work, congressId, stationIds) =>
    (await work.sql<{ id: string }>(`SELECT m.id FROM ${members} WHERE x.station_id = ANY ($2::uuid[]) AND m.congress_id = $1`, [congressId, stationIds])).map(({ id }) => id),
};
