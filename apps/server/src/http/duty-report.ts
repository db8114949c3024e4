import { readReport } from '@smart/duty/own-report/model';
import { reportFileQuery } from '@smart/duty/own-report/model-inputs';
import { type ReportText, reportText } from '@smart/duty/own-report/service';
import { matterPdf, reportDocx } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import { DomainError } from '@smart/kernel/errors';
import { type DateString, formatDate, today } from '@smart/kernel/dates';
import { parseInput } from '@smart/kernel/validation';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

const address = z.object({ format: z.enum(['pdf', 'docx'], '述职报告格式应为 PDF 或者 DOCX') });

type Printing = { readonly printedBy: string; readonly printedOn: DateString; readonly demo: boolean };
const titleOf = ({ year, name, givenOn }: ReportText): string => `${name}代表 ${year} 年履职情况报告${givenOn === null ? '（草稿）' : ''}`;

const formats = {
  pdf: {
    type: 'application/pdf',
    make: (text: ReportText, printing: Printing) =>
      matterPdf({ title: titleOf(text), subtitle: text.congress, facts: text.givenOn === null ? [] : [{ label: '述职日期', value: formatDate(text.givenOn) }], sections: readReport(text.paragraphs), ...printing }),
  },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    make: (text: ReportText, { printedOn, demo }: Printing) =>
      reportDocx({ title: titleOf(text), issuer: text.congress, asOf: text.givenOn ?? printedOn, source: '履职档案', sections: readReport(text.paragraphs).map(({ heading, paragraphs }) => ({ heading, text: paragraphs.join('\n'), tables: [] })), demo }),
  },
} as const;

/** `GET /api/duty-report.docx` (`.pdf`): the deputy's own report of a year as the draft stands; for the office what a deputy gave. */
export function registerDutyReport(app: FastifyInstance, services: Services): void {
  app.get('/api/duty-report.:format', async (request, reply) => {
    const { format } = parseInput(address, request.params);
    const query = parseInput(reportFileQuery, request.query);
    const { capacity, run } = await callerOf(services, request);
    if (!capacity.roles.includes('deputy') && !capacity.roles.includes('congress_officer')) throw new DomainError('common.forbidden', { reason: '当前身份没有述职报告' });
    const text = await run((work) => reportText(work, capacity, query), { readOnly: true });
    const { type, make } = formats[format];
    const content = await make(text, { printedBy: capacity.personName, printedOn: today(services.clock), demo: demonstrates(services.config) });
    return reply.header('content-disposition', contentDisposition('attachment', `${titleOf(text)}.${format}`)).header('cache-control', 'private, no-store').type(type).send(Buffer.from(content));
  });
}
