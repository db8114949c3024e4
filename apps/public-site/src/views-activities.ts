// What the pages of deputies' activities and of the year's work plan are made from. Types only.
import type { SiteFace } from '@smart/content/sites/fields';
import type { PublicActivity } from '@smart/duty/activities/public';
import type { PublicWorkPlan } from '@smart/duty/work-plan/public';
import type { SiteLink } from './views-site.ts';

export type ActivitiesView = {
  readonly page: 'activities';
  /** Null: of all congresses. */
  readonly face: SiteFace | null;
  readonly filters: Readonly<Record<'q' | 'division' | 'kind' | 'when', string>>;
  /** The filters as an address carries them. */
  readonly address: string;
  readonly rows: readonly PublicActivity[];
  readonly total: number;
  readonly pageNumber: number;
  readonly pages: number;
  readonly places: readonly SiteLink[];
  /** The congress has published a work plan. */
  readonly plan: boolean;
};

export type ActivityPageView = { readonly page: 'activity'; readonly face: SiteFace; readonly activity: PublicActivity };

/** `plan` is null where the congress has published none (of that year). */
export type WorkPlanPageView = { readonly page: 'work-plan'; readonly face: SiteFace; readonly years: readonly number[]; readonly year: number | null; readonly plan: PublicWorkPlan | null };

export type ActivityPages = ActivitiesView | ActivityPageView | WorkPlanPageView;
