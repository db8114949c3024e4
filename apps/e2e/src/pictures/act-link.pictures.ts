// The manual's picture of acting from an SMS.
import { it, vi } from 'vitest';
import { troupeOf } from '../acts/api.ts';
import { matter } from '../acts/texts.ts';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem();

it('draws the page that an SMS opens', async () => {
  await troupeOf(system().app).reply(matter);
  const { text } = await vi.waitUntil(() => system().app.services.smsBox?.messages().find((one) => one.text.includes('已答复')), { timeout: 30_000 });
  const deputy = await system().arrive(null, { size: 'phone' });
  await deputy.open(/\/a\/[\w-]{35}/.exec(text)?.[0] ?? '');
  await deputy.page.getByLabel('两项都满意').click();
  await snap(deputy, 'deputy-sms', deputy.page.getByText('您是否满意'));
});
