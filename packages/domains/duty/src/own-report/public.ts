// 述职报告 for anybody (代表法 58, 59): what was given, once the office has confirmed it, where the congress publishes reports and the deputy agreed.
// Asked anew every time, so that what is switched off or taken back is gone at once.
import { hidePersonalData } from '@smart/kernel/personal-text';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { type Paragraph, readReport } from './model.ts';
import { paragraphSchema } from './model-inputs.ts';

export type PublicReport = { readonly year: number; /** YYYY-MM-DD. */ readonly givenOn: string; readonly parts: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[] };

/** Whether a congress shows its deputies' reports. */
export const showsReports = async (work: Work, congressId: string): Promise<boolean> => (await work.parameter(congressId, 'duty.publish_reports')) === true;

/** What a paragraph tells of may always be told: what the deputy declared, activities, receptions. */
const told: readonly string[] = ['duty_declaration', 'duty_activity', 'reception_day'];
/** Which of these suggestions anybody may read; another room of the house knows. */
export type OpenSuggestions = (work: Work, ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** Sums and the deputy's own words stay; of single matters only those that are public: never what a citizen said, nor a suggestion that is not published. */
const mayShow = ({ key, ref, hidden }: Paragraph, open: ReadonlySet<string>): boolean =>
  !hidden && (ref === null ? !key.startsWith('record:') : told.includes(ref.type) || (ref.type === 'suggestion' && open.has(ref.id)));

/**
 * The reports of one deputy of a congress that anybody may read, the newest year first; the words alone, without what reads like personal data.
 * @param work a unit of work of that congress
 */
export async function publicReports(work: Work, { congressId, personId }: { congressId: string; personId: string }, openSuggestions: OpenSuggestions): Promise<PublicReport[]> {
  if (!(await showsReports(work, congressId))) return [];
  const rows = await work.sql<{ year: number; givenOn: string; given: unknown }>(
    `SELECT r.year, to_char(r.given_on, 'YYYY-MM-DD') AS "givenOn", r.given FROM duty_report r JOIN duty_declaration d ON d.id = r.declaration_id AND d.state = 'confirmed' JOIN mandate m ON m.id = r.mandate_id AND m.status = 'active'
     WHERE r.congress_id = $1 AND r.person_id = $2 AND r.agreed_at IS NOT NULL AND r.given IS NOT NULL ORDER BY r.year DESC LIMIT 50`,
    [congressId, personId],
  );
  const reports = rows.map(({ given, ...row }) => ({ ...row, paragraphs: z.array(paragraphSchema).parse(given) }));
  const open = await openSuggestions(work, reports.flatMap(({ paragraphs }) => paragraphs.flatMap(({ ref }) => (ref?.type === 'suggestion' ? [ref.id] : []))));
  return reports.map(({ paragraphs, ...row }) => ({ ...row, parts: readReport(paragraphs.filter((one) => mayShow(one, open))).map((part) => ({ heading: part.heading, paragraphs: part.paragraphs.map(hidePersonalData) })) }));
}
