/** What the log keeps of a request: never the key that is part of a notice link's, a receipt's or an invitation's address, and nothing that was asked or typed (the query). */
import type { FastifyRequest } from 'fastify';

/** The link itself, or as the way back in another address (`?next=%2Fa%2F…`). */
const key = /(\/|%2F)(a|b|f|o|invitation)(\/|%2F)[\w.-]{20,}/gi;

export const withoutKeys = (address: string): string => address.replace(key, '$1$2$3…');

/** No query either: what people search for is theirs. */
export function requestForLog(request: FastifyRequest): { method: string; url: string; host: string; remoteAddress: string } {
  const [path = ''] = request.url.split('?', 1);
  return { method: request.method, url: withoutKeys(path), host: request.host, remoteAddress: request.ip };
}
