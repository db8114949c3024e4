// 行政区划代码: hierarchical. The scope of a code is the code without the groups of zeros behind it; "below" is "starts with".
// Pure: the browser uses it too.

export const tiers = ['province', 'city', 'county', 'township'] as const;
/** 省、市、县、乡. A street is no tier (地方组织法 59). */
export type Tier = (typeof tiers)[number];

export const tierLabels: Readonly<Record<Tier, string>> = { province: '省级', city: '市级', county: '县级', township: '乡级' };

/** How many digits a code of each tier has. */
const lengths: Readonly<Record<Tier, number>> = { province: 2, city: 4, county: 6, township: 9 };

/** True for a code of 2, 4, 6 or 9 digits, as divisions are stored. */
export function isDivisionCode(value: unknown): value is string {
  return typeof value === 'string' && /^(\d{2}|\d{4}|\d{6}|\d{9})$/.test(value);
}

/**
 * The scope of a code in any of the lengths in use (6 digits with zeros behind, 12 digits of the statistics bureau, or already short):
 * `430000` → `43`, `430600` → `4306`, `430602000000` → `430602`.
 * @throws RangeError when it is no division code
 */
export function scopeOf(code: string): string {
  if (!/^\d+$/.test(code) || ![2, 4, 6, 9, 12].includes(code.length)) throw new RangeError(`"${code}" is not a division code`);
  const groups = [code.slice(0, 2), code.slice(2, 4), code.slice(4, 6), code.slice(6, 9)];
  while (groups.length > 1 && /^0*$/.test(groups.at(-1) ?? '')) groups.pop();
  const scope = groups.join('');
  if (!isDivisionCode(scope)) throw new RangeError(`"${code}" is not a division code`);
  return scope;
}

/** The tier a scope belongs to. @throws RangeError when it is no division code */
export function tierOf(code: string): Tier {
  const scope = scopeOf(code);
  const tier = tiers.find((each) => lengths[each] === scope.length);
  if (!tier) throw new RangeError(`"${code}" is not a division code`);
  return tier;
}

/** Whether `code` lies in the area of `scope` (also when they are the same). */
export function isWithin(code: string, scope: string): boolean {
  return scopeOf(code).startsWith(scopeOf(scope));
}

/** Whether one of the two areas lies in the other: 隶属关系 (选举法 48), as an ancestor, a descendant or the same area. */
export function isRelated(one: string, other: string): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

/** The scopes above, from the province down; empty for a province. */
export function ancestors(code: string): string[] {
  const scope = scopeOf(code);
  return tiers.map((tier) => lengths[tier]).filter((length) => length < scope.length).map((length) => scope.slice(0, length));
}

/** The scope directly above, or null for a province. */
export function parentOf(code: string): string | null {
  return ancestors(code).at(-1) ?? null;
}
