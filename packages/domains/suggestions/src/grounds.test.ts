import { describe, expect, it } from 'vitest';
import { checkGrounds } from './grounds.ts';
import { declineGroundNames } from './model.ts';

const background = '我市部分老旧小区建成时间早，地下管网老化严重，雨天经常积水，居民出行困难，群众反映强烈，相关部门多次维修仍未根本解决。';
const proposal = '建议住建部门将这些小区纳入今年的改造计划，统一更换地下管网，并在汛期前完成排查和清淤。';
const draft = (changes: Partial<Parameters<typeof checkGrounds>[0]> = {}) => ({ title: '关于改造老旧小区地下管网的建议', background, proposal, ...changes });
const groundsOf = (changes: Parameters<typeof draft>[0]) => checkGrounds(draft(changes)).map((hint) => hint.ground);

describe('hints while writing', () => {
  it('an ordinary suggestion gets none', () => expect(checkGrounds(draft())).toEqual([]));

  it.each([
    ['personal_matter', '我儿子在该校就读，希望解决他的学位问题。'],
    ['forwarded_letter', '现代转群众来信一封，以下是村民反映的情况。'],
    ['judicial_case', '（2025）湘06民终123号判决认定事实不清，应予改判。'],
    ['academic_or_product', '我公司的产品获得多项专利，应在全市推广使用我公司设备。'],
    ['accusation', '现举报某局工作人员滥用职权，请予查处。'],
    ['bidding', '该工程的中标单位应取消，重新确定施工企业。'],
    ['beyond_powers', '请国务院尽快修改道路交通安全法，建议国务院出台办法。'],
    ['legal_consultation', '请问退休人员的医保政策是否可以跨省使用？'],
    ['competition', '应当限制外地企业进入我市市场，必须采购本地企业产品。'],
  ])('%s is noticed, with the words and what to do instead', (ground, sentence) => {
    const hints = checkGrounds(draft({ background: `${background}${sentence}` }));
    const hint = hints.find((one) => one.ground === ground);
    expect(hint).toMatchObject({ instead: expect.stringMatching(/^请/), source: expect.any(String) });
    expect(hint?.words.length).toBeGreaterThan(0);
    for (const word of hint?.words ?? []) expect(sentence).toContain(word);
  });

  it('a demand without content is noticed', () => expect(groundsOf({ proposal: '希望有关部门高度重视，建议政府加强领导，尽快解决。' })).toContain('no_substance'));
  it('every ground of the list can be noticed', () => {
    const covered = ['personal_matter', 'forwarded_letter', 'judicial_case', 'academic_or_product', 'accusation', 'bidding', 'beyond_powers', 'legal_consultation', 'competition', 'no_substance'];
    expect([...declineGroundNames].sort()).toEqual(covered.sort());
  });
  it('several matters in one are noticed', () => expect(groundsOf({ title: '关于修建公园、解决停车难问题、提高教师待遇的建议' })).toContain('several_matters'));
  it('text that calls itself secret is noticed first', () => expect(groundsOf({ background: `机密★ ${background}` })[0]).toBe('state_secret'));
  it('little text is noticed and does not block', () => expect(groundsOf({ proposal: '建议修路。' })).toEqual(['too_short']));
  it('words that only sound alike are left in peace', () => {
    expect(groundsOf({ proposal: `${proposal}同时完善投诉举报平台和申诉渠道，公布举报电话。` })).toEqual([]);
    expect(groundsOf({ background: `${background}很多居民家庭都有老人和孩子。` })).toEqual([]);
  });
  it('a very long text takes no noticeable time', () => {
    const before = performance.now();
    checkGrounds(draft({ background: '请问我家的老人'.repeat(20_000), proposal: '建议'.repeat(50_000) }));
    expect(performance.now() - before).toBeLessThan(200);
  });
});
