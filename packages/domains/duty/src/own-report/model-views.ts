// What goes out of a deputy's own report.
import { z } from 'zod';
import { paragraphSchema } from './model-inputs.ts';
import { reportSectionNames } from './model.ts';

const generated = z.array(z.object({ key: z.string(), section: z.enum(reportSectionNames), text: z.string(), ref: z.object({ type: z.string(), id: z.string() }).nullable() }));
export const reportView = z.object({
  year: z.int(),
  /** Zero: there is no draft yet. */
  revision: z.int(), paragraphs: z.array(paragraphSchema),
  /** What the archive says now. */
  generated,
  given: z.object({ on: z.string(), /** Of the declaration: pending, confirmed, returned, withdrawn. */ state: z.string(), stateLabel: z.string(), /** The deputy agreed that anybody may read it. */ agreed: z.boolean() }).nullable(),
  /** The congress shows reports on its site. */
  shown: z.boolean(),
});
export type ReportView = z.output<typeof reportView>;
export const savedReportView = z.object({ revision: z.int() });
export const givenReportView = z.object({ next: z.string() });
export const disclosedReportView = z.object({ next: z.string() });
export const givenReportsView = z.array(z.object({ year: z.int(), on: z.string(), /** Anybody reads it on the site. */ shown: z.boolean() }));
