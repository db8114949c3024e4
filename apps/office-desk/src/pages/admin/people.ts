import type { trpc } from '../../api.ts';

/** A person as the list of people shows one. */
export type Person = Awaited<ReturnType<typeof trpc.people.list.query>>['rows'][number];
