import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followUp, mainParts, officesToTakeBack } from './follow.ts';
import { type AssignmentRole, type AssignmentState, assignmentStates, type SuggestionState } from './model.ts';
import { suggestionWorkflow } from './workflow.ts';

const part = (id: string, role: AssignmentRole, state: AssignmentState, parentId: string | null = null) => ({ id, role, state, parentId });

describe('the suggestion follows its organs', () => {
  it.each<[SuggestionState, ReturnType<typeof part>[], string | null]>([
    ['assigned', [part('a', 'lead', 'assigned')], null],
    ['assigned', [part('a', 'lead', 'in_handling')], 'followHandling'],
    ['assigned', [part('a', 'lead', 'return_requested')], 'followReturnRequest'],
    ['in_handling', [part('a', 'lead', 'in_handling'), part('b', 'assisting', 'return_requested')], null],
    ['return_requested', [part('a', 'lead', 'returned'), part('b', 'assisting', 'in_handling')], 'followReturn'],
    ['return_requested', [part('a', 'lead', 'assigned')], 'followHandBack'],
    ['in_handling', [part('a', 'separate', 'replied'), part('b', 'separate', 'in_handling')], null],
    ['in_handling', [part('a', 'separate', 'replied'), part('b', 'separate', 'reply_under_review')], 'followReview'],
    ['reply_under_review', [part('a', 'separate', 'replied'), part('b', 'separate', 'replied')], 'followReply'],
    ['in_handling', [part('a', 'separate', 'replied'), part('b', 'separate', 'returned')], 'followReply'],
    ['reply_under_review', [part('a', 'lead', 'second_handling')], 'followSendBack'],
    ['assigned', [part('o', 'distribute', 'distributed'), part('a', 'lead', 'in_handling', 'o')], 'followHandling'],
    // Evaluated, closed or not handed over yet: nothing to follow.
    ['replied', [part('a', 'lead', 'replied')], null],
    ['closed', [part('a', 'lead', 'completed')], null],
    ['registered', [], null],
  ])('%s with its parts', (state, parts, action) => expect(followUp(state, parts)).toBe(action));

  it('a government office whose departments gave back takes it back', () => {
    const office = part('o', 'distribute', 'distributed');
    expect(officesToTakeBack([office, part('a', 'lead', 'returned', 'o')])).toEqual([office]);
    expect(officesToTakeBack([office, part('a', 'lead', 'assigned', 'o')])).toEqual([]);
  });

  it('whatever the parts do, the action exists in the workflow and its target is another state; parts that ended do not count', () => {
    const states: SuggestionState[] = ['assigned', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling'];
    const parts = fc.array(fc.record({ role: fc.constantFrom<AssignmentRole>('lead', 'separate', 'assisting'), state: fc.constantFrom(...assignmentStates) }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...states), parts, (state, some) => {
        const all = some.map((one, at) => part(String(at), one.role, one.state));
        const action = followUp(state, all);
        if (action !== null) expect(suggestionWorkflow.actions[action]).toMatchObject({ system: true, to: expect.not.stringMatching(new RegExp(`^${state}$`)) });
        expect(mainParts(all).every((one) => one.state !== 'returned' && one.state !== 'cancelled')).toBe(true);
        expect(followUp(state, [...all, part('x', 'lead', 'returned')])).toBe(action);
      }),
    );
  });
});
