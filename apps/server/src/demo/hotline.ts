/** A hotline's system in the demonstration: what people told it by telephone comes in by the exchange, is sorted and answered here, and goes back. Simulated; our own words. */
import { addDays, startOfDayShanghai, type DateString } from '@smart/kernel/dates';
import { handleInbound } from '@smart/opinions/exchange/inbound';
import type { InboundMessage } from '@smart/opinions/exchange/model';
import { acknowledge, messagesAfter } from '@smart/opinions/exchange/outbound';
import { accept, answer, redirect } from '@smart/opinions/sorting';
import { createKey } from '@smart/suggestions/exchange/keys';
import type { Troupe } from './company.ts';
import type { Stage } from './scene.ts';

const keyName = '政务热线平台（演示）';
const by = '热线二号话务员';
type Call = { readonly at: string; readonly content: string; readonly daysAgo: number; readonly fate: ((work: Stage['work'], troupe: Troupe, id: string) => Promise<unknown>) | null };

const calls: readonly Call[] = [
  { at: '五里牌街道', daysAgo: 8, content: '来电人说五里牌菜市场后门的路灯全不亮，晚上收摊的人看不见路，请尽快修。', fate: async (work, { officer }, id) => {
    await accept(work, officer, { id });
    await answer(work, officer, { id, reply: '已联系市政维护单位，后门六盏路灯更换了线路和灯头，当晚恢复照明。' });
  } },
  { at: '奇家岭', daysAgo: 5, content: '来电人与楼上邻居因漏水打官司，法院已经立案，希望人大代表帮忙催一催判决。', fate: (work, { officer }, id) => redirect(work, officer, { id, channel: 'court', reason: '案件已经由人民法院受理，请向承办法官了解审理进展，也可以委托律师查询。' }) },
  { at: '洛王路口', daysAgo: 1, content: '来电人反映洛王路口早高峰左转车辆排队很长，希望增加一个左转车道。', fate: null },
];

/** Plays what is not there yet: by the same messages a hotline sends, each once. */
export async function playHotline({ work, clock }: Stage, troupe: Troupe, day: DateString): Promise<void> {
  const { government } = troupe;
  const { organId } = government;
  if (organId === undefined) return;
  const stand = (daysAgo: number, hour: number): void => clock.set(new Date(startOfDayShanghai(addDays(day, -daysAgo)).getTime() + hour * 3_600_000).toISOString());
  const [known] = await work.sql('SELECT 1 FROM exchange_key WHERE organ_id = $1 AND name = $2', [organId, keyName]);
  stand(20, 9);
  // Its secret is shown to nobody: what the demonstration sends, it sends itself.
  if (!known) await createKey(work, government, { name: keyName, maySign: false });
  const send = (message: InboundMessage) => handleInbound(work, { ...government, personName: message.by, organId }, message);
  for (const [at, { content, at: place, daysAgo, fate }] of calls.entries()) {
    stand(daysAgo, 9.5);
    const externalId = `演示工单-${at + 1}`;
    const { status } = await send({ id: `演示-转来-${at + 1}`, by, type: 'opinion.submit', data: { externalId, content, place, urgent: false } });
    const [made] = await work.sql<{ id: string }>('SELECT opinion_id AS id FROM opinion_exchange WHERE organ_id = $1 AND external_id = $2', [organId, externalId]);
    if (status !== 'accepted' || !made || fate === null) continue;
    stand(daysAgo - 1, 10);
    await fate(work, troupe, made.id);
  }
  // One that cannot be taken in: the office sees it with its reason.
  stand(0, 8);
  await send({ id: '演示-回访-1', by, type: 'opinion.evaluate', number: `${troupe.place.code}-260101-ABCDEF`, data: { verdict: 'satisfied' } });
}

/** What it was told of them it has read, but for the latest. */
export async function readHotline({ work, clock }: Stage, { government: { organId, congressId } }: Troupe, day: DateString): Promise<void> {
  if (organId === undefined) return;
  const { items } = await messagesAfter(work, organId, { after: 0, limit: 200 });
  const last = items.at(-2);
  if (!last) return;
  clock.set(new Date(startOfDayShanghai(day).getTime() + 7.5 * 3_600_000).toISOString());
  await acknowledge(work, { organId, congressId }, last.sequence);
}
