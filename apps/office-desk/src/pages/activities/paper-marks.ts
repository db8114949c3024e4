// What photographs of signed sheets say of those invited: proposals for the roll call, looked at and saved by the clerk.
import { paperPages, type Signed } from '@smart/duty/activities/paper';
import { invitationStateLabels } from '@smart/duty/activities/model';
import type { InvitationRow } from '@smart/duty/activities/model-views';
import { computed, ref } from 'vue';
import type { PaperProblem, ReadPaper } from './paper-photo.ts';

export type SeenBox = { readonly signed: Signed; /** The box as a picture. */ readonly shown: string };
export const signedLabels = { signed: '照片上有签名', empty: '照片上没有签名', unclear: '照片上看不清，请对照' } as const satisfies Record<Signed, string>;

const problems = {
  'no-picture': '照片打不开，请换 JPG、PNG 或者 WebP。照片已经保存。',
  'no-codes': '没有认出四角的方码，照片已经保存。请把整张表拍全、拍正、不反光，再添加一次；不是系统打印的签到表，请对照照片点名。',
} as const satisfies Record<PaperProblem, string>;

/** A photograph against the list as it is now. @returns boxes by invitation, or why not, in words */
export function boxesOf(paper: ReadPaper, rows: readonly InvitationRow[]): Readonly<Record<string, SeenBox>> | string {
  const { page } = paper;
  const printed = paperPages(rows, page.at).find((one) => one.page === page.page);
  if (printed === undefined || printed.check !== page.check) return '不是这次活动的签到表，或者打印以后名单次序有变动，不能自动对照。照片已经保存，请核对照片，对照点名。';
  return Object.fromEntries(printed.rows.flatMap((row, at) => (row.state === 'withdrawn' || !row.inForce ? [] : [[row.id, paper.row(at)]])));
}

/** 「第 1 页：有签名 15 人，没有签名 4 人，看不清 1 人。」 */
function summary(page: number, boxes: readonly SeenBox[]): string {
  const count = (signed: Signed): number => boxes.filter((one) => one.signed === signed).length;
  return `第 ${page} 页：有签名 ${count('signed')} 人，没有签名 ${count('empty')} 人${count('unclear') > 0 ? `，看不清 ${count('unclear')} 人` : ''}。`;
}

/** What the sheet says otherwise than the system; null: the same, or nothing is recorded yet. */
export function differenceOf({ state }: InvitationRow, box: SeenBox | undefined): string | null {
  if (box === undefined || box.signed === 'unclear') return null;
  if (box.signed === 'signed' ? state !== 'absent' && state !== 'on_leave' : state !== 'attended') return null;
  return `${signedLabels[box.signed]}，系统记录为“${invitationStateLabels[state]}”`;
}

export function usePaper(rows: () => readonly InvitationRow[]) {
  const boxes = ref<Readonly<Record<string, SeenBox>>>({});
  const said = ref<readonly string[]>([]);
  const reading = ref(false);

  /** Reads what was picked, one after another; what cannot be read is said, with the file's name. */
  async function read(files: readonly File[]): Promise<void> {
    reading.value = true;
    said.value = [];
    const { readPaper } = await import('./paper-photo.ts');
    for (const file of files) {
      const paper = await readPaper(file);
      const found = typeof paper === 'string' ? problems[paper] : boxesOf(paper, rows());
      if (typeof found === 'string') said.value = [...said.value, `${file.name}：${found}`];
      else if (typeof paper !== 'string') {
        boxes.value = { ...boxes.value, ...found };
        said.value = [...said.value, summary(paper.page.page, Object.values(found))];
      }
    }
    reading.value = false;
  }
  /** Marks that follow from what was seen, for whom nothing is recorded yet. */
  const proposed = computed<Readonly<Record<string, 'attended' | 'absent'>>>(() => Object.fromEntries(rows().flatMap(({ id, state }) => {
    const box = boxes.value[id];
    // Whoever asked for leave and did not sign waits for the answer.
    if (box === undefined || box.signed === 'unclear' || (box.signed === 'empty' && state === 'leave_asked') || ['attended', 'absent', 'on_leave', 'withdrawn'].includes(state)) return [];
    return [[id, box.signed === 'signed' ? ('attended' as const) : ('absent' as const)]];
  })));
  return { boxes, said, reading, read, proposed };
}
