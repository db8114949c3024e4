// reports.*: rows of the permission matrix. The congress's own office writes the yearly report, its leaders read along (代表法 51); the
// public reads what is published.
import { newId } from '@smart/kernel/ids';
import { anybody, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const officers = everywhere('congress_officer');
const watchers = everywhere('congress_officer', 'congress_leader');
/** There is no report in this world; whoever may look for one is told so. */
const nowhere = { otherwise: 'common.not_found' } as const;

export const reportRows: Rows = {
  'reports.list': () => [{ input: {}, allowed: watchers }],
  'reports.detail': () => [{ input: { id: newId() }, allowed: watchers, ...nowhere }],
  'reports.version': () => [{ input: { id: newId(), number: 1 }, allowed: watchers, ...nowhere }],
  'reports.generate': () => [{ input: { year: 2026 }, allowed: officers }],
  'reports.saveSection': () => [{ input: { sectionId: newId(), revision: 0, text: null }, allowed: officers, ...nowhere }],
  'reports.act': () => [{ input: { id: newId(), action: 'finalise', version: 0 }, allowed: officers, ...nowhere }],
  'reports.public.list': () => [{ input: {}, allowed: anybody }],
  'reports.public.detail': () => [{ what: 'not published', input: { id: newId() }, allowed: [], refusals: ['common.not_found'] }],
};
