// imports.*: mandates are the deputies' affairs committee's matter too (代表法 12), staff and organs the system administrator's alone; no other
// congress, above, beside or below, sees a batch, and what was uploaded goes back to who uploaded it only.
import { newId } from '@smart/kernel/ids';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const keepers = everywhere('system_administrator', 'congress_officer');
const homeKeepers = at('home', 'system_administrator', 'congress_officer');

export const importRows: Rows = {
  'imports.template': () => [
    { what: 'deputies', input: { kind: 'deputies' }, allowed: keepers },
    { what: 'election results', input: { kind: 'election_results' }, allowed: keepers },
    { what: 'staff', input: { kind: 'staff' }, allowed: everywhere('system_administrator') },
    { what: 'organs', input: { kind: 'organs' }, allowed: everywhere('system_administrator') },
  ],
  'imports.list': () => [{ input: {}, allowed: keepers }],
  'imports.show': ({ home }) => [{ input: { id: home.importBatchId }, allowed: homeKeepers }],
  'imports.rows': ({ home }) => [{ input: { id: home.importBatchId }, allowed: homeKeepers }],
  'imports.faulty': ({ home }) => [{ input: { id: home.importBatchId }, allowed: at('home', 'system_administrator') }],
  'imports.start': () => [{ what: 'a file that is not there', input: { kind: 'deputies', fileId: newId() }, allowed: keepers, otherwise: 'files.not_found' }],
  'imports.run': ({ home }) => [{ input: { id: home.importBatchId, validOnly: true }, allowed: homeKeepers }],
  'imports.choose': ({ home }) => [{ what: 'a row that asks for nobody', input: { id: home.importBatchId, line: 2, chosen: 'new' }, allowed: homeKeepers, otherwise: 'common.not_found' }],
  'imports.undo': ({ home }) => [{ input: { id: home.importBatchId }, allowed: homeKeepers, otherwise: 'common.conflict' }],
  'imports.resume': ({ home }) => [{ input: { id: home.importBatchId }, allowed: homeKeepers, otherwise: 'common.conflict' }],
  'imports.accounts': ({ home }) => [{ input: { id: home.importBatchId, way: 'password' }, allowed: at('home', 'system_administrator') }],
  'imports.passwords': ({ home }) => [{ input: { id: home.importBatchId }, allowed: at('home', 'system_administrator'), otherwise: 'common.conflict' }],
  'imports.discard': ({ home }) => [{ input: { id: home.importBatchId }, allowed: homeKeepers }],
};
