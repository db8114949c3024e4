// 履职信息公示 for anybody, through the reader role: how many of each kind in a year, where the deputy's congress publishes it (代表法 58).
import type { Work } from '@smart/workflow/work';
import { dutyKinds, isDutyKind, type Subsystem, subsystemNames, subsystems } from './model.ts';

export type PublicDuty = {
  readonly congressName: string;
  readonly year: number;
  /** Day of the figures, YYYY-MM-DD. */
  readonly asOf: string;
  readonly parts: readonly { readonly label: string; readonly count: number; readonly kinds: readonly { readonly label: string; readonly count: number }[] }[];
};

/** The years shown: this one and those before it in a term. */
const YEARS = 5;

/** By the deputy's code, the newest year first; only mandates in force. */
export async function publicDuty(work: Work, code: string): Promise<PublicDuty[]> {
  const rows = await work.sql<{ congressName: string; year: number; asOf: string; kinds: Readonly<Record<string, number>> }>(
    `SELECT c.name AS "congressName", f.year, to_char(max(f.as_of) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "asOf", jsonb_object_agg(f.kind, f.count) AS kinds
     FROM deputy_code q JOIN deputy_public x ON x.person_id = q.person_id JOIN duty_figure f ON f.mandate_id = x.mandate_id JOIN congress c ON c.id = x.congress_id
     WHERE q.code = $1 GROUP BY c.id, c.name, c.division_code, f.year ORDER BY f.year DESC, length(c.division_code), c.name LIMIT ${YEARS * 4}`,
    [code],
  );
  return rows.map(({ kinds, ...row }) => ({ ...row, parts: subsystemNames.flatMap((name) => partOf(name, kinds)) }));
}

function partOf(name: Subsystem, counts: Readonly<Record<string, number>>): PublicDuty['parts'] {
  const kinds = Object.entries(counts).flatMap(([kind, count]) => (isDutyKind(kind) && dutyKinds[kind].subsystem === name ? [{ label: dutyKinds[kind].label, count }] : []));
  return kinds.length === 0 ? [] : [{ label: subsystems[name].label, count: kinds.reduce((sum, { count }) => sum + count, 0), kinds }];
}
