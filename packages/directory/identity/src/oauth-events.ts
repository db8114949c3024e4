// What is announced when a system is registered, changed, given a new secret or locked out.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';

export const oauthClientAdministered = defineEvent('oauth_client.administered', z.object({ by: z.string(), act: z.string(), label: z.string() }));
