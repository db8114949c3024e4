// What the public reads: published reports, as they stood when they were published (代表法 51: the report is made public).
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { type PublicReportRow, reportContent, type ReportContent } from './model.ts';

/** All published reports, the newest year first. */
export async function publicReports(work: Work): Promise<PublicReportRow[]> {
  const rows = await work.sql<Omit<PublicReportRow, 'publishedAt'> & { publishedAt: Date }>(
    `SELECT r.id, c.name AS "congressName", r.year, r.title, r.published_at AS "publishedAt" FROM annual_report r JOIN congress c ON c.id = r.congress_id ORDER BY r.year DESC, c.division_code LIMIT 500`,
  );
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

/** @throws DomainError common.not_found when there is no such report or it is not published */
export async function publicReport(work: Work, id: string): Promise<ReportContent> {
  const [row] = await work.sql<{ content: unknown }>('SELECT published_content AS content FROM annual_report WHERE id = $1', [id]);
  if (!row) throw new DomainError('common.not_found', { what: '已公开的年度报告' });
  return reportContent.parse(row.content);
}
