// What surrounds the handing in of one draft: the session's clock, the relations to earlier answers, the delegation's signature, the paper.
import { formatDateTime } from '@smart/kernel/dates';
import type { SubmissionView, WindowView } from '@smart/suggestions/submitting/model';
import { useQuery } from '@tanstack/vue-query';
import { computed, onScopeDispose, ref, type Ref } from 'vue';
import { queryKeys, trpc } from '../api.ts';

const minute = 60_000;

/** 「还有 3 小时 20 分钟」; the deputy of a session's last hour counts minutes. */
export function timeLeftWords(until: Date, now: Date): string {
  const minutes = Math.floor((until.getTime() - now.getTime()) / minute);
  if (minutes < 1) return '即将截止';
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return `还有 ${days} 天${hours > 0 ? ` ${hours} 小时` : ''}`;
  return hours > 0 ? `还有 ${hours} 小时 ${minutes % 60} 分钟` : `还有 ${minutes} 分钟`;
}

/** @param known whether the server has the draft */
export function useHandingIn(id: string, known: Ref<boolean>) {
  const window = useQuery({ queryKey: ['submissions', 'window'], queryFn: () => trpc.submissions.window.query({}), refetchInterval: minute });
  const around = useQuery({ queryKey: [...queryKeys.detail(id), 'submission'], queryFn: () => trpc.submissions.of.query({ id }), enabled: known });
  const now = ref(new Date());
  const timer = setInterval(() => (now.value = new Date()), minute / 2);
  onScopeDispose(() => clearInterval(timer));

  const note = computed((): { text: string; urgent: boolean } | null => {
    const { standing, sessionName, until, afterCutoff } = window.data.value ?? emptyWindow;
    if (standing === 'recess' || until === null) return null;
    if (standing === 'closed') {
      return { text: `${sessionName}的建议已于${formatDateTime(until)}截止。${afterCutoff === 'recess' ? '现在提交的，可以选择作为闭会期间的建议受理。' : '请在闭会以后提交，内容自动保存。'}`, urgent: true };
    }
    const end = new Date(until);
    return { text: `${sessionName}期间，${formatDateTime(until)}前提交的算大会建议，${timeLeftWords(end, now.value)}。`, urgent: end.getTime() - now.value.getTime() < 180 * minute };
  });

  return {
    window: computed((): WindowView => window.data.value ?? emptyWindow),
    around: computed((): SubmissionView => around.data.value ?? emptyAround),
    note,
    reload: () => Promise.all([window.refetch(), known.value ? around.refetch() : undefined]),
  };
}

const emptyWindow: WindowView = { standing: 'recess', sessionName: null, until: null, endsOn: null, afterCutoff: 'recess', delegation: null };
const emptyAround: SubmissionView = { relations: { earlier: [], later: [] }, delegation: null, paper: null };
