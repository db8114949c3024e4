/** 草案征求意见 in the demonstration: one under way and one with its outcome, in the city; written by the office, let through by the leader, played through the services. */
import { commentAsCitizen } from '@smart/content/consultations/commenting';
import { approveConsultation, concludeConsultation, saveConsultation, saveOutcome, submitConsultation, submitOutcome } from '@smart/content/consultations/editing';
import { saveConsultationInput } from '@smart/content/consultations/model-inputs';
import { splitArticles } from '@smart/content/consultations/splitting';
import { decideComments, showComments } from '@smart/content/consultations/sorting';
import { sweepConsultations } from '@smart/content/consultations/sweeps';
import { addDays, type DateString, startOfDayShanghai } from '@smart/kernel/dates';
import { type CommentPlay, type ConsultationPlay, consultationPlays } from './consultations-plays.ts';
import type { Troupe } from './company.ts';
import type { Stage, StageClock } from './scene.ts';

const stand = (clock: StageClock, day: DateString, hour: number): void => clock.set(new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString());

/** Plays the consultations of one place that are not there yet. */
export async function playConsultations(stage: Stage, troupe: Troupe, day: DateString): Promise<void> {
  for (const play of consultationPlays.filter(({ place }) => place === troupe.place.slug)) {
    const [known] = await stage.work.sql('SELECT 1 FROM consultation WHERE congress_id = $1 AND title = $2', [troupe.congressId, play.title]);
    if (!known) await playConsultation(stage, troupe, play, addDays(day, -play.daysAgo));
  }
}

async function playConsultation({ work, clock }: Stage, { officer, leader, congressId }: Troupe, play: ConsultationPlay, startsOn: DateString): Promise<void> {
  const { kind, title, drafter, explanation, text, days, comments, outcome } = play;
  const endsOn = addDays(startsOn, days - 1);
  stand(clock, startsOn, 8.5);
  const { id } = await saveConsultation(work, officer, saveConsultationInput.parse({ kind, title, drafter, explanation, startsOn, endsOn, articles: splitArticles(text) }));
  await submitConsultation(work, officer, { id });
  stand(clock, startsOn, 9);
  await approveConsultation(work, leader, { id });
  const articles = new Map((await work.sql<{ label: string; id: string }>('SELECT label, id FROM consultation_article WHERE consultation_id = $1', [id])).map((one) => [one.label, one.id]));
  const made: [string, CommentPlay][] = [];
  for (const [at, comment] of comments.entries()) {
    stand(clock, addDays(startsOn, 1 + (at % 6)), 9 + (at % 8));
    made.push([(await commentAsCitizen(work, id, { articleId: comment.about === null ? null : (articles.get(comment.about) ?? null), content: comment.content }, `demonstration ${title} ${at}`)).id, comment]);
  }
  const open = made.filter(([, { shown }]) => shown).map(([commentId]) => commentId);
  stand(clock, addDays(startsOn, 7), 10);
  if (open.length > 0) await showComments(work, officer, { consultationId: id, commentIds: open });
  if (outcome === null) return;
  stand(clock, addDays(endsOn, 1), 0.2);
  await sweepConsultations(work, congressId);
  stand(clock, addDays(endsOn, 6), 10);
  for (const [commentId, { decision, answer }] of made) await decideComments(work, officer, { consultationId: id, commentIds: [commentId], decision, answer });
  await saveOutcome(work, officer, { id, outcome });
  await submitOutcome(work, officer, { id });
  stand(clock, addDays(endsOn, 7), 15);
  await concludeConsultation(work, leader, { id });
}
