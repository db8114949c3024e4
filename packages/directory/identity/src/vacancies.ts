// Seats of a term that nobody holds: what a by-election may fill (选举法 57).
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

export const vacancyView = z.object({
  constituencyId: z.string(), name: z.string(), seats: z.number().int(), taken: z.number().int(),
  /** Mandates of this seat that ended and were not replaced yet, newest first. */
  ended: z.array(z.object({ mandateId: z.string(), name: z.string(), endsOn: z.string(), certificate: z.string() })),
});
export type Vacancy = z.infer<typeof vacancyView>;

/** Constituencies and electing units of the term with fewer deputies than seats, by name. */
export async function vacancies(work: Pick<Work, 'sql'>, congressId: string, termId: string): Promise<Vacancy[]> {
  const rows = await work.sql(
    `SELECT k.id AS "constituencyId", k.name, k.seats, (SELECT count(*)::int FROM mandate m WHERE m.constituency_id = k.id AND m.status <> 'ended') AS taken,
       (SELECT coalesce(json_agg(json_build_object('mandateId', m.id, 'name', p.name, 'endsOn', m.ends_on, 'certificate', m.certificate) ORDER BY m.ends_on DESC, m.id), '[]')
        FROM mandate m JOIN person p ON p.id = m.person_id
        WHERE m.constituency_id = k.id AND m.status = 'ended'
          AND NOT EXISTS (SELECT 1 FROM mandate_act a WHERE a.act = 'by_elected' AND a.congress_id = k.congress_id AND a.facts->>'replacesId' = m.id::text)) AS ended
     FROM constituency k WHERE k.congress_id = $1 AND k.term_id = $2 ORDER BY k.name`,
    [congressId, termId],
  );
  return z.array(vacancyView).parse(rows).filter((one) => one.taken < one.seats);
}
