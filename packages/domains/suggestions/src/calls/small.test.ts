// The small modules that other public forms will use as well: receipts, passes, the word filter; and the finding of what is alike.
import { useDeploymentSecret } from '@smart/identity/keys';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkPass, isWorked, newPass } from '@smart/identity/form-pass';
import { type Comparable, groupsOf } from './groups.ts';
import { isSecretOf, newReceiptNumber, parseReceiptNumber, parseToken, secretOf, tokenOf } from '@smart/identity/receipt-codes';
import { draftTitle } from './taking-up.ts';
import { reasonsToHold } from '@smart/identity/word-filter';

beforeAll(() => useDeploymentSecret('a secret for tests'));

describe('receipts', () => {
  it('read back as written on paper', () => {
    fc.assert(
      fc.property(fc.constantFrom('43', '4306', '430602', '430602100'), (division) => {
        const id = newId();
        const number = newReceiptNumber(division, '2026-03-02');
        const secret = secretOf('test', id);
        expect(parseReceiptNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `)).toEqual({ divisionCode: division, number });
        expect(isSecretOf('test', id, secret.toLowerCase().replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(true);
        expect(parseToken(tokenOf(number, secret))).toEqual({ divisionCode: division, number, secret: secret.replaceAll('-', '') });
        expect(isSecretOf('other', id, secret)).toBe(false);
        expect(isSecretOf('test', newId(), secret)).toBe(false);
      }),
    );
  });

  it.each(['', '.', 'x', '4306', '4306-260302', '4306-260302-7K3F9Q', "4306-260302-7K3F9Q'.x", '../../etc.passwd'])('%s is no token', (text) => expect(parseToken(text)).toBeNull());
});

describe('the pass of a form', () => {
  const now = new Date('2026-03-02T01:00:00Z');
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const refusal = (run: () => unknown): string => {
    try {
      run();
      return 'taken';
    } catch (error) {
      return isDomainError(error) ? error.code : String(error);
    }
  };

  it('is taken for the thing it was made for, within a day, with the same key each time', () => {
    const pass = newPass('call 1', now);
    const sent = { pass, work: '', trap: '' };
    const { key, worked } = checkPass('call 1', sent, later(30));
    expect(worked).toBe(false);
    expect(checkPass('call 1', sent, later(90)).key).toBe(key);
    expect(refusal(() => checkPass('call 2', sent, later(30)))).toBe('common.form_outdated');
    expect(refusal(() => checkPass('call 1', sent, later(25 * 3600)))).toBe('common.form_outdated');
    expect(refusal(() => checkPass('call 1', { ...sent, pass: `${pass}x` }, later(30)))).toBe('common.form_outdated');
    expect(refusal(() => checkPass('call 1', { ...sent, pass: 'nonsense' }, later(30)))).toBe('common.form_outdated');
    expect(refusal(() => checkPass('call 1', { ...sent, trap: 'http://spam' }, later(30)))).toBe('common.form_refused');
    expect(refusal(() => checkPass('call 1', sent, later(0.2)))).toBe('common.form_refused');
  });

  it('knows the work that was done for it', () => {
    const pass = newPass('call 1', now);
    let answer = 0;
    while (!isWorked(pass, String(answer))) answer += 1;
    expect(checkPass('call 1', { pass, work: String(answer), trap: '' }, later(30)).worked).toBe(true);
    const other = newPass('call 1', now);
    expect(['x', '-1', '9'.repeat(20), ''].some((text) => isWorked(other, text))).toBe(false);
  });
});

describe('the word filter', () => {
  it.each([
    ['请拨打13807301234', ['phone']], ['电话 138-0730-1234 找我', ['phone']], ['0730-8888888', ['phone']], ['身份证 430602198001011234', ['id_card']], ['看 www.spam.top', ['link']],
    ['你们这些混 蛋', ['insult']], ['加 微-信领优惠', ['advertising']], ['某主任受贿', ['accusation']], ['啊啊啊啊啊啊啊啊啊啊', ['repeated']], ['快修路快修路快修路快修路快修路', ['repeated']],
  ])('holds “%s”', (text, because) => expect(reasonsToHold([text])).toEqual(because));

  it.each(['路灯坏了三个月', '希望 2026 年 12 月 31 日前修好，大概要 1500 元', '金鹗路 138 号门前积水', '一期工程投资 13800000000 元'.replace('13800000000', '1380 万'), '建议在 8:00-20:00 开放'])('lets “%s” pass', (text) => expect(reasonsToHold([text])).toEqual([]));
});

describe('what is alike', () => {
  const topic = (title: string, situation: string, wish: string): Comparable => ({ id: title, title, situation, wish, place: '', proposals: 1, supports: 0, state: 'open' });
  // Written by hand: the same matter in other words, three matters twice and one alone.
  const topics = [
    topic('小区充电桩太少', '电动自行车充电桩只有四个，居民只好飞线充电，很危险。', '多装充电桩。'),
    topic('飞线充电太危险', '楼下电动自行车没有充电桩，很多人从窗户拉线充电。', '希望物业增设充电桩。'),
    topic('公交车等得太久', '12 路公交车早高峰要等半个小时。', '增加 12 路班次。'),
    topic('12 路公交增加班次', '上班时间 12 路公交车很难等，常常挤不上去。', '早晚高峰加密班次。'),
    topic('菜市场污水横流', '农贸市场门口下水道堵了，污水流到路上。', '疏通下水道，清理污水。'),
    topic('农贸市场门口污水', '农贸市场旁边的下水道经常堵塞，污水很臭。', '请清理下水道。'),
    topic('图书馆周末延长开放', '孩子周末想看书，图书馆五点就关门。', '周末开放到九点。'),
  ];
  it('is grouped, and what is not stays alone', () => {
    const found = groupsOf(topics).map((group) => group.topics.map(({ id }) => topics.findIndex((one) => one.id === id)).toSorted());
    expect(found.toSorted()).toEqual([[0, 1], [2, 3], [4, 5]]);
  });
});

it.each([['三号楼没有电梯', '关于三号楼没有电梯的建议'], ['关于加密公交班次', '关于加密公交班次的建议'], ['关于加密公交班次的建议', '关于加密公交班次的建议'], ['为什么没人管？', '关于为什么没人管的建议']])('a draft of “%s” is called “%s”', (title, wanted) => expect(draftTitle(title)).toBe(wanted));
