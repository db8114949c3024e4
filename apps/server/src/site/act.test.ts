// Notice links: one act without a login page, and nothing else. Each test asks for a link the way it comes into being: an event of the
// matter, a job, an SMS.
import { bearerOf } from '@smart/identity/act-link-bearer';
import { createAccount, revokeSessions } from '@smart/identity/accounts';
import { updatePerson } from '@smart/identity/people';
import { deadlineEvents } from '@smart/jobs/reminders';
import { fixedClock } from '@smart/kernel/clock';
import { recordContact } from '@smart/suggestions/contact';
import { inviteCosigners } from '@smart/suggestions/cosigning';
import { evaluate } from '@smart/suggestions/evaluation';
import { createHouse, type House } from '@smart/suggestions/testing';
import { stepsIn, type Steps } from '@smart/suggestions/testing-steps';
import { appendEvent } from '@smart/workflow/events';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demoPassword, startTestApp, type TestApp } from '../testing.ts';

const clock = fixedClock('2026-03-02T09:00:00+08:00');
let app: TestApp;
let house: House;
let steps: Steps;

beforeAll(async () => {
  app = await startTestApp({ clock, jobs: true, arrange: async (_services, database) => {
    house = await createHouse(database);
    steps = stepsIn(house);
  } });
  await house.as(house.deputy, (work) => createAccount(work, { personId: house.deputy.personId, username: 'deputy.one', password: demoPassword }));
});
beforeEach(async () => {
  await house.as(house.deputy, (work) => updatePerson(work, { id: house.deputy.personId, phone: '13907301234' }));
  await house.as(house.otherDeputy, (work) => updatePerson(work, { id: house.otherDeputy.personId, phone: '13907305678' }));
});
afterAll(() => app.close());

const texts = () => app.services.smsBox?.messages().map(({ text }) => text) ?? [];
const pathIn = (text: string): string => /\/a\/[\w-]{35}(?![\w-])/.exec(text)?.[0] ?? '';

/** The path of the link in the message that came last, once `act` has been delivered. */
async function linkAfter(act: () => Promise<unknown>): Promise<string> {
  const before = texts().length;
  await act();
  const text = await vi.waitUntil(() => (texts().length > before ? texts()[0] : undefined), { timeout: 20_000, interval: 50 });
  return pathIn(text);
}

const visit = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.origin}${path}`, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  return { status: response.status, headers: response.headers, html: await response.text() };
};
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => visit(path, { method: 'POST', body: new URLSearchParams(fields), headers });
const satisfied = { grade: 'satisfied', comment: '' };
const rows = (table: string) => app.admin<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`).then(([row]) => row?.count);
const stateOf = (id: string) => app.admin<{ state: string }>('SELECT state FROM suggestion WHERE id = $1', [id]).then(([row]) => row?.state);

async function replied(): Promise<{ id: string; path: string }> {
  const id = await steps.inHandling();
  const before = texts().length;
  await steps.answer(id, house.transportClerk, house.transportHead);
  // Whether the contact was told of depends on who was faster; the message about the answer comes last.
  await vi.waitUntil(() => texts().length > before && texts()[0]?.includes('已答复'), { timeout: 20_000, interval: 50 });
  return { id, path: pathIn(texts()[0] ?? '') };
}

async function contactLink(): Promise<{ id: string; path: string }> {
  const id = await steps.inHandling();
  const path = await linkAfter(async () => {
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    await house.as(house.transportClerk, (work, who) => recordContact(work, who, { assignmentId, method: 'visit', contactedOn: '2026-03-02', content: '当面听取了代表意见' }));
  });
  return { id, path };
}

describe('a notice link', () => {
  it('lets the deputy evaluate without signing in, once, and says so in the log', async () => {
    const { id, path } = await replied();
    const shown = await visit(path);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('您好。您正以“');
    expect(shown.html).toContain('我局组织调查后');
    expect(shown.html).not.toContain('139');
    expect(Object.fromEntries(['referrer-policy', 'cache-control', 'x-robots-tag', 'x-frame-options', 'set-cookie'].map((name) => [name, shown.headers.get(name)]))).toEqual({
      'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow', 'x-frame-options': 'DENY', 'set-cookie': null,
    });
    expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const done = await send(path, satisfied);
    expect(done.html).toContain('评价已提交');
    expect(await stateOf(id)).toBe('closed');
    const [act] = await app.admin<{ label: string }>(`SELECT actor_label AS label FROM action_log WHERE matter_id = $1 AND action = 'evaluate'`, [id]);
    expect(act?.label).toContain('经通知链接');
    const again = await send(path, satisfied);
    expect([again.status, again.html.includes('一个链接只能办理一次')]).toEqual([410, true]);
    expect(again.html).toContain(encodeURIComponent(`/deputy/suggestions/${id}?capacity=${house.deputy.id}#evaluate`));
  });

  it('is used once by two presses at the same time', async () => {
    const { path } = await replied();
    const answers = await Promise.all([send(path, satisfied), send(path, satisfied), send(path, satisfied)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410, 410]);
  });

  it('changes nothing by being looked at: GET, HEAD and prefetch', async () => {
    const { id, path } = await replied();
    const opened = () => app.admin<{ at: Date | null }>(`SELECT opened_at AS at FROM act_link WHERE matter_id = $1 AND act = 'suggestion.evaluate'`, [id]).then(([row]) => row?.at ?? null);
    await visit(path, { method: 'HEAD' });
    await visit(path, { headers: { 'sec-purpose': 'prefetch;prerender' } });
    expect(await opened()).toBeNull();
    await visit(path);
    await visit(path);
    expect(await opened()).not.toBeNull();
    expect(await stateOf(id)).toBe('replied');
    expect((await send(path, satisfied)).status).toBe(200);
  });

  it('keeps what was typed and names the field when the form is not complete', async () => {
    const { id, path } = await replied();
    const none = await send(path, { comment: '' });
    expect([none.status, none.html.includes('请先选择评价')]).toEqual([400, true]);
    const unhappy = await send(path, { grade: 'each', attitude: 'satisfied', result: 'not_satisfied', comment: '快' });
    expect(unhappy.status).toBe(400);
    expect(unhappy.html).toContain('请说明还希望解决什么（至少 4 个字）');
    expect(unhappy.html).toMatch(/<textarea[^>]*>快<\/textarea>/);
    expect(unhappy.html).toMatch(/value="not_satisfied" checked/);
    expect(await stateOf(id)).toBe('replied');
  });

  it('answers a co-signature and a contact', async () => {
    const draft = await house.draft(house.deputy);
    const invitation = await linkAfter(() => house.as(house.deputy, (work, who) => inviteCosigners(work, who, { id: draft, mandateIds: [house.otherDeputy.id] })));
    expect((await visit(invitation)).html).toContain('确认联名');
    expect((await send(invitation, { answer: 'yes' })).html).toContain('已确认联名');
    const { id, path } = await contactLink();
    const bad = await send(path, { answer: 'no', reason: '' });
    expect(bad.status).toBe(400);
    expect((await send(path, { answer: 'no', reason: '没有人与我联系过' })).html).toContain('异议已转承办单位');
    const [contact] = await app.admin<{ state: string }>('SELECT state FROM contact WHERE suggestion_id = $1', [id]);
    expect(contact?.state).toBe('disputed');
  });
});

describe('a notice link that was not meant for this', () => {
  it('opens nothing when altered anywhere, and the attempt is noted', async () => {
    const { path } = await contactLink();
    const before = await rows(`auth_sign_in_attempt WHERE method = 'act_link' AND outcome = 'wrong'`);
    const flipped = (at: number) => path.slice(0, at) + (path[at] === 'A' ? 'B' : 'A') + path.slice(at + 1);
    for (const wrong of [flipped(10), flipped(30), `${path}A`, path.slice(0, -1), '/a/nothing']) expect((await visit(wrong)).status).toBe(404);
    expect((await send(flipped(30), { answer: 'yes' })).status).toBe(404);
    expect(await rows(`auth_sign_in_attempt WHERE method = 'act_link' AND outcome = 'wrong'`)).toBe((before ?? 0) + 6);
  });

  it('opens nothing when its row was turned to another person or act', async () => {
    const { id, path } = await contactLink();
    await app.admin('UPDATE act_link SET person_id = $2 WHERE matter_id = $1', [id, house.otherDeputy.personId]);
    expect((await visit(path)).status).toBe(404);
  });

  it('does its own act on its own matter only, whatever the form says', async () => {
    const { id, path } = await contactLink();
    const other = await replied();
    for (const [field, value] of Object.entries({ id: other.id, matterId: other.id, contactId: other.id, act: 'suggestion.evaluate', personId: house.otherDeputy.personId })) {
      expect((await send(path, { answer: 'yes', [field]: value })).status).toBe(400);
    }
    expect((await rows(`auth_sign_in_attempt WHERE method = 'excess'`)) ?? 0).toBeGreaterThanOrEqual(5);
    await send(path, { answer: 'yes', grade: 'satisfied' });
    expect(await stateOf(other.id)).toBe('replied');
    const [contact] = await app.admin<{ state: string }>('SELECT state FROM contact WHERE suggestion_id = $1', [id]);
    expect(contact?.state).toBe('confirmed');
  });

  it('is refused from another site, and taken from a page that says nothing of itself', async () => {
    const { path } = await contactLink();
    expect((await send(path, { answer: 'yes' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(path, { answer: 'yes' }, { origin: 'null', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send(path, { answer: 'yes' }, { origin: 'null', 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('ends when the act was done in the portal, when the person revokes it, signs out everywhere, or changes the phone', async () => {
    const done = await replied();
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id: done.id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    expect((await visit(done.path)).html).toContain('您已经评价过这次答复');
    const revokedAt = (id: string) => app.admin<{ at: Date | null }>(`SELECT revoked_at AS at FROM act_link WHERE matter_id = $1 AND act = 'suggestion.evaluate'`, [id]).then(([row]) => row?.at ?? null);
    await vi.waitUntil(() => revokedAt(done.id), { timeout: 20_000, interval: 50 });

    const client = await app.signIn('deputy.one');
    const own = await contactLink();
    const { links } = await client.trpc.notices.sms.query({});
    expect(links).toHaveLength(1);
    await client.trpc.notices.revokeLink.mutate({ id: links[0]?.id ?? '' });
    expect((await visit(own.path)).html).toContain('这个链接已经撤销');

    const left = await contactLink();
    await house.as(house.deputy, (work) => revokeSessions(work, house.deputy.personId));
    expect((await send(left.path, { answer: 'yes' })).status).toBe(410);

    const moved = await contactLink();
    await house.as(house.deputy, (work) => updatePerson(work, { id: house.deputy.personId, phone: '13907309999' }));
    expect((await send(moved.path, { answer: 'yes' })).status).toBe(410);
  });

  it('opens nothing while the mandate is suspended, and leads nowhere then', async () => {
    const { path } = await contactLink();
    await app.admin(`UPDATE mandate SET status = 'suspended' WHERE id = $1`, [house.deputy.id]);
    const refused = await send(path, { answer: 'yes' });
    await app.admin(`UPDATE mandate SET status = 'active' WHERE id = $1`, [house.deputy.id]);
    expect([refused.status, refused.html.includes('登录并打开')]).toEqual([403, false]);
    const bearer = await house.as(house.deputy, (work) => bearerOf(work, { personId: house.otherDeputy.personId, capacityId: house.deputy.id }));
    expect(bearer?.capacity).toBeNull();
  });

  it('expires with the limit of its act', async () => {
    const { id, path } = await contactLink();
    const [link] = await app.admin<{ expiresAt: Date; dueOn: string }>(
      `SELECT l.expires_at AS "expiresAt", d.due_on::text AS "dueOn" FROM act_link l JOIN deadline d ON d.matter_id = l.matter_id AND d.kind = 'contact_confirmation' WHERE l.matter_id = $1`, [id]);
    expect(link?.expiresAt.toISOString()).toBe(new Date(`${link?.dueOn}T24:00:00+08:00`).toISOString());
    clock.set(new Date((link?.expiresAt.getTime() ?? 0) + 1000).toISOString());
    const late = await send(path, { answer: 'yes' });
    clock.set('2026-03-02T09:00:00+08:00');
    expect([late.status, late.html.includes('到期')]).toEqual([410, true]);
  });
});

describe('messages', () => {
  it('fit in one or two SMS, name nobody and nothing, and are seen in the demonstration', async () => {
    const { path } = await contactLink();
    const [message] = app.services.smsBox?.messages() ?? [];
    expect(message?.to).toBe('139****1234');
    expect((message?.text ?? '').replace(/http.*/, '').length).toBeLessThanOrEqual(45);
    expect(message?.text).not.toMatch(/公交|李|王|139\d/);
    const listed = await visit('/demo/messages');
    expect(listed.html).toContain(path);
    expect(await fetch(`${app.origin}/api/demo/messages`).then((answer) => answer.json())).toContainEqual(message);
    const kept = await app.admin<{ text: string }>(`SELECT payload::text AS text FROM domain_event WHERE type LIKE 'notice.sms%'`);
    expect(kept.length).toBeGreaterThan(0);
    for (const { text } of kept) expect(text).not.toMatch(/(?<![0-9a-f-])139\d{8}(?![0-9a-f])|139\*|\/a\//);
  });

  it('of a reminder carry the same link again', async () => {
    const { id, path } = await contactLink();
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    const again = await linkAfter(() => house.asSystem(house.city.congressId, (work) => appendEvent(work, {
      congressId: house.city.congressId, matterId: id, type: deadlineEvents.told.name, subjectType: 'assignment', subjectId: assignmentId, personId: null,
      payload: {
        kind: 'contact_confirmation', label: '确认沟通', subjectLabel: '承办', step: 'before:3', dueOn: '2026-03-09', firstDueOn: '2026-03-09', daysLeft: 3, timeLeft: '还有 3 天',
        ownerOrganId: null, ownerPersonId: house.deputy.personId, subject: {},
      },
    })));
    expect(again).toBe(path);
    expect((await send(path, { answer: 'yes' })).status).toBe(200);
  });

  it('are not sent to who does not want them, and carry no link for what is confidential', async () => {
    const client = await app.signIn('deputy.one');
    await client.trpc.notices.muteSms.mutate({ muted: true });
    const id = await steps.inHandling();
    const before = texts().length;
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    await house.as(house.transportClerk, (work, who) => recordContact(work, who, { assignmentId, method: 'visit', contactedOn: '2026-03-02', content: '当面听取了代表意见' }));
    await vi.waitUntil(() => app.admin(`SELECT 1 FROM consumed_event c JOIN domain_event e ON e.id = c.event_id WHERE c.consumer = 'act-links' AND e.matter_id = $1 AND e.type = 'assignment.contact_recorded'`, [id]).then((found) => found.length > 0), { timeout: 20_000, interval: 50 });
    expect(texts()).toHaveLength(before);
    await client.trpc.notices.muteSms.mutate({ muted: false });
    const draft = await house.draft(house.deputy, { confidential: true, confidentialReason: '涉及未公开的规划' });
    const path = await linkAfter(() => house.as(house.deputy, (work, who) => inviteCosigners(work, who, { id: draft, mandateIds: [house.otherDeputy.id] })));
    expect(path).toBe('');
    expect(texts()[0]).toContain('请登录代表履职服务平台');
  });
});
