// Sentences about a suggestion that every app says in the same way.
import { formatDate } from '@smart/kernel/dates';
import type { TimelineEntry } from '@smart/ui/types.ts';
import { congressOfficeOf, isAssignmentState, isSuggestionState, type DeadlineKind } from '../model.ts';
import type { DetailView, ListRow } from '../model-views.ts';
import { assignmentLook, stateLook } from './looks.ts';

/** What the sentence needs to know; a list row has all but the words for the congress's office, which follow its tier. */
export type Ball = Pick<ListRow, 'state' | 'ownerKind' | 'leadOrganName' | 'due'> & { readonly congressOffice?: string | undefined };

const endings = {
  closed: '已经办结，不需要再办理。',
  withdrawn: '已经撤回，办理已终止。',
  not_accepted: '已经审查，不作为代表建议处理。',
} as const;

/** Who has the ball, by name where it is known. `mine` when the reader is the lead proposer. */
export function holderOf(ball: Ball, mine: boolean): string {
  switch (ball.ownerKind) {
    case 'deputy':
      return mine ? '您本人' : '领衔代表';
    case 'cosigners':
      return '受邀联名的代表';
    case 'congress':
      return ball.congressOffice ?? congressOfficeOf('county');
    case 'organ':
      return ball.leadOrganName ?? '承办单位';
    case 'nobody':
      return '';
  }
}

/** Limits that run for the deputy while an organ has the matter. */
const ofDeputy: ReadonlySet<DeadlineKind> = new Set(['contact_confirmation', 'evaluation']);

/** Whether the deputy is the one who must act next, by the nearest limit or because nobody else has the matter. */
export function waitsForDeputy(ball: Pick<Ball, 'ownerKind' | 'due'>): boolean {
  return ball.ownerKind === 'deputy' || (ball.due !== null && ofDeputy.has(ball.due.kind));
}

/** 「现在由岳阳市交通运输局办理，应在2026年3月5日前答复（还有 12 天）。」: who, what, by when. */
export function ballSentence(ball: Ball, mine: boolean): string {
  if (ball.state === 'closed' || ball.state === 'withdrawn' || ball.state === 'not_accepted') return endings[ball.state];
  if (ball.ownerKind === 'cosigners') return '正在等待受邀联名的代表确认。';
  const { due } = ball;
  if (waitsForDeputy(ball)) {
    const who = mine ? '您' : '领衔代表';
    return due ? `等${who}${due.label}，应在${formatDate(due.dueOn)}前完成（${due.timeLeft}）。` : `等${who}办理。`;
  }
  const holder = holderOf(ball, mine);
  if (holder === '') return `当前状态：${stateLook(ball.state).label}。`;
  // Decided by whoever handed over, not by the holder.
  if (due?.kind === 'extension_decision') return `现在由${holder}办理，延期申请正在审批。`;
  return due ? `现在由${holder}办理，应在${formatDate(due.dueOn)}前${due.label}（${due.timeLeft}）。` : `现在由${holder}办理。`;
}

/** The journey as the neutral timeline shows it, oldest first. */
export function timelineOf(timeline: DetailView['timeline']): TimelineEntry[] {
  return timeline.map((entry) => ({
    id: entry.id,
    at: entry.at,
    who: entry.actorLabel,
    what: entry.organName ? `${entry.label}（${entry.organName}）` : entry.label,
    reason: entry.reason ?? undefined,
    tone: toneAfter(entry),
  }));
}

function toneAfter(entry: DetailView['timeline'][number]): TimelineEntry['tone'] {
  if (entry.organName !== null && isAssignmentState(entry.toState)) return assignmentLook(entry.toState).tone;
  return isSuggestionState(entry.toState) ? stateLook(entry.toState).tone : 'neutral';
}
