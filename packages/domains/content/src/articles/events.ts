// What articles announce: one shape, with the words and people that those who listen need.
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { articleStates } from './model.ts';
import { articleWorkflow } from './workflow.ts';

export const articleEventPayload = z.object({ title: z.string(), state: z.enum(articleStates), writerIds: z.array(z.string()), reason: z.string().nullable(), publishAt: z.string().nullable() });
export type ArticleEventPayload = z.output<typeof articleEventPayload>;

/** Every event of articles, by name. */
export const articleEvents = new Map([...new Set(entries(articleWorkflow.actions).map(([, { event }]) => event))].map((name) => [name, defineEvent(name, articleEventPayload)]));
