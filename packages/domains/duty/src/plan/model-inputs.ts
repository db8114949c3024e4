// What comes in about lists and figures.
import { z } from 'zod';
import { planSchema } from './model.ts';

const year = z.int().min(1979).max(2100);
const page = { limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) };

export const savePlanInput = z.strictObject({ /** Null: the tier above's list applies again. */ items: planSchema.nullable() });
export const muteInput = z.strictObject({ muted: z.boolean() });
export const deputiesInput = z.strictObject({ year: year.optional(), q: z.string().trim().max(60).optional(), /** Only who has not done all of the list. */ lacking: z.boolean().default(false), sort: z.enum(['name', 'most', 'least', 'last']).default('name'), ...page });
export const belowInput = z.strictObject({ year: year.optional(), ...page });
