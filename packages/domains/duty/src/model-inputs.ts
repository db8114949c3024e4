// What comes into the domain.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { subsystemNames } from './model.ts';

const year = z.int().min(1979).max(2100);
const page = { page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(100).default(20) };

export const archiveInput = z.strictObject({ year: year.optional(), subsystem: z.enum(subsystemNames).optional(), ...page });
/** Another mandate of the same person here: the archives of earlier terms stay. */
export const myArchiveInput = z.strictObject({ ...archiveInput.shape, mandateId: idSchema.optional() });
export const archiveOfInput = z.strictObject({ ...archiveInput.shape, mandateId: idSchema });
