// 纸质签到表: an XLSX or CSV list is matched to those invited by name, and by unit where two are called the same. Nothing is written here: the
// clerk looks at the differences and confirms them as a roll call.
import { isOwnPending, openDownload } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import type { Capacity } from '@smart/identity/capacity';
import { fold } from '@smart/identity/import/cells';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { invitationsOf } from './looking.ts';
import { invitationStateLabels } from './model.ts';
import type { sheetInput } from './model-inputs.ts';
import type { InvitationRow, SheetView } from './model-views.ts';
import { readLines, type SheetLine } from './sheet-reading.ts';

let storeOf: () => FileStore | null = () => null;
/** Where uploaded sheets lie; set once when the server starts. */
export function useSheetFiles(files: () => FileStore | null): void {
  storeOf = files;
}

/** Whom a line means, and where the system says otherwise. */
export function matched(line: SheetLine, people: readonly InvitationRow[]): SheetView['rows'][number] {
  const called = people.filter(({ name }) => fold(name) === fold(line.name));
  const near = line.unit === '' ? [] : called.filter(({ unit, employer }) => [unit, employer].some((known) => known !== null && (fold(known).includes(fold(line.unit)) || fold(line.unit).includes(fold(known)))));
  const [one] = near.length === 1 ? near : called.length === 1 ? called : [];
  const label = ({ name, unit, employer }: InvitationRow): string => [name, unit, employer].filter(Boolean).join('，');
  const known = one !== undefined && one.state !== line.mark && ['attended', 'absent', 'on_leave'].includes(one.state) ? `系统记录为“${invitationStateLabels[one.state]}”` : null;
  return { ...line, match: one !== undefined ? 'matched' : called.length > 1 ? 'several' : 'unknown', invitationId: one?.id ?? null, candidates: one === undefined ? called.map((person) => ({ invitationId: person.id, label: label(person) })) : [], differs: known };
}

/** Whoever stands in the sheet more than once is named: the last line counts, and the clerk looks whether it is right. */
function withRepeats(rows: readonly SheetView['rows'][number][]): SheetView['rows'] {
  const lines = Map.groupBy(rows.filter(({ invitationId }) => invitationId !== null), ({ invitationId }) => invitationId);
  return rows.map((row) => {
    const same = row.invitationId === null ? [] : (lines.get(row.invitationId) ?? []);
    if (same.length < 2 || same.at(-1) !== row) return row;
    return { ...row, differs: [`表中第 ${same.map(({ line }) => line).join('、')} 行都是此人`, row.differs].filter((words) => words !== null).join('，') };
  });
}

/** What the sheet says, matched to those invited; whoever is not in it is named. Writes nothing. @throws DomainError common.not_found, files.not_found, identity.import_unreadable */
export async function readSheet(work: Work, capacity: Capacity, { id, fileId }: z.output<typeof sheetInput>): Promise<SheetView> {
  const people = (await invitationsOf(work, capacity, { id })).rows.filter(({ state, inForce }) => state !== 'withdrawn' && inForce);
  const file = await openDownload(work, fileId);
  if (!(await isOwnPending(work, file, capacity.personId))) throw new DomainError('files.not_found');
  const store = storeOf();
  if (store === null) throw new DomainError('common.unavailable');
  const rows = withRepeats((await readLines(await store.read(file.sha256))).map((line) => matched(line, people)));
  const named = new Set(rows.flatMap(({ invitationId, candidates }) => [invitationId, ...candidates.map((one) => one.invitationId)]));
  return { rows, missing: people.filter(({ id: invitationId }) => !named.has(invitationId)).map(({ id: invitationId, name, unit, state }) => ({ invitationId, name, unit, state })) };
}
