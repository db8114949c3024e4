// One year's report while it is being written: kept on the device and on the server; the archive's news are merged here.
import { useDraft } from '@smart/client/draft';
import { type Paragraph, mergeReport, newsOf, type ReportMark, type ReportSection } from '@smart/duty/own-report/model';
import type { ReportView } from '@smart/duty/own-report/model-views';
import { newId } from '@smart/kernel/ids';
import { computed, ref, shallowRef } from 'vue';
import { capacityChoice, trpc } from '../api.ts';
import { session } from '../session.ts';

export const markLabels: Readonly<Record<ReportMark, string>> = { new: '新增', updated: '已随档案更新', behind: '档案有更新', gone: '档案里已经没有' };

type Form = { paragraphs: Paragraph[] };

export function useOwnReport(year: number) {
  /** What the server said last: the archive's words, whether it was given. Null without a network. */
  const server = shallowRef<ReportView | null>(null);
  const ready = ref(false);
  async function look(): Promise<ReportView> {
    server.value = await trpc.ownReport.open.query({ year });
    return server.value;
  }
  const draft = useDraft<Form>(`duty-report.${capacityChoice.current.value ?? ''}.${year}`, { paragraphs: [] }, {
    personId: session.info.value?.person.id ?? '',
    save: ({ paragraphs }, revision) => trpc.ownReport.save.mutate({ year, expectedRevision: revision, paragraphs }),
    async load() {
      const { revision, paragraphs } = await look();
      return revision === 0 ? null : { value: { paragraphs }, revision };
    },
  });
  void draft.ready.then(() => (ready.value = true));
  const form = draft.value;
  const change = (paragraphs: readonly Paragraph[]): void => void (form.value.paragraphs = [...paragraphs]);
  const set = (key: string, now: Partial<Paragraph>): void => change(form.value.paragraphs.map((one) => (one.key === key ? { ...one, ...now } : one)));

  return {
    draft, server, ready, look, set,
    paragraphs: computed((): readonly Paragraph[] => form.value.paragraphs),
    news: computed(() => (server.value === null ? 0 : newsOf(form.value.paragraphs, server.value.generated))),
    marked: computed(() => form.value.paragraphs.filter(({ mark, hidden }) => mark !== null && !hidden).length),
    /** Takes in what the archive says now; what was written by hand stays. */
    async merge(): Promise<void> {
      const { generated } = await look();
      change(mergeReport(form.value.paragraphs, generated));
    },
    seen: () => change(form.value.paragraphs.map((one) => ({ ...one, mark: null }))),
    /** An empty paragraph at the end of a part. @returns its key */
    add(section: ReportSection): string {
      const key = `own:${newId()}`;
      const last = form.value.paragraphs.findLastIndex((one) => one.section === section);
      change(form.value.paragraphs.toSpliced(last + 1, 0, { key, section, text: '', base: '', ref: null, mark: null, hidden: false }));
      return key;
    },
    /** What was added goes; what was generated is kept aside, so that it does not come back by itself. */
    remove({ key }: Paragraph): void {
      if (key.startsWith('own:')) change(form.value.paragraphs.filter((one) => one.key !== key));
      else set(key, { hidden: true, mark: null });
    },
  };
}
