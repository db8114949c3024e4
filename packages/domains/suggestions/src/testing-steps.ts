// Ways to get a suggestion quickly to the point a test is about, all through the services.
import type { Capacity } from '@smart/identity/capacity';
import * as assignment from './assignment.ts';
import * as contact from './contact.ts';
import { suggestionDetail } from './detail.ts';
import { examine } from './examination.ts';
import * as handling from './handling.ts';
import type { AssignmentRole, Grade } from './model.ts';
import type { DetailView } from './model-views.ts';
import * as reply from './reply.ts';
import type { House } from './testing.ts';

export const replyBody = '您提出的建议很有针对性。我局组织调查后，将逐步解决您反映的问题，具体安排已列入年度计划。';

export type Steps = ReturnType<typeof stepsIn>;

/** The steps of one house. */
export function stepsIn(house: House) {
  const { as, officer } = house;
  const see = (who: Capacity, id: string): Promise<DetailView> => as(who, (work) => suggestionDetail(work, who, id));
  /** The newest part of an organ. */
  const part = async (id: string, organId: string): Promise<DetailView['assignments'][number]> => {
    const found = (await see(officer, id)).assignments.findLast((one) => one.organId === organId);
    if (!found) throw new Error('the organ has no part');
    return found;
  };
  const registered = async (by = house.deputy, changes: Parameters<House['draft']>[1] = {}): Promise<string> => {
    const id = await house.submitted(by, changes);
    await as(officer, (work, who) => examine(work, who, { id, decision: 'accept' }));
    return id;
  };
  const assign = (id: string, organs: { organId: string; role: AssignmentRole }[], by = officer) =>
    as(by, (work, who) => assignment.assign(work, who, { items: [{ id, organs }], preview: false }));
  const accept = async (id: string, clerk: Capacity) =>
    as(clerk, async (work, who) => handling.accept(work, who, { assignmentId: (await part(id, who.organId ?? '')).id }));
  /** Registered, handed to the transport department as lead, accepted. */
  const inHandling = async (by = house.deputy): Promise<string> => {
    const id = await registered(by);
    await assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
    await accept(id, house.transportClerk);
    return id;
  };
  const contacted = async (id: string, clerk: Capacity, deputy = house.deputy): Promise<void> => {
    const { id: assignmentId } = await part(id, clerk.organId ?? '');
    await as(clerk, (work, who) => contact.recordContact(work, who, { assignmentId, method: 'visit', contactedOn: house.clock.now().toISOString().slice(0, 10), content: '当面听取了代表意见' }));
    const waiting = (await see(deputy, id)).contacts.find((one) => one.assignmentId === assignmentId && one.state === 'waiting');
    await as(deputy, (work, who) => contact.confirmContact(work, who, { contactId: waiting?.id ?? '' }));
  };
  /** Contact, draft, review and signature of one organ. */
  const answer = async (id: string, clerk: Capacity, head: Capacity, { grade = 'A' as Grade, commitments = [] as { text: string; dueOn: string }[], deputy = house.deputy } = {}): Promise<void> => {
    await contacted(id, clerk, deputy);
    const { id: assignmentId } = await part(id, clerk.organId ?? '');
    await as(clerk, (work, who) => reply.saveReply(work, who, { assignmentId, grade, body: replyBody, commitments }));
    await as(clerk, (work, who) => reply.submitReply(work, who, { assignmentId }));
    await as(head, (work, who) => reply.signReply(work, who, { assignmentId }));
  };
  const replied = async (by = house.deputy): Promise<string> => {
    const id = await inHandling(by);
    await answer(id, house.transportClerk, house.transportHead, { deputy: by });
    return id;
  };
  return { see, part, registered, assign, accept, inHandling, contacted, answer, replied };
}
