// What opinions tell the rest of the house when a server loads them.
import { registerParameters } from '@smart/divisions/parameters';
import { registerPersonColumns } from '@smart/identity/person-columns';
import { registerSealedColumns, sealedColumn } from '@smart/identity/sealed-columns';
import type { FileStore } from '@smart/files/store';
import { useImportFiles } from './importing.ts';
import { opinionParameters } from './parameters.ts';
import './events.ts';
import './publishing/store.ts';
import { effectOnOpinions } from './sweeps.ts';
import './store.ts';
import './supervising/events.ts';
import './supervising/store.ts';

/**
 * Parameters and questions of the directory; may be called again.
 * @param files the store in which uploaded sheets lie; null where none runs
 */
export function registerOpinions(files: () => FileStore | null): void {
  useImportFiles(files);
  registerParameters(opinionParameters, effectOnOpinions);
  registerSealedColumns('opinions', [sealedColumn('opinion', 'name_cipher', 'opinion name'), sealedColumn('opinion', 'contact_cipher', 'opinion contact'), sealedColumn('opinion', 'point_cipher', 'opinion point')]);
  registerPersonColumns('opinions', [
    { table: 'opinion', column: 'deputy_person_id', key: 'id', label: '收到的群众意见' },
    { table: 'opinion', column: 'person_id', key: 'id', label: '转为建议的群众意见' },
    { table: 'opinion', column: 'entered_by_id', key: 'id', label: '代录的群众意见' },
  ]);
}
