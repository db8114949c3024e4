/** 网站内容 in the demonstration: written by the office, let through by the leader, played through the services. */
import { approveArticle, saveArticle, submitArticle, withdrawArticle } from '@smart/content/articles/editing';
import { saveArticleInput } from '@smart/content/articles/model-inputs';
import { saveSiteInput } from '@smart/content/sites/model';
import { saveSite } from '@smart/content/sites/settings';
import { noFacts } from '@smart/content/articles/documents';
import { addDays, startOfDayShanghai, type DateString } from '@smart/kernel/dates';
import { type ArticlePlay, articlePlays, sitePlays } from './articles-plays.ts';
import type { Troupe } from './company.ts';
import type { Stage, StageClock } from './scene.ts';

const nothing = { name: '', headerLine: '', organiser: '', address: '', postcode: '', phone: '', email: '', icp: '', police: '', siteCode: '', columns: null };
const stand = (clock: StageClock, day: DateString, hour: number): void => clock.set(new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString());

/** Sets up the site of one place and plays its articles that are not there yet, the oldest first. */
export async function playArticles(stage: Stage, troupe: Troupe, day: DateString): Promise<void> {
  const { work } = stage;
  const plays = articlePlays.filter(({ place }) => place === troupe.place.slug).sort((a, b) => b.daysAgo - a.daysAgo);
  const [known] = await work.sql('SELECT 1 FROM article WHERE congress_id = $1 LIMIT 1', [troupe.congressId]);
  if (known || plays.length === 0) return;
  const site = sitePlays.find(({ place }) => place === troupe.place.slug);
  stand(stage.clock, addDays(day, -60), 9);
  if (site) await saveSite(work, troupe.officer, saveSiteInput.parse({ ...nothing, ...site.site }));
  for (const play of plays) await playArticle(stage, troupe, play, addDays(day, -play.daysAgo));
}

async function playArticle({ work, clock }: Stage, { officer, leader }: Troupe, { column, title, source, body, fate, facts }: ArticlePlay, on: DateString): Promise<void> {
  stand(clock, on, 9);
  const { id } = await saveArticle(work, officer, saveArticleInput.parse({ columnKey: column, title, source, body: body.join(''), facts: { ...noFacts, ...facts } }));
  if (fate === 'draft') return;
  stand(clock, on, 9.5);
  await submitArticle(work, officer, { id });
  if (fate === 'in_review') return;
  stand(clock, on, 10);
  await approveArticle(work, leader, { id });
  if (fate !== 'withdrawn') return;
  stand(clock, addDays(on, 1), 9);
  await withdrawArticle(work, officer, { id, reason: '内容有误：纸质建议仍然受理，请以代表法的规定为准' });
}
