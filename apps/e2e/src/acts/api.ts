// The same steps through the API: to bring a suggestion quickly to the point a test is about, and for the journey without a browser.
import type { TestApp, TestClient } from '@smart/server/testing';
import type { Text } from './deputy.ts';
import { matter, words } from './texts.ts';
import { dateInShanghai } from '@smart/kernel/dates';

/** Everybody of the demonstration, signed in at most once. */
export function troupeOf(app: TestApp) {
  const known = new Map<string, Promise<TestClient>>();
  const as = (username: string): Promise<TestClient> => {
    const found = known.get(username) ?? app.signIn(username);
    known.set(username, found);
    return found;
  };
  const detail = async (id: string, username = 'city.office') => (await as(username)).trpc.suggestions.detail.query({ id });

  /** The part that an organ has in a suggestion, by the capacity in which its account acts. */
  const part = async (id: string, username: string): Promise<string> => {
    const found = (await detail(id, username)).assignments.find((one) => one.mine && one.state !== 'returned');
    if (!found) throw new Error(`${username} has no part`);
    return found.id;
  };
  const submit = async (text: Partial<Text> = {}, username = 'deputy.city'): Promise<string> => {
    const { trpc } = await as(username);
    const { id } = await trpc.suggestions.saveDraft.mutate({ ...matter, ...text, topic: 'transport', publishConsent: true });
    await trpc.suggestions.submit.mutate({ id });
    return id;
  };
  const register = async (text: Partial<Text> = {}, username?: string): Promise<string> => {
    const id = await submit(text, username);
    await (await as('city.office')).trpc.suggestions.examine.mutate({ id, decision: 'accept' });
    return id;
  };
  /** Handed to the transport department by the congress, not yet accepted. */
  const assign = async (text: Partial<Text> = {}): Promise<string> => {
    const id = await register(text);
    const { trpc } = await as('city.office');
    const transport = (await trpc.directory.organs.query({})).find((one) => one.name.endsWith('交通运输局'));
    await trpc.suggestions.assign.mutate({ items: [{ id, organs: [{ organId: transport?.id ?? '', role: 'lead' }] }] });
    return id;
  };
  const accept = async (text: Partial<Text> = {}): Promise<string> => {
    const id = await assign(text);
    await (await as('city.transport.clerk')).trpc.assignments.accept.mutate({ assignmentId: await part(id, 'city.transport.clerk') });
    return id;
  };
  const contact = async (id: string): Promise<void> => {
    const assignmentId = await part(id, 'city.transport.clerk');
    await (await as('city.transport.clerk')).trpc.assignments.recordContact.mutate({ assignmentId, method: 'phone', contactedOn: dateInShanghai(new Date()), content: words.contact });
    const waiting = (await detail(id, 'deputy.city')).contacts.find((one) => one.state === 'waiting');
    await (await as('deputy.city')).trpc.assignments.confirmContact.mutate({ contactId: waiting?.id ?? '' });
  };
  /** Answered with grade A by the transport department. */
  const reply = async (text: Partial<Text> = {}): Promise<string> => {
    const id = await accept(text);
    await contact(id);
    const assignmentId = await part(id, 'city.transport.clerk');
    const clerk = await as('city.transport.clerk');
    await clerk.trpc.assignments.saveReply.mutate({ assignmentId, grade: 'A', body: words.secondReply });
    await clerk.trpc.assignments.submitReply.mutate({ assignmentId });
    await (await as('city.transport.head')).trpc.assignments.signReply.mutate({ assignmentId });
    return id;
  };
  return { as, detail, part, submit, register, assign, accept, contact, reply };
}
