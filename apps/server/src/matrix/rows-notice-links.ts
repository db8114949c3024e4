// notices.sms, muteSms, revokeLink: a deputy's own messages and links (domain rule 8.1 no. 8); nobody sees or ends another's.
import { expect } from 'vitest';
import { z } from 'zod';
import { everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const deputies = everywhere('deputy');
const setting = z.object({ links: z.array(z.object({ id: z.string() })) });

export const noticeLinkRows: Rows = {
  'notices.sms': ({ home }) => [
    { input: {}, allowed: deputies, check: (output, who) => expect(setting.parse(output).links.map(({ id }) => id)).toEqual(who === 'home.lead' ? [home.actLinkId] : []) },
  ],
  'notices.muteSms': () => [{ input: { muted: true }, allowed: deputies }],
  'notices.revokeLink': ({ home }) => [{ input: { id: home.actLinkId }, allowed: ['home.lead'] }],
};
