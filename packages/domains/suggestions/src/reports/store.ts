// How the workflow engine reaches a report.
import type { AnnualReportTable } from '@smart/database/generated/kysely/types';
import { DomainError } from '@smart/kernel/errors';
import { defineEvent } from '@smart/workflow/events';
import { entries } from '@smart/workflow/define';
import { defineStore } from '@smart/workflow/store';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { type ReportActor, type ReportSubject, reportWorkflow } from './workflow.ts';
import type { ReportAction, ReportState } from './words.ts';

/** Payload of `report.*`: which year's. */
export const reportEventPayload = z.object({ year: z.number(), title: z.string() });
for (const [, action] of entries(reportWorkflow.actions)) defineEvent(action.event, reportEventPayload);

export const reportStore = defineStore<ReportState, ReportAction, ReportSubject, ReportActor, Updateable<AnnualReportTable>>({
  workflow: reportWorkflow,
  table: 'annual_report',
  lock: async (work, id) => {
    const [row] = await work.sql<Omit<ReportSubject, 'matterId'>>(
      `SELECT id, congress_id AS "congressId", state, version, year, generated_at IS NOT NULL AS generated FROM annual_report WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!row) throw new DomainError('common.not_found', { what: '年度报告' });
    return { ...row, matterId: row.id };
  },
  save: async (work, subject, { state, version, patch }) => {
    await work.db.updateTable('annual_report').set({ ...patch, state, version }).where('id', '=', subject.id).execute();
  },
});
