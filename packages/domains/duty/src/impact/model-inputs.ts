// What comes in about the impact page.
import { z } from 'zod';

export const impactInput = z.strictObject({ limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });
