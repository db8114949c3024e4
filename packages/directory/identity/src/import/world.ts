// What a set of rows is weighed against, read in a handful of statements whatever the number of rows: people with what they hold in every
// congress, and this congress's organs, delegations and constituencies.
import { congressById } from '@smart/divisions/congresses';
import { organKind, type Congress, type OrganKind } from '@smart/divisions/model';
import type { Work } from '@smart/workflow/work';
import { postsInForce, type HeldPost } from '../appointments.ts';
import type { HeldMandate } from '../mandates.ts';
import { openField } from '../personal-data.ts';
import { unscopedIdentity } from '../realm.ts';
import { fold } from './cells.ts';
import { isMandateKind, type ImportKind } from './kinds.ts';
import type { ParsedRow } from './parse.ts';

export type Held = HeldMandate & { id: string; person_id: string; certificate: string; constituency_id: string | null; delegation_id: string | null; /** Line of this file that gives it. */ line?: number };
export type KnownPerson = {
  readonly id: string; name: string; gender: string | null; employer: string | null; position: string | null;
  phoneIndex: string | null; phoneMasked: string | null; idCardIndex: string | null; idCardMasked: string | null; address: string | null; addressMasked: string | null;
  congressIds: string[];
  mandates: Held[];
  posts: (HeldPost & { line?: number })[];
  /** Line of this file that enters the person. */
  line?: number;
};
export type KnownOrgan = { id: string; name: string; shortName: string; kind: OrganKind; parentId: string | null; letterCode: string | null; contactName: string | null; contactPhone: string | null; remit: string; sort: number; line?: number };
export type Seats = { id: string; name: string; seats: number; taken: number };
export type ImportTerm = { id: string; number: number; startsOn: string; prepared: boolean };

export type ImportWorld = {
  readonly congress: Congress;
  readonly term: ImportTerm | null;
  readonly people: Map<string, KnownPerson>;
  readonly byPhone: Map<string, string>;
  readonly byIdCard: Map<string, string>;
  /** People of this congress. */
  readonly byName: Map<string, string[]>;
  readonly certificates: Map<string, string>;
  readonly organs: Map<string, KnownOrgan>;
  readonly delegations: Map<string, { id: string; name: string }>;
  readonly constituencies: Map<string, Seats>;
  /** Codes of the congresses that any of the people serve, for whose account it is. */
  readonly codes: Map<string, { code: string; name: string }>;
};

/** The term for which mandates are entered: the one in office; for election results one that is being prepared, when there is one. */
export async function termFor(work: Pick<Work, 'prisma'>, kind: ImportKind, congressId: string): Promise<ImportTerm | null> {
  if (!isMandateKind(kind)) return null;
  const terms = await work.prisma.term.findMany({ where: { congressId, OR: [{ current: true }, { endsOn: null }] }, orderBy: { number: 'desc' } });
  const term = (kind === 'election_results' ? terms.find(({ current, endsOn }) => !current && endsOn === null) : undefined) ?? terms.find(({ current }) => current);
  return term ? { id: term.id, number: term.number, startsOn: term.startsOn.toISOString().slice(0, 10), prepared: !term.current } : null;
}

type PersonRow = Omit<KnownPerson, 'mandates' | 'posts' | 'address' | 'line'> & { addressCipher: string | null };

async function readPeople(work: Work, congressId: string, rows: readonly ParsedRow[], lock: boolean): Promise<PersonRow[]> {
  const given = rows.flatMap(({ person }) => (person ? [person] : []));
  if (given.length === 0) return [];
  const certificates = rows.flatMap(({ mandate }) => (mandate ? [mandate.certificate] : []));
  return unscopedIdentity(work, 'who is imported may serve another congress', () =>
    work.sql<PersonRow>(
      `SELECT p.id, p.name, p.gender, p.employer, p.position, p.phone_index AS "phoneIndex", p.phone_masked AS "phoneMasked", p.id_card_index AS "idCardIndex",
         p.id_card_masked AS "idCardMasked", p.address_cipher AS "addressCipher", p.address_masked AS "addressMasked", p.congress_ids AS "congressIds"
       FROM person p WHERE p.merged_into_id IS NULL AND (p.phone_index = ANY ($1) OR p.id_card_index = ANY ($2) OR (p.name = ANY ($3) AND p.congress_ids @> ARRAY[$4::uuid])
         OR p.id IN (SELECT m.person_id FROM mandate m WHERE m.congress_id = $4 AND m.certificate = ANY ($5)))${lock ? ' ORDER BY p.id FOR UPDATE OF p' : ''}`,
      [given.flatMap(({ phoneIndex }) => phoneIndex ?? []), given.flatMap(({ idCardIndex }) => idCardIndex ?? []), given.map(({ name }) => name), congressId, certificates],
    ),
  );
}

async function readMandates(work: Work, personIds: readonly string[]): Promise<Held[]> {
  return unscopedIdentity(work, '选举法 48 looks at mandates in all congresses', () =>
    work.sql<Held>(
      `SELECT m.id, m.person_id, m.certificate, m.constituency_id, m.delegation_id, m.term_id, c.id AS congress_id, c.name, c.division_code
       FROM mandate m JOIN congress c ON c.id = m.congress_id WHERE m.person_id = ANY ($1::uuid[]) AND m.status <> 'ended'`,
      [personIds],
    ),
  );
}

async function readTermFacts(work: Work, term: ImportTerm | null): Promise<Pick<ImportWorld, 'certificates' | 'delegations' | 'constituencies'>> {
  if (term === null) return { certificates: new Map(), delegations: new Map(), constituencies: new Map() };
  const used = await work.sql<{ certificate: string; person_id: string }>('SELECT certificate, person_id FROM mandate WHERE term_id = $1', [term.id]);
  const delegations = await work.sql<{ id: string; name: string }>('SELECT id, name FROM delegation WHERE term_id = $1', [term.id]);
  const constituencies = await work.sql<Seats>(
    `SELECT c.id, c.name, c.seats, count(m.id)::int AS taken FROM constituency c LEFT JOIN mandate m ON m.constituency_id = c.id AND m.status <> 'ended'
     WHERE c.term_id = $1 GROUP BY c.id`,
    [term.id],
  );
  return {
    certificates: new Map(used.map((one) => [one.certificate, one.person_id])),
    delegations: new Map(delegations.map((one) => [fold(one.name), one])),
    constituencies: new Map(constituencies.map((one) => [fold(one.name), one])),
  };
}

async function readOrgans(work: Work, congressId: string): Promise<Map<string, KnownOrgan>> {
  const rows = await work.prisma.organ.findMany({ where: { congressId, abolishedOn: null } });
  return new Map(rows.map((row): [string, KnownOrgan] => {
    const { id, name, shortName, kind, parentId, letterCode, contactName, contactPhone, remit, sort } = row;
    return [fold(name), { id, name, shortName, kind: organKind.parse(kind), parentId, letterCode, contactName, contactPhone, remit, sort }];
  }));
}

async function servedCongresses(work: Work, people: Iterable<KnownPerson>): Promise<Map<string, { code: string; name: string }>> {
  const ids = new Set([...people].flatMap(({ mandates, posts }) => [...mandates, ...posts].map((one) => one.congress_id)));
  const rows = await work.sql<{ id: string; code: string; name: string }>('SELECT id, division_code AS code, name FROM congress WHERE id = ANY ($1::uuid[])', [[...ids]]);
  return new Map(rows.map(({ id, code, name }) => [id, { code, name }]));
}

/**
 * What the services lock one by one, so that nobody enters the same number, gives the same person a post or fills the same seat meanwhile;
 * in a fixed order, so that two imports wait for each other instead of failing.
 */
async function lockNumbers(work: Work, rows: readonly ParsedRow[], term: ImportTerm | null): Promise<void> {
  const numbers = rows.flatMap(({ person }) => [person?.phoneIndex, person?.idCardIndex]).filter((one) => typeof one === 'string');
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended(n, 0)) FROM (SELECT n FROM unnest($1::text[]) n ORDER BY n) sorted', [numbers]);
  if (term && rows.some(({ mandate }) => mandate?.constituency)) await work.sql('SELECT 1 FROM constituency WHERE term_id = $1 ORDER BY id FOR UPDATE', [term.id]);
}

/**
 * Reads everything that these rows are weighed against, in the congress of the unit of work.
 * @param options.lock the rows are about to be written: what they are weighed against stays as it is until the end of the transaction
 */
export async function readWorld(work: Work, kind: ImportKind, congressId: string, rows: readonly ParsedRow[], { lock = false }: { lock?: boolean } = {}): Promise<ImportWorld> {
  const congress = await congressById(work, congressId);
  const term = await termFor(work, kind, congressId);
  if (lock) await lockNumbers(work, rows, term);
  const found = await readPeople(work, congressId, rows, lock);
  const ids = found.map(({ id }) => id);
  const mandates = Map.groupBy(ids.length > 0 ? await readMandates(work, ids) : [], (one) => one.person_id);
  const posts = Map.groupBy(ids.length > 0 ? await postsInForce(work, ids) : [], (one) => one.person_id);
  const wantsAddress = rows.some(({ person }) => person?.address);
  const people = new Map<string, KnownPerson>();
  for (const { addressCipher, ...row } of found) {
    const address = wantsAddress && addressCipher !== null ? await openField(work, row.id, 'address', addressCipher) : null;
    people.set(row.id, { ...row, address, mandates: mandates.get(row.id) ?? [], posts: posts.get(row.id) ?? [] });
  }
  const here = [...people.values()].filter(({ congressIds }) => congressIds.includes(congressId));
  const byName = new Map([...Map.groupBy(here, ({ name }) => name)].map(([name, all]): [string, string[]] => [name, all.map(({ id }) => id)]));
  return {
    congress, term, people, byName,
    byPhone: new Map([...people.values()].flatMap(({ id, phoneIndex }): [string, string][] => (phoneIndex === null ? [] : [[phoneIndex, id]]))),
    byIdCard: new Map([...people.values()].flatMap(({ id, idCardIndex }): [string, string][] => (idCardIndex === null ? [] : [[idCardIndex, id]]))),
    ...(await readTermFacts(work, term)),
    organs: await readOrgans(work, congressId),
    codes: await servedCongresses(work, people.values()),
  };
}

