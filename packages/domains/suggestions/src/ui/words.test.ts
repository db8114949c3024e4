import { describe, expect, it } from 'vitest';
import { assignmentStates, congressOfficeOf, scores, suggestionStates } from '../model.ts';
import { assignmentLook, scoreLook, stateLook } from './looks.ts';
import { ballSentence, holderOf, timelineOf, type Ball } from './words.ts';

const ball = (change: Partial<Ball>): Ball => ({
  state: 'in_handling',
  ownerKind: 'organ',
  leadOrganName: '岳阳市交通运输局',
  due: { kind: 'reply', label: '答复', dueOn: '2026-06-05', light: 'green', timeLeft: '还有 92 天' },
  ...change,
});

describe('who has the ball', () => {
  it('is said with name, act and day', () => {
    expect(ballSentence(ball({}), true)).toBe('现在由岳阳市交通运输局办理，应在2026年6月5日前答复（还有 92 天）。');
  });

  it('speaks to the deputy when it is their turn, and of them to others', () => {
    const evaluation = ball({ state: 'replied', ownerKind: 'deputy', due: { kind: 'evaluation', label: '评价', dueOn: '2026-04-01', light: 'amber', timeLeft: '还有 7 天' } });
    expect(ballSentence(evaluation, true)).toBe('等您评价，应在2026年4月1日前完成（还有 7 天）。');
    expect(ballSentence(evaluation, false)).toContain('等领衔代表评价');
  });

  it('a limit that runs for the deputy is not laid at the organ', () => {
    const contact = ball({ due: { kind: 'contact_confirmation', label: '确认沟通', dueOn: '2026-03-09', light: 'amber', timeLeft: '还有 4 天' } });
    expect(ballSentence(contact, true)).toBe('等您确认沟通，应在2026年3月9日前完成（还有 4 天）。');
    const extension = ball({ due: { kind: 'extension_decision', label: '延期审批', dueOn: '2026-03-09', light: 'amber', timeLeft: '还有 4 天' } });
    expect(ballSentence(extension, true)).toBe('现在由岳阳市交通运输局办理，延期申请正在审批。');
  });

  it('ends where the matter ends', () => {
    for (const state of ['closed', 'withdrawn', 'not_accepted'] as const) {
      expect(ballSentence(ball({ state, ownerKind: 'nobody', due: null }), true)).not.toContain('现在由');
    }
  });

  it('names the congress’s office in the words of its tier: in a township the presidium (代表法 51)', () => {
    const waiting = ball({ state: 'submitted', ownerKind: 'congress', due: null });
    expect(ballSentence({ ...waiting, congressOffice: congressOfficeOf('township') }, true)).toBe('现在由人大主席团办理。');
    expect(ballSentence(waiting, true)).toBe('现在由人大代表工作机构办理。');
  });

  it('never leaves a holder without a name', () => {
    expect(holderOf(ball({ leadOrganName: null }), true)).toBe('承办单位');
    expect(ballSentence(ball({ ownerKind: 'cosigners', due: null }), false)).toBe('正在等待受邀联名的代表确认。');
  });
});

describe('looks', () => {
  it('every state and score has a word', () => {
    const words = [...suggestionStates.map(stateLook), ...assignmentStates.map(assignmentLook), ...scores.map(scoreLook)].map((look) => look.label);
    expect(words.filter((word) => !/^[\u4e00-\u9fff]+$/.test(word))).toEqual([]);
  });
});

describe('the timeline', () => {
  it('names the organ beside its act and keeps unknown states readable', () => {
    const entry = { id: '1', at: '2026-03-05T01:00:00.000Z', label: '签收', actorLabel: '王强（岳阳市交通运输局）', organName: '岳阳市交通运输局', reason: null, toState: 'of_tomorrow', toStateLabel: '', receipt: 'X' };
    expect(timelineOf([entry])).toEqual([{ id: '1', at: entry.at, who: entry.actorLabel, what: '签收（岳阳市交通运输局）', reason: undefined, tone: 'neutral' }]);
  });
});
