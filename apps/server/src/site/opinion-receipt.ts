/** The page of a receipt, and how its holder reaches the opinion: by the address itself, which holds number and secret. */
import { normalCode, parseToken } from '@smart/identity/receipt-codes';
import { smsChannel } from '@smart/notifications/sms';
import { followed } from '@smart/opinions/follow';
import type { OpinionFollowView } from '@smart/public-site/views-opinions';
import type { Work } from '@smart/workflow/work';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { parameters } from './address.ts';
import { openReceipt } from './receipts.ts';
import type { Show } from './show.ts';

export type Asked = FastifyRequest<{ Params: { token: string } }>;
type Takes = Readonly<Record<'worked' | 'plain' | 'pictures', (address: string) => void>>;
export type Page = { readonly services: Services; readonly show: Show; readonly takes: Takes };

/** @throws DomainError opinions.unknown_receipt, whatever of the address is wrong; common.too_many_requests */
export const withReceipt = <T>(services: Services, request: FastifyRequest, token: string, run: (work: Work, number: string, secret: string) => Promise<T>): Promise<T> =>
  openReceipt(services, request, { token, unknown: 'opinions.unknown_receipt' }, run);

const notices: Readonly<Record<string, string>> = { added: '已补充，办理的同志会看到。', evaluated: '谢谢您的评价，已经记下。', point: '位置已删除。' };

type Stage = Pick<OpinionFollowView, 'adding' | 'problems' | 'asking'>;
/** Nothing was sent that could not be taken. */
export const still: Stage = { adding: '', problems: {}, asking: null };

export async function showOpinion({ services, show }: Page, request: Asked, reply: FastifyReply, stage: Stage = still, status = 200): Promise<FastifyReply> {
  const { token } = request.params;
  const found = await withReceipt(services, request, token, followed);
  const secret = (normalCode(parseToken(token)?.secret ?? '').match(/.{1,4}/g) ?? []).join('-');
  const { notice = '', ...rest } = parameters(request);
  return show(request, reply, { page: 'opinion', found, token, secret, fresh: rest['new'] === '1', notice: notices[notice] ?? null, sms: smsChannel() !== null, ...stage }, { status, private: true });
}
