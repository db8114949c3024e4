// 群众意见: a citizen on an old phone without JavaScript speaks and follows, the office sorts, a department answers, the citizen judges; a deputy
// makes a suggestion of another one in one tap.
import { budgetOf } from '@smart/effort/tasks';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { receiptCode } from './acts/deputy.ts';
import { scan } from './acts/scan.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const photograph = join(import.meta.dirname, '../../server/src/demo/manhole.jpg');
/** Another one at every try, so that one that failed does not stand in the way of the next. */
let tries = 0;

/** From the head of the site to the receipt; its address. */
async function speak(citizen: Person, content: string, place: string, pictures: string[] = []): Promise<string> {
  const { page } = citizen;
  await citizen.open('/');
  await page.getByRole('navigation').getByRole('link', { name: '反映意见' }).first().click();
  await page.getByLabel('反映给哪一级人大').selectOption({ label: '岳阳市人民代表大会' });
  await page.getByLabel('您想说什么').fill(content);
  await page.getByLabel('地点（可不填）').fill(place);
  if (pictures.length > 0) await page.getByLabel(/拍照或者选照片/).setInputFiles(pictures);
  await citizen.inspect('public-opinion-form');
  // Nobody fills in a form within a second.
  await page.waitForTimeout(1100);
  await page.getByRole('button', { name: '提交，拿回执' }).click();
  await page.getByRole('heading', { level: 1, name: '已收到您的意见' }).waitFor();
  await citizen.inspect('public-opinion-receipt');
  return new URL(page.url()).pathname;
}

it('群众意见：不用登录反映并跟踪，工作人员受理交办，单位反馈，群众不满意重新办理一次后满意', async () => {
  tries += 1;
  const title = `城陵矶路口的路灯坏了${tries}个月`;
  const plain = await system().arrive(null, { size: 'phone', plain: true });
  const receipt = await speak(plain, `${title}。晚上看不见路，老人摔了一跤。希望尽快修好。`, '城陵矶路口', [photograph]);
  await plain.page.getByRole('img', { name: /照片 1/ }).waitFor();

  const officer = await system().arrive('city.office');
  await officer.open('/office/');
  await officer.page.getByRole('link', { name: new RegExp(`受理群众意见：${title}`) }).waitFor();
  await officer.inspect('office-inbox-opinions');
  await officer.open('/office/opinions');
  await officer.inspect('office-opinions');
  await officer.page.getByRole('link', { name: title }).click();
  await officer.page.getByRole('button', { name: '受理' }).click();
  await officer.page.getByText('已受理').first().waitFor();
  // The classifier proposes a topic with its reason; one tap takes it.
  await officer.page.getByRole('button', { name: /^采用/ }).waitFor();
  await officer.inspect('office-opinion-proposal');
  await officer.page.getByRole('button', { name: /^采用/ }).click();
  await officer.page.getByText('已保存分类').waitFor();
  await officer.page.getByRole('button', { name: '交办', exact: true }).click();
  await officer.page.getByRole('dialog').getByLabel('承办单位').selectOption({ label: '岳阳市交通运输局' });
  await officer.page.getByRole('dialog').getByLabel('说明').fill('请核实权属，尽快修复');
  await officer.inspect('office-opinion-hand-over');
  await officer.page.getByRole('dialog').getByRole('button', { name: '交办', exact: true }).click();
  await officer.page.getByText(/已交岳阳市交通运输局办理/).waitFor();
  await officer.inspect('office-opinion');

  const clerk = await system().arrive('city.transport.clerk');
  const answer = async (text: string): Promise<void> => {
    await clerk.open('/office/opinions');
    await clerk.page.getByRole('link', { name: title }).click();
    await clerk.page.getByRole('button', { name: '反馈办理情况' }).click();
    await clerk.page.getByRole('dialog').getByLabel('答复内容').fill(text);
    await clerk.page.getByRole('dialog').getByRole('button', { name: '反馈办理情况' }).click();
    await clerk.page.getByText(/群众凭回执可以看到并评价/).waitFor();
  };
  await answer('已派人检查线路，计划本周更换灯具。');
  await clerk.page.getByRole('img', { name: /照片 1/ }).waitFor();
  await clerk.inspect('office-opinion-organ');

  await plain.open(receipt);
  await plain.page.getByText('已派人检查线路').waitFor();
  await plain.inspect('public-opinion-replied');
  await plain.page.getByRole('button', { name: '不满意' }).click();
  await plain.page.getByText('您不满意，承办单位重新办理').waitFor();
  await plain.page.getByLabel('还想说的').fill('昨晚还是不亮');
  await plain.page.getByRole('button', { name: '补充' }).click();
  await plain.page.getByText('已补充').waitFor();

  await answer('灯具已全部更换，昨晚已恢复照明。');
  const [number, code] = await plain.page.getByRole('definition').allInnerTexts();
  await plain.open('/opinions/follow');
  await plain.inspect('public-opinion-follow');
  await plain.page.getByLabel('回执编号').fill((number ?? '').toLowerCase());
  await plain.page.getByLabel('查询码').fill((code ?? '').replaceAll('-', ''));
  await plain.page.getByRole('button', { name: '查询' }).click();
  await plain.page.getByText('灯具已全部更换').waitFor();
  await plain.page.getByRole('button', { name: '满意', exact: true }).click();
  await plain.page.getByText('谢谢您的评价').waitFor();
  await plain.page.getByText('没有被改动').waitFor();
  for (const person of [plain, officer, clerk]) expect(person.complaints).toEqual([]);
});

it('群众意见：代表一键转为建议，进展自己走到回执上；工作人员代录的给回执', async () => {
  tries += 1;
  const title = `开往老码头的公交车太少${tries}`;
  const citizen = await system().arrive(null, { size: 'phone' });
  citizen.taps();
  const receipt = await speak(citizen, `${title}。早上要等四十分钟，上学的孩子常常迟到。`, '老码头', [photograph]);
  expect(citizen.taps(), 'citizen: say what is wrong, from the first page').toBeLessThanOrEqual(budgetOf('file_opinion'));

  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/opinions');
  await deputy.page.getByRole('link', { name: title }).waitFor();
  await deputy.inspect('deputy-opinions');
  await deputy.page.getByRole('link', { name: title }).click();
  await deputy.page.getByRole('button', { name: '转为建议' }).waitFor();
  await deputy.inspect('deputy-opinion');
  deputy.taps();
  await deputy.page.getByRole('button', { name: '转为建议' }).click();
  await deputy.page.waitForURL(/\/deputy\/write\//);
  expect(deputy.taps(), 'deputy: make a suggestion of an opinion').toBe(Math.min(1, budgetOf('take_up_opinion')));
  await expect.poll(() => deputy.page.getByLabel('情况和问题').inputValue()).toContain('老码头');
  await deputy.page.getByText('照片1.jpg').first().waitFor();
  await deputy.page.getByLabel('具体建议').fill('建议市交通运输局在早晚高峰加密开往老码头的公交班次，候车时间不超过十五分钟。');
  await deputy.page.getByRole('button', { name: '提交', exact: true }).click();
  await deputy.page.getByRole('button', { name: '确认提交' }).click();
  await receiptCode(deputy);
  await expect.poll(async () => {
    await citizen.open(receipt);
    return citizen.page.getByText('代表已提交建议，等待审查').count();
  }, { timeout: 30_000 }).toBe(1);

  const officer = await system().arrive('city.office');
  await officer.open('/office/opinions');
  await officer.page.getByRole('button', { name: '代群众登记' }).click();
  await officer.page.getByLabel('群众说了什么').fill('老人说社区食堂周末不开门，希望周末也能吃上饭。');
  // The device is asked on the tap only; refused, the form goes on without.
  await officer.page.context().clearPermissions();
  await officer.page.getByRole('button', { name: '使用当前位置' }).click();
  await officer.page.getByText(/不影响登记/).waitFor();
  await officer.page.context().grantPermissions(['geolocation']);
  await officer.page.context().setGeolocation({ latitude: 29.371849, longitude: 113.128951 });
  await officer.page.getByRole('button', { name: '使用当前位置' }).click();
  await officer.page.getByText('已附上位置：北纬 29.3718°，东经 113.129°').waitFor();
  await officer.page.getByLabel('反映人同意也告诉承办单位').check();
  await officer.inspect('office-opinion-enter');
  await officer.page.getByRole('dialog').getByRole('button', { name: '登记' }).click();
  await officer.page.getByRole('heading', { name: '请把回执交给群众' }).waitFor();
  await officer.inspect('office-opinion-entered');
  // Scanned from the clerk's screen: the camera's press is the one tap.
  await citizen.open(await scan(officer.page.getByRole('img', { name: '回执二维码' })));
  await citizen.page.getByText('社区食堂周末不开门').waitFor();
  expect(1 + citizen.taps(), 'citizen: follow it from the receipt').toBeLessThanOrEqual(budgetOf('follow_opinion'));
  const [number, code] = await officer.page.getByRole('dialog').getByRole('definition').allInnerTexts();
  await citizen.open('/opinions/follow');
  await citizen.page.getByLabel('回执编号').fill(number ?? '');
  await citizen.page.getByLabel('查询码').fill(code ?? '');
  await citizen.page.getByRole('button', { name: '查询' }).click();
  await citizen.page.getByText('社区食堂周末不开门').waitFor();
  await officer.page.getByRole('dialog').getByRole('button', { name: '已交给群众' }).click();
  await officer.page.getByRole('link', { name: /社区食堂周末不开门/ }).first().click();
  await officer.page.getByText('北纬 29.3718°，东经 113.129°').waitFor();
  await officer.page.getByText('反映人同意告诉承办单位').waitFor();
  for (const person of [citizen, deputy, officer]) expect(person.complaints).toEqual([]);
});

it('群众意见：很多人反映同一件事，工作人员更正分类、并为一件，一次答复告知每个人；退出并案的单独办理', async () => {
  tries += 1;
  const road = ['云梦', '洞庭', '巴陵', '青年'][tries % 4];
  const said = [`${road}大道公交站台没有雨棚，下雨天等车的人都淋湿了${tries}。`, `请给${road}大道的公交站台加装雨棚，雨天等车没处躲${tries}。`, `${road}大道公交站台雨棚一直没有装，老人孩子等车淋雨${tries}。`];
  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  const receipts: string[] = [];
  for (const content of said) receipts.push(await speak(citizen, content, `${road}大道`));

  const officer = await system().arrive('city.office');
  await officer.open('/office/opinions');
  await officer.page.getByRole('button', { name: '可以并案的' }).click();
  await officer.page.getByRole('heading', { level: 1, name: '可以并案的意见' }).waitFor();
  const group = officer.page.getByRole('region', { name: new RegExp(`${road}大道`) });
  await group.getByRole('button', { name: '并为一件（3 条）' }).waitFor();
  await officer.inspect('office-opinion-cases');
  // One is taken out before it is merged, and merged by the page of the first one.
  await group.getByRole('checkbox').last().uncheck();
  await group.getByRole('button', { name: '并为一件（2 条）' }).click();
  await officer.page.getByText('已并入 1 条').waitFor();
  await officer.open(`/office/opinions?q=${encodeURIComponent(said[0]?.slice(0, 12) ?? '')}`);
  await officer.page.getByRole('link', { name: said[0]?.slice(0, 8) ?? '' }).first().click();
  await officer.page.getByRole('button', { name: /^并入本件/ }).first().click();
  await officer.page.getByText('并案的意见（2 条').waitFor();
  await officer.inspect('office-opinion-case');
  await officer.page.getByText('更正', { exact: true }).click();
  await officer.page.getByRole('group', { name: '改为其他分类' }).getByRole('button', { name: '交通运输' }).or(officer.page.getByRole('group', { name: '改为其他分类' }).getByRole('button', { name: '城乡建设' })).first().click();
  await officer.page.getByText(/已更正分类|已保存分类/).first().waitFor();
  await officer.page.getByRole('button', { name: /^退出并案/ }).last().click();
  await officer.page.getByRole('dialog').getByLabel('说明').fill('说的是另一处站台');
  await officer.inspect('office-opinion-unmerge');
  await officer.page.getByRole('dialog').getByRole('button', { name: '退出并案' }).click();
  await officer.page.getByText('并案的意见（1 条').waitFor();
  await officer.page.getByRole('button', { name: '现场答复' }).click();
  await officer.page.getByRole('dialog').getByLabel('答复内容').fill('公交公司本月内为沿线站台加装雨棚。');
  await officer.page.getByRole('dialog').getByRole('button', { name: '现场答复' }).click();
  await officer.page.getByText('已答复，群众凭回执可以看到并评价').waitFor();
  // What the correction taught is seen, and taken back.
  await officer.open('/office/opinions');
  await officer.page.getByRole('button', { name: '分类经验' }).click();
  await officer.page.getByRole('heading', { level: 1, name: '分类经验' }).waitFor();
  const lesson = officer.page.getByRole('row', { name: new RegExp(said[0]?.slice(0, 8) ?? '') }).first();
  await lesson.waitFor();
  await officer.inspect('office-opinion-lessons');
  await lesson.getByRole('button', { name: '撤销这次经验' }).click();
  await officer.page.getByText('以后的建议不再参考这次更正').waitFor();
  await lesson.getByText('已撤销').waitFor();
  const told: number[] = [];
  for (const receipt of receipts) {
    await citizen.open(receipt);
    told.push(await citizen.page.getByText('公交公司本月内为沿线站台加装雨棚').count());
  }
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(2);
  expect(told[0]).toBe(1);
  for (const person of [citizen, officer]) expect(person.complaints).toEqual([]);
});

it('群众意见：手机上点一下附上位置，看得到也能移除；不许定位的照样提交；工作人员在示意图上看到离哪个站最近，群众随时删除', async () => {
  tries += 1;
  const citizen = await system().arrive(null, { size: 'phone' });
  const { page } = citizen;
  await citizen.open('/opinions/new');
  await page.getByLabel('反映给哪一级人大').selectOption({ label: '岳阳市人民代表大会' });
  await page.getByLabel('您想说什么').fill(`河堤上的台阶塌了${tries}级，晚上看不见容易踩空。`);
  // Refused: a sentence, and what was typed stays.
  await page.context().clearPermissions();
  await page.getByRole('button', { name: '使用当前位置' }).click();
  await page.getByText(/不影响提交/).waitFor();
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: 29.371849, longitude: 113.128951 });
  await page.getByRole('button', { name: '使用当前位置' }).click();
  await page.getByText('已附上位置：北纬 29.3718°，东经 113.129°').waitFor();
  await citizen.inspect('public-opinion-point');
  await page.getByRole('button', { name: '移除位置' }).click();
  await page.getByText('位置已移除').waitFor();
  await page.getByRole('button', { name: '使用当前位置' }).click();
  await page.getByText('已附上位置').waitFor();
  await page.waitForTimeout(1100);
  await page.getByRole('button', { name: '提交，拿回执' }).click();
  await page.getByText('只有收意见的工作人员看得到').waitFor();
  await citizen.inspect('public-opinion-point-receipt');

  const officer = await system().arrive('city.office');
  const title = `河堤上的台阶塌了${tries}级`;
  await officer.open(`/office/opinions?q=${encodeURIComponent(title)}`);
  await officer.page.getByRole('link', { name: title }).first().click();
  await officer.page.getByText(/北纬 29\.3718°，东经 113\.129°.*在岳阳楼区/).waitFor();
  await officer.page.getByRole('img', { name: '位置示意：在岳阳楼区' }).waitFor();
  await officer.inspect('office-opinion-point');

  await page.getByRole('button', { name: '现在就删除位置' }).click();
  await page.getByText('位置已删除').waitFor();
  await officer.page.reload();
  await officer.page.getByRole('heading', { name: '群众反映' }).waitFor();
  expect(await officer.page.getByText('北纬').count()).toBe(0);
  for (const person of [citizen, officer]) expect(person.complaints).toEqual([]);
});
