// What the pages call the states of a stand-in, and how long it lasts.
import { formatDateTime } from '@smart/kernel/dates';

export const standInLooks = {
  pending: { label: '等待确认', tone: 'attention' },
  planned: { label: '尚未开始', tone: 'neutral' },
  in_force: { label: '生效中', tone: 'good' },
  ended: { label: '已结束', tone: 'neutral' },
  refused: { label: '未同意', tone: 'neutral' },
} as const;

export const whenChoices = [
  { value: '', label: '进行中' },
  { value: 'past', label: '已结束' },
  { value: 'all', label: '全部' },
] as const;

/** "2026年3月5日 09:00 至 2026年3月6日 24:00". */
export const periodOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string | null }): string => `${formatDateTime(startsAt)} 至 ${endsAt === null ? '另行结束' : formatDateTime(endsAt)}`;
