/** 代表活动 and 年度代表工作计划 for anybody. Read as the public; works without JavaScript. */
import { isActivityKind } from '@smart/duty/activities/model';
import { placesOfActivities, publicActivities, publicActivity } from '@smart/duty/activities/public';
import { publicPlanYears, publicWorkPlan } from '@smart/duty/work-plan/public';
import { DomainError } from '@smart/kernel/errors';
import { idSchema } from '@smart/kernel/validation';
import type { ActivitiesView, ActivityPageView, WorkPlanPageView } from '@smart/public-site/views-activities';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import type { Show } from './show.ts';
import { siteAt } from './site-home.ts';

const pageSize = 20;
const lastPage = 200;

const pageOf = (text: string | undefined): number => Math.min(lastPage, Math.max(1, Math.trunc(Number(text)) || 1));
const oneOf = <T extends string>(text: string | undefined, ...choices: readonly T[]): T | undefined => choices.find((one) => one === text);

export function registerActivityPages(app: FastifyInstance, services: Services, show: Show): void {
  app.get('/activities', async (request, reply) => {
    const view = await activitiesView(services, request);
    return show(request, reply, view, { site: view.face });
  });
  app.get<{ Params: { id: string } }>('/activities/:id', async (request, reply) => {
    const view = await activityView(services, request);
    return show(request, reply, view, { site: view.face });
  });
  app.get('/work-plan', async (request, reply) => {
    const view = await workPlanView(services, request);
    return show(request, reply, view, { site: view.face });
  });
}

function activitiesView(services: Services, request: FastifyRequest): Promise<ActivitiesView> {
  const sent = parameters(request);
  const filters = { q: (sent['q'] ?? '').trim().slice(0, 60), division: /^\d{2,9}$/.test(sent['division'] ?? '') ? (sent['division'] ?? '') : '', kind: isActivityKind(sent['kind']) ? sent['kind'] : '', when: oneOf(sent['when'], 'ahead', 'behind') ?? '' };
  const pageNumber = pageOf(sent['page']);
  const address = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString();
  return publicRunner(services, request)(
    async (work) => {
      const conditions = { q: filters.q || undefined, divisionCode: filters.division || undefined, kind: isActivityKind(filters.kind) ? filters.kind : undefined, when: oneOf(filters.when, 'ahead', 'behind') };
      const { rows, total } = await publicActivities(work, conditions, { limit: pageSize, offset: (pageNumber - 1) * pageSize });
      const site = await siteAt(work, filters.division);
      const plan = site !== null && (await publicPlanYears(work, filters.division)).length > 0;
      return { page: 'activities', face: site?.face ?? null, filters, address, rows, total, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)), places: await placesOfActivities(work), plan };
    },
    { readOnly: true },
  );
}

function activityView(services: Services, request: FastifyRequest<{ Params: { id: string } }>): Promise<ActivityPageView> {
  const id = idSchema.safeParse(request.params.id);
  if (!id.success) throw new DomainError('activities.not_public');
  return publicRunner(services, request)(
    async (work) => {
      const activity = await publicActivity(work, id.data);
      const site = await siteAt(work, activity.divisionCode);
      if (site === null) throw new DomainError('activities.not_public');
      return { page: 'activity', face: site.face, activity };
    },
    { readOnly: true },
  );
}

/** Of one congress; of no congress there is no plan. @throws DomainError common.not_found */
function workPlanView(services: Services, request: FastifyRequest): Promise<WorkPlanPageView> {
  const { division = '', year = '' } = parameters(request);
  const asked = /^\d{4}$/.test(year) ? Number(year) : null;
  return publicRunner(services, request)(
    async (work) => {
      const site = await siteAt(work, division);
      if (site === null) throw new DomainError('common.not_found', { what: '人大网站' });
      return { page: 'work-plan', face: site.face, years: await publicPlanYears(work, division), year: asked, plan: await publicWorkPlan(work, division, asked) };
    },
    { readOnly: true },
  );
}
