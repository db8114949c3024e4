// What a row does to a person's posts, by the rules of appointments.ts (地方组织法 18, 47). Pure.
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { needsMandate, refuseExclusive, refuseUnfitRoles, withoutMandate, type Post } from '../appointments.ts';
import { fold } from './cells.ts';
import type { Problem } from './kinds.ts';
import type { ParsedRow, PostGiven } from './parse.ts';
import type { ImportWorld, KnownPerson } from './world.ts';

export type PostPlan = { readonly id: string; readonly organId: string; readonly organName: string; readonly organKind: string; readonly title: string; readonly roles: PostGiven['roles']; readonly startsOn: string };
export type PostPlanned = { plan: PostPlan | null; problems: Problem[] };

const problem = (column: string, message: string): PostPlanned => ({ plan: null, problems: [{ column, message }] });

/** What the services refuse, as the row's problem. */
function refused(column: string, check: () => void): Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [{ column, message: error.message }];
  }
}

export function planPost(row: ParsedRow, given: PostGiven, person: KnownPerson, world: ImportWorld): PostPlanned {
  const organ = world.organs.get(fold(given.organ));
  if (!organ) return problem('机构', `本级没有机构“${given.organ}”，请从下拉列表选择，或者先登记机构`);
  const held = person.posts.find((post) => post.organ_id === organ.id && post.congress_id === world.congress.id && post.title === given.title);
  if (held?.line !== undefined) return problem('姓名', `与第 ${held.line} 行是同一人的同一任职，请保留一行`);
  if (held) {
    const same = held.roles.length === given.roles.length && given.roles.every((role) => held.roles.includes(role));
    return same ? { plan: null, problems: [] } : problem('职责', '与已登记的职责不同。职责不能通过导入更改，请在人员页面先结束原任职，再登记新的任职');
  }
  const post: Post = { congress_id: world.congress.id, organ: organ.name, kind: organ.kind, title: given.title, roles: [...given.roles] };
  const problems = refused('职责', () => refuseUnfitRoles(organ, given.roles));
  problems.push(...refused('职务', () => refuseExclusive(person.name, post, person.posts)));
  const isDeputy = person.mandates.some((one) => one.congress_id === world.congress.id);
  if (needsMandate(post) && !isDeputy) problems.push({ column: '职务', message: withoutMandate(person.name, post).message });
  if (problems.length > 0) return { plan: null, problems };
  return { plan: { id: newId(), organId: organ.id, organName: organ.name, organKind: organ.kind, title: given.title, roles: given.roles, startsOn: given.startsOn }, problems: [] };
}
