// The pictures of 人大网站, from the demonstration as a first start leaves it.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws the site of a congress', async () => {
  const { trpc } = await system().app.signIn('city.office');
  const { rows } = await trpc.content.list.query({ states: ['in_review'] });
  const reviewer = await system().arrive('city.leader');
  await reviewer.page.setViewportSize({ width: 1280, height: 860 });
  await reviewer.open(`/office/articles/${rows[0]?.id ?? ''}`);
  await reviewer.page.getByRole('document', { name: '正文' }).waitFor();
  await snap(reviewer, 'site-office');
  const citizen = await system().arrive(null, { size: 'phone' });
  await citizen.open('/c/4306');
  await snap(citizen, 'site-public');
  const { rows: drafts } = await trpc.consultations.list.query({ states: ['open'] });
  await citizen.open(`/consultations/${drafts[0]?.id ?? ''}`);
  await snap(citizen, 'site-consultation');
  await citizen.open('/deputies?division=4306');
  await snap(citizen, 'site-deputies');
  await citizen.open('/articles?division=4306&column=document');
  await snap(citizen, 'site-documents', citizen.page.getByText(/^共 .*篇/).or(citizen.page.getByRole('article').first()).first());
  const { rows: issues } = await trpc.content.list.query({ q: '公报' });
  await citizen.open(`/articles/${issues.find(({ title }) => title.startsWith('常委会公报'))?.id ?? ''}`);
  await citizen.page.getByRole('heading', { name: '本期目录' }).waitFor();
  await snap(citizen, 'site-gazette');
  await citizen.open(`/search?q=${encodeURIComponent('联络总站')}`);
  await snap(citizen, 'public-search');
  const officer = await system().arrive('city.office');
  await officer.page.setViewportSize({ width: 1280, height: 860 });
  await officer.open(`/office/consultations/${drafts[0]?.id ?? ''}`);
  await officer.page.getByRole('heading', { name: '收到的意见' }).waitFor();
  await snap(officer, 'site-consultation-office');
});
