// The addresses beside the procedures: files and official letters × everybody, by the same oracle.
import { fixedClock } from '@smart/kernel/clock';
import type { SignIn } from '@smart/identity/sign-in';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildServer } from '../app.ts';
import { startTestApp, type TestApp } from '../testing.ts';
import type { MatterName } from './matters.ts';
import { sees } from './oracle.ts';
import type { World } from './row.ts';
import { createWorld } from './setting.ts';
import { type Caller, callers } from './world.ts';

let app: TestApp;
let server: FastifyInstance;
let world: World;
const files = new Map<string, string>();

const attachedTo = ['draft', 'collecting', 'submitted', 'registered', 'confidential', 'shared', 'published', 'lowerRegistered', 'upperRegistered'] as const satisfies readonly MatterName[];

beforeAll(async () => {
  const signIns = new Map<string, SignIn | null>();
  app = await startTestApp({ clock: fixedClock('2026-03-02T09:00:00+08:00'), arrange: async (_services, database) => {
    const made = await createWorld(database);
    world = made.world;
    for (const who of callers) signIns.set(who, made.signInOf(who));
  } });
  const services = { ...app.services, resolveSession: async (cookie: string) => signIns.get(/who=([\w.]+)/.exec(cookie)?.[1] ?? '') ?? null };
  server = await buildServer(services);
  for (const name of attachedTo) files.set(name, await attached(name, world.matters[name].id, 'suggestion', world.matters[name].id));
  files.set('pending', await upload('pending'));
  files.set('of a reply in draft', await attached('reply', world.matters.written.id, 'reply', world.ids.draftReplyId));
  files.set('of a signed reply', await attached('signed', world.matters.answered.id, 'reply', world.ids.signedReplyId));
}, 120_000);
afterAll(async () => {
  await server.close();
  await app.close();
});

const cookieOf = (who: Caller): Record<string, string> => (who === 'anonymous' ? {} : { cookie: `who=${who}` });

async function upload(text: string): Promise<string> {
  const payload = `--b\r\ncontent-disposition: form-data; name="file"; filename="${text}.txt"\r\ncontent-type: text/plain\r\n\r\n内容 ${text}\r\n--b--\r\n`;
  const response = await server.inject({ method: 'POST', url: '/api/files?purpose=suggestion', headers: { ...cookieOf('home.lead'), 'content-type': 'multipart/form-data; boundary=b' }, payload });
  return z.object({ id: z.string() }).parse(response.json()).id;
}

/** A file of a matter, wherever it is: attached as administrator. */
async function attached(name: string, matterId: string, subjectType: string, subjectId: string): Promise<string> {
  const id = await upload(name);
  await app.admin('UPDATE stored_file SET matter_id = $2, subject_type = $3, subject_id = $4, congress_id = (SELECT congress_id FROM suggestion WHERE id = $2) WHERE id = $1', [id, matterId, subjectType, subjectId]);
  return id;
}

/** Who may have what, from the documents: a file follows its matter; a reply's draft is its organ's; what is not attached yet is its sender's. */
function mayHave(who: Caller, name: string): boolean {
  if (name === 'pending') return who === 'home.lead';
  if (name === 'of a reply in draft') return who === 'home.transportClerk' || who === 'home.transportHead';
  if (name === 'of a signed reply') return sees(who, world.matters.answered);
  const matter = attachedTo.find((one) => one === name);
  return matter !== undefined && sees(who, world.matters[matter]);
}

/** Who gets something at an address, by name; anything but 200 must be 401, 403 or 404. */
async function whoGets(url: string): Promise<Caller[]> {
  const got: Caller[] = [];
  for (const who of callers) {
    const { statusCode, headers } = await server.inject({ url, headers: cookieOf(who) });
    if (statusCode === 200) {
      got.push(who);
      expect(String(headers['cache-control'])).toMatch(/private/);
    } else expect([who, [401, 403, 404].includes(statusCode), statusCode]).toEqual([who, true, statusCode]);
  }
  return got;
}

describe('files', () => {
  it.each([...attachedTo, 'pending', 'of a reply in draft', 'of a signed reply'])('%s', async (name) => {
    expect(await whoGets(`/api/files/${files.get(name)}`)).toEqual(callers.filter((who) => mayHave(who, name)));
  });

  it('the public has those of published matters and no other', async () => {
    for (const [name, id] of files) {
      const { statusCode } = await server.inject({ url: `/api/public/files/${id}` });
      expect([name, statusCode]).toEqual([name, name === 'published' ? 200 : 404]);
    }
  });
});

describe('lists and letters of supervision', () => {
  const officers = (who: Caller) => who === 'home.congress_officer' || who === 'home.congress_leader';

  it('a letter of supervision: the congress that issued it, the organ it is written to, the deputies whose suggestion it is; no office beside', async () => {
    const url = `/api/supervision/letters/${world.ids.letterId}.pdf`;
    const { lead, cosigners } = world.matters.working;
    const got = await whoGets(url);
    expect(got).toContain('home.transportHead');
    for (const who of ['home.cityOffice', 'home.handling_clerk', 'home.government_officer', 'lower.housingClerk', 'sibling.congress_officer', 'upper.congress_officer'] as const) expect(got).not.toContain(who);
    expect(got.every((who) => officers(who) || who === 'home.transportClerk' || who === 'home.transportHead' || who === lead || who === 'home.assistant' || cosigners.some((one) => one === who))).toBe(true);
  });

  it('a letter about an opinion and its figures: whoever sees the opinion on the desk; the office’s figures the office’s', async () => {
    const url = `/api/opinions/supervision/${world.opinions.supervision}.pdf`;
    const got = await whoGets(url);
    expect(got).toEqual(callers.filter((who) => officers(who) || who === 'home.transportClerk' || who === 'home.transportHead'));
    const figures = await whoGets('/api/opinions/supervision.xlsx');
    expect(figures).toEqual(callers.filter((who) => /\.(congress_officer|congress_leader)$/.test(who)));
  });

  it('the key list: those whose page shows one, each with their own', async () => {
    const got = await whoGets('/api/key-list.xlsx');
    expect(got.length).toBeGreaterThan(0);
    for (const who of callers) expect([who, got.includes(who)]).toEqual([who, /\.(congress_officer|congress_leader|standing_committee_member|government_officer|handling_clerk|handling_head|transportClerk|transportHead|cityOffice|housingClerk)$/.test(who)]);
    const other = await server.inject({ url: '/api/key-list.doc', headers: cookieOf('home.congress_officer') });
    expect(other.statusCode).toBe(400);
  });
});

describe('official letters', () => {
  it('a signed one: whoever sees the matter; a draft: the organ that writes it', async () => {
    const { matters, ids } = world;
    expect(await whoGets(`/api/suggestions/${matters.answered.id}/replies/${ids.signedReplyId}.docx`)).toEqual(callers.filter((who) => sees(who, matters.answered)));
    expect(await whoGets(`/api/suggestions/${matters.written.id}/replies/${ids.draftReplyId}.docx`)).toEqual(callers.filter((who) => mayHave(who, 'of a reply in draft')));
  });

  it('the reply of one matter is not had by naming another that one may see', async () => {
    const url = `/api/suggestions/${world.matters.registered.id}/replies/${world.ids.signedReplyId}.docx`;
    expect(await whoGets(url)).toEqual([]);
  });
});
