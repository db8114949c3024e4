// What a capacity may do, built from the domains' policies. Nothing is allowed that no policy allows.
//
//   const ability = abilityFor(capacity, [defineSuggestionPolicy, directoryPolicy]);
//   work.prisma.suggestion.findMany({ where: accessibleBy(ability, 'read').ofType('Suggestion') });
import { type Ability, AbilityBuilder, subject } from '@casl/ability';
import { accessibleBy, createPrismaAbility, type Model as Tagged, type PrismaQueryOf } from '@casl/prisma/runtime';
import type { Prisma } from '@smart/database/generated/prisma/client';
import { DomainError } from '@smart/kernel/errors';
import type { Capacity } from './capacity.ts';

type Model = Prisma.ModelName;
type Subject = Model | Tagged<Record<string, unknown>, Model> | { [Name in Model]: Tagged<Record<string, unknown>, Name> }[Model];
export type AppAbility = Ability<[string, Subject], PrismaQueryOf<Prisma.TypeMap>>;
/** What a policy writes its rules with: `can` and `cannot` as in CASL, conditions as in Prisma's `where`. */
export type PolicyBuilder = Pick<AbilityBuilder<AppAbility>, 'can' | 'cannot'>;
/** A domain's rules for one capacity. */
export type Policy = (capacity: Capacity, builder: PolicyBuilder) => void;

/** The ability of a capacity under these policies; without a rule that allows, everything is refused. */
export function abilityFor(capacity: Capacity, policies: readonly Policy[]): AppAbility {
  const builder = new AbilityBuilder<AppAbility>(createPrismaAbility);
  for (const define of policies) define(capacity, builder);
  return builder.build();
}

/**
 * Refuses an act on one record.
 * @param reason Chinese, shown to the user: what the capacity lacks
 * @throws DomainError common.forbidden
 */
export function requireAbility(ability: AppAbility, action: string, type: Model, record: Record<string, unknown>, reason: string): void {
  if (!ability.can(action, subject(type, { ...record }))) throw new DomainError('common.forbidden', { reason });
}

export { accessibleBy };
