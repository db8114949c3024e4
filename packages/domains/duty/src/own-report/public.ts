// 述职报告 for anybody (代表法 58, 59): what was given, once the office has confirmed it, where the congress publishes reports and the deputy agreed.
// Asked anew every time, so that what is switched off or taken back is gone at once.
import { hidePersonalData } from '@smart/kernel/personal-text';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { readReport } from './model.ts';
import { paragraphSchema } from './model-inputs.ts';

export type PublicReport = { readonly year: number; /** YYYY-MM-DD. */ readonly givenOn: string; readonly parts: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[] };

/** Whether a congress shows its deputies' reports. */
export const showsReports = async (work: Work, congressId: string): Promise<boolean> => (await work.parameter(congressId, 'duty.publish_reports')) === true;

/**
 * The reports of one deputy of a congress that anybody may read, the newest year first; the words alone, without what reads like personal data.
 * @param work a unit of work of that congress
 */
export async function publicReports(work: Work, { congressId, personId }: { congressId: string; personId: string }): Promise<PublicReport[]> {
  if (!(await showsReports(work, congressId))) return [];
  const rows = await work.sql<{ year: number; givenOn: string; given: unknown }>(
    `SELECT r.year, to_char(r.given_on, 'YYYY-MM-DD') AS "givenOn", r.given FROM duty_report r JOIN duty_declaration d ON d.id = r.declaration_id AND d.state = 'confirmed' JOIN mandate m ON m.id = r.mandate_id AND m.status = 'active'
     WHERE r.congress_id = $1 AND r.person_id = $2 AND r.agreed_at IS NOT NULL AND r.given IS NOT NULL ORDER BY r.year DESC LIMIT 50`,
    [congressId, personId],
  );
  return rows.map(({ given, ...row }) => ({ ...row, parts: readReport(z.array(paragraphSchema).parse(given)).map(({ heading, paragraphs }) => ({ heading, paragraphs: paragraphs.map(hidePersonalData) })) }));
}
