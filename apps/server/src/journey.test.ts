// One suggestion from a deputy's draft to the published reply through HTTP, with an attachment and the official letter.
import { createAccount } from '@smart/identity/accounts';
import { fixedClock } from '@smart/kernel/clock';
import { createHouse, sample, type House, type Someone } from '@smart/suggestions/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { demoPassword, startTestApp, type TestApp, type TestClient } from './testing.ts';

let app: TestApp;
let house: House;
let people: Record<'deputy' | 'otherDeputy' | 'officer' | 'clerk' | 'head' | 'stranger', TestClient>;

/** Signs a person of the house in, who has had no account so far. */
async function account(someone: Someone, username: string): Promise<TestClient> {
  await house.as(someone, (work) => createAccount(work, { personId: someone.personId, username, password: demoPassword }));
  return app.signIn(username);
}

beforeAll(async () => {
  app = await startTestApp({ clock: fixedClock('2026-03-02T09:00:00+08:00'), jobs: true, arrange: async (_services, database) => {
    house = await createHouse(database);
  } });
  people = {
    deputy: await account(house.deputy, 'deputy.one'),
    otherDeputy: await account(house.otherDeputy, 'deputy.two'),
    officer: await account(house.officer, 'city.office'),
    clerk: await account(house.transportClerk, 'transport.clerk'),
    head: await account(house.transportHead, 'transport.head'),
    stranger: await account(house.districtOfficer, 'district.office'),
  };
});
afterAll(() => app.close());

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

async function upload(client: TestClient, content: Uint8Array<ArrayBuffer>, name: string) {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const response = await client.fetch('/api/files?purpose=suggestion', { method: 'POST', body: form });
  return { status: response.status, body: await response.json() };
}

describe('a suggestion through the API', () => {
  let id = '';
  let fileId = '';
  let replyId = '';
  const detail = (client: TestClient) => client.trpc.suggestions.detail.query({ id });
  const part = async () => (await detail(people.clerk)).assignments.find((one) => one.organId === house.organs.transport)?.id ?? '';

  it('is drafted with a picture that nobody else may fetch, and handed in', async () => {
    const sent = await upload(people.deputy, new Uint8Array(picture), '站台.png');
    expect(sent).toMatchObject({ status: 201, body: { name: '站台.png', mediaType: 'image/png' } });
    fileId = sent.body.id;
    expect((await people.otherDeputy.fetch(`/api/files/${fileId}`)).status).toBe(404);
    ({ id } = await people.deputy.trpc.suggestions.saveDraft.mutate({ ...sample, researched: true, publishConsent: true, fileIds: [fileId] }));
    expect((await people.officer.fetch(`/api/files/${fileId}`)).status).toBe(404);
    await people.deputy.trpc.suggestions.submit.mutate({ id });
    const fetched = await people.officer.fetch(`/api/files/${fileId}`);
    expect([fetched.status, fetched.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('attachment')]);
    const whole = await people.officer.fetch(`/api/suggestions/${id}/matter.pdf`);
    expect(whole.status).toBe(200);
    // The picture stands behind the text, in the same file.
    expect(Buffer.from(await whole.arrayBuffer()).includes('/Subtype /Image')).toBe(true);
    expect((await people.otherDeputy.fetch(`/api/suggestions/${id}/matter.pdf`)).status).toBe(404);
  });

  it('a wrong type behind a right name is refused in words', async () => {
    const { status, body } = await upload(people.deputy, new Uint8Array(Buffer.from('MZ this is a program')), '照片.png');
    expect([status, body.error.data.code]).toEqual([415, expect.stringMatching(/^files\./)]);
    expect((await app.anonymous.fetch('/api/files?purpose=suggestion', { method: 'POST', body: new FormData() })).status).toBe(401);
  });

  it('is registered, assigned, accepted, discussed and answered', async () => {
    await people.officer.trpc.suggestions.examine.mutate({ id, decision: 'accept' });
    await people.officer.trpc.suggestions.assign.mutate({ items: [{ id, organs: [{ organId: house.organs.transport, role: 'lead' }] }] });
    const assignmentId = await part();
    await people.clerk.trpc.assignments.accept.mutate({ assignmentId });
    await people.clerk.trpc.assignments.recordContact.mutate({ assignmentId, method: 'phone', contactedOn: '2026-03-02', content: '电话听取了代表的意见' });
    const contactId = (await detail(people.deputy)).contacts[0]?.id ?? '';
    await people.deputy.trpc.assignments.confirmContact.mutate({ contactId });
    const body = '您提出的建议很有针对性。我局已增开公交线路，并在早晚高峰加密班次。';
    ({ id: replyId } = await people.clerk.trpc.assignments.saveReply.mutate({ assignmentId, grade: 'A', body }));
    expect((await people.deputy.fetch(`/api/suggestions/${id}/replies/${replyId}.pdf`)).status).toBe(404);
    await people.clerk.trpc.assignments.submitReply.mutate({ assignmentId });
    await people.head.trpc.assignments.signReply.mutate({ assignmentId });
    expect((await detail(people.deputy)).state).toBe('replied');
  });

  it('the reply comes as an official letter, to those who may read it', async () => {
    const pdf = await people.deputy.fetch(`/api/suggestions/${id}/replies/${replyId}.pdf`);
    expect([pdf.status, pdf.headers.get('content-type'), pdf.headers.get('cache-control')]).toEqual([200, 'application/pdf', 'private, no-store']);
    expect(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
    const docx = await people.clerk.fetch(`/api/suggestions/${id}/replies/${replyId}.docx`);
    expect(Buffer.from(await docx.arrayBuffer()).subarray(0, 2).toString()).toBe('PK');
    expect((await people.stranger.fetch(`/api/suggestions/${id}/replies/${replyId}.pdf`)).status).toBe(404);
    expect((await app.anonymous.fetch(`/api/suggestions/${id}/replies/${replyId}.pdf`)).status).toBe(401);
    expect((await people.deputy.fetch(`/api/suggestions/${id}/replies/${replyId}.exe`)).status).toBe(400);
  });

  it('is evaluated, published, and then read by other systems and its picture by anybody', async () => {
    const rest = async (path: string) => (await fetch(`${app.origin}/api/v1${path}`)).json();
    await people.deputy.trpc.suggestions.evaluate.mutate({ id, attitude: 'satisfied', result: 'satisfied' });
    expect(await rest(`/suggestions/${id}`)).toMatchObject({ error: { data: { code: 'suggestions.not_public' } } });
    expect((await app.anonymous.fetch(`/api/public/files/${fileId}`)).status).toBe(404);
    await people.officer.trpc.suggestions.publish.mutate({ id });
    expect(await rest('/suggestions?division=43&replied=true&limit=1')).toMatchObject({ total: 1, rows: [{ id, leadName: '李明' }] });
    expect(await rest(`/suggestions/${id}`)).toMatchObject({ id, grade: 'A', replies: [{ letterNumber: '岳交函〔2026〕1号' }] });
    expect((await app.anonymous.fetch(`/api/public/files/${fileId}`)).status).toBe(200);
    expect(await rest('/suggestions?limit=99')).toMatchObject({ error: { data: { code: 'common.invalid_input', fields: [{ path: 'limit' }] } } });
  });

  it('its receipt can be checked by anybody, and its events have been delivered', async () => {
    const receipt = (await detail(people.deputy)).timeline[0]?.receipt ?? '';
    const checked = await (await fetch(`${app.origin}/api/v1/receipts/${receipt}`)).json();
    expect(checked).toMatchObject({ found: true, unchanged: true, subjectLabel: '代表建议' });
    expect(JSON.stringify(checked)).not.toContain('公交');
    await vi.waitFor(async () => {
      const [waiting] = await app.admin<{ n: number }>(
        `SELECT count(*)::int AS n FROM domain_event e WHERE NOT EXISTS (SELECT 1 FROM consumed_event c WHERE c.event_id = e.id AND c.consumer = 'live')`,
      );
      expect(waiting?.n).toBe(0);
    }, 15_000);
  });
});
