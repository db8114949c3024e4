/** How holders of receipts reach what they stand for, whichever kind it is: by an address that holds number and secret. */
import { parseToken } from '@smart/identity/receipt-codes';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { FastifyRequest } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { inCongress } from './calls.ts';

export type UnknownReceipt = 'opinions.unknown_receipt' | 'calls.unknown_receipt' | 'stations.unknown_booking';

/**
 * Runs in the congress that the receipt's number names. A wrong guess is logged without what was guessed, and counted against its number.
 * @throws DomainError `unknown`, whatever of the address is wrong; common.too_many_requests
 */
export async function openReceipt<T>(services: Services, request: FastifyRequest, { token, unknown }: { token: string; unknown: UnknownReceipt }, run: (work: Work, number: string, secret: string) => Promise<T>): Promise<T> {
  const parts = parseToken(token);
  const number = parts?.number ?? '';
  services.guesses.admit(number, request.ip);
  try {
    const known = parts === null ? [] : await publicRunner(services, request)((work) => work.sql<{ id: string }>('SELECT id FROM congress WHERE division_code = $1', [parts.divisionCode]), { readOnly: true });
    const congressId = known[0]?.id;
    if (parts === null || congressId === undefined) throw new DomainError(unknown);
    return await inCongress(services, request, congressId, (work) => run(work, number, parts.secret));
  } catch (error) {
    if (isDomainError(error, unknown)) {
      services.guesses.wrong(number, request.ip);
      request.log.warn({ address: request.ip }, 'a receipt was guessed or mistyped');
    }
    throw error;
  }
}
