// Who must not see a suggestion does not meet a word of it, whatever address they type; they are told in words what they can do.
import { describe, expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const secret = '关于不应当被看到的建议';

describe('a suggestion that was only handed in', () => {
  it.each([
    { username: 'deputy.third', app: 'deputy', who: 'another deputy of the same congress' },
    { username: 'deputy.district', app: 'deputy', who: 'a deputy of the tier below' },
    { username: 'deputy.province', app: 'deputy', who: 'a deputy of the tier above' },
    { username: 'district.office', app: 'office', who: 'the congress below' },
    { username: 'province.office', app: 'office', who: 'the congress above' },
    { username: 'county.office', app: 'office', who: 'a sibling\'s congress' },
    { username: 'city.government', app: 'office', who: 'the government before the hand-over' },
    { username: 'city.education', app: 'office', who: 'a department that has no part' },
    { username: 'admin.system', app: 'office', who: 'the system administrator' },
    { username: 'admin.audit', app: 'office', who: 'the audit administrator' },
  ])('is not shown to $who ($username)', async ({ username, app }) => {
    const id = await troupeOf(system().app).submit({ title: secret });
    const stranger = await system().arrive(username, { tolerated: /40[34]/ });
    await stranger.page.goto(`/${app}/suggestions/${id}`);
    await stranger.page.getByText(/没有找到|不能打开|不存在|无权|没有权限|不能查看/).first().waitFor();
    expect(await stranger.page.locator('body').innerText()).not.toContain(secret);
    expect(stranger.complaints).toEqual([]);
    await stranger.leave();
  });

  it('is not public, by no address', async () => {
    const id = await troupeOf(system().app).submit({ title: secret });
    const citizen = await system().arrive(null, { tolerated: /40[14]/ });
    for (const path of [`/suggestions/${id}`, '/suggestions', `/api/v1/suggestions/${id}`]) {
      await citizen.page.goto(path);
      expect(await citizen.page.locator('body').innerText()).not.toContain(secret);
    }
  });
});

it('staff of an office are shown the way from the portal to the desk, and deputies are not let into it', async () => {
  const officer = await system().arrive('city.office', { size: 'phone' });
  await officer.open('/deputy/');
  await officer.page.getByText('您的工作在机关工作台办理').waitFor();
  await officer.inspect('deputy-not-deputy');
  const deputy = await system().arrive('deputy.second');
  await deputy.page.goto('/office/examination');
  await deputy.page.getByText('当前身份不能打开这个页面').first().waitFor();
  await deputy.inspect('office-wrong-capacity');
  await deputy.page.getByRole('link', { name: '到代表履职服务平台' }).click();
  await deputy.page.getByRole('heading', { name: '待我办理' }).waitFor();
});
