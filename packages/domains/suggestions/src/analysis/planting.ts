// A random house full of suggestions for the tests of the analysis: rows as they might be, written past the services, with every combination
// of states, dates, parts and judgements that figures could be wrong about.
import { newId } from '@smart/kernel/ids';
import { addDays, dateInShanghai, startOfDayShanghai } from '@smart/kernel/dates';
import { toVector } from '@smart/search';
import { suggestionStates, topics } from '../model.ts';
import type { House } from '../testing.ts';

/** A small generator of numbers that begins anew from its seed (mulberry32), so that a failure can be repeated. */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(from: readonly [T, ...T[]]): T => {
    const found = from[below(from.length)];
    // Null is something to pick like any other: what nobody evaluated, graded or belongs to no delegation.
    return found === undefined ? from[0] : found;
  };
  return { below, pick, chance: (of: number): boolean => next() < of };
}

const places = ['城陵矶', '洞庭湖', '金鹗山', '梅溪', '奇家岭'] as const;
const things = ['公交线路', '老旧小区', '学校食堂', '排水管网', '充电桩', '养老服务', '水库除险'] as const;
const acts = ['完善', '加快', '规范', '支持'] as const;
const scoresOrNone = ['satisfied', 'mostly_satisfied', 'not_satisfied', null, null] as const;

type Row = Record<string, unknown>;

/** Some are due today: the day on which a limit is neither past nor far. */
const mostly = (random: ReturnType<typeof randomOf>, day: string, today: string): string => (random.chance(0.12) ? today : day);

/** Writes `count` suggestions of one place with their parts, replies, limits and promises. */
export async function plant(house: House, { seed, count, place, organs, lead }: { seed: number; count: number; place: House['city']; organs: readonly [{ id: string; name: string; congressId: string }, ...{ id: string; name: string; congressId: string }[]]; lead: { id: string; personId: string } }): Promise<void> {
  const random = randomOf(seed);
  const today = dateInShanghai(house.clock.now());
  const sessionId = newId();
  const rows: Record<'suggestion' | 'assignment' | 'reply' | 'deadline' | 'commitment' | 'contact' | 'extension', Row[]> = { suggestion: [], assignment: [], reply: [], deadline: [], commitment: [], contact: [], extension: [] };
  await house.database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on) VALUES ($1, $2, $3, $4, '2026-01-10', '2026-01-15')`, [sessionId, place.congressId, place.termId, 90 + random.below(9)]);
  const instant = (day: string, hour: number): string => new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000 + random.below(3_500_000)).toISOString();

  for (let at = 0; at < count; at++) {
    const id = newId();
    // Around the turns of days, months and years in Shanghai, which UTC sees on another day.
    const day = addDays('2024-12-28', random.below(440));
    const handedIn = random.chance(0.93);
    const state = handedIn ? random.pick(suggestionStates) : 'draft';
    const replied = random.chance(0.6);
    const assignedOn = random.chance(0.8) ? addDays(day, random.below(10)) : null;
    const replyDueOn = assignedOn === null ? null : mostly(random, addDays(assignedOn, 60 + random.below(60)), today);
    const repliedOn = addDays(day, 20 + random.below(120));
    const title = `关于${random.pick(acts)}${random.pick(places)}${random.pick(things)}的建议`;
    rows.suggestion.push({
      id, congress_id: place.congressId, term_id: place.termId, session_id: random.chance(0.4) ? sessionId : null, kind: 'suggestion', state, title, topic: random.chance(0.9) ? random.pick(topics) : null,
      confidential: random.chance(0.1), publish_consent: random.chance(0.9), lead_mandate_id: lead.id, lead_person_id: lead.personId, lead_name: '李明', delegation_name: random.pick(['岳阳楼区代表团', '华容县代表团', '解放军代表团', null]),
      key_supervision: random.chance(0.1), submitted_at: handedIn ? instant(day, random.pick([0, 7, 12, 23])) : null, registered_at: random.chance(0.7) ? instant(day, 23) : null, assigned_on: assignedOn, reply_due_on: replyDueOn,
      replied_at: replied ? instant(repliedOn, random.pick([0, 8, 23])) : null, closed_at: state === 'closed' ? instant(addDays(repliedOn, random.below(40)), 10) : null, grade: replied ? random.pick(['A', 'B', 'C', 'D', null]) : null,
      attitude: random.pick(scoresOrNone), result: random.pick(scoresOrNone), updated_at: instant(day, 23), search_vector: toVector([{ text: title, weight: 'A' }, { text: '公交线路和充电桩都有人反映', weight: 'B' }]),
    });
    if (handedIn && assignedOn !== null) plantParts(rows, random, instant, { id, congressId: place.congressId, assignedOn, organs, today });
  }
  for (const [table, some] of Object.entries(rows)) await insert(house, table, some);
}

function plantParts(rows: Record<string, Row[]>, random: ReturnType<typeof randomOf>, instant: (day: string, hour: number) => string, { id, congressId, assignedOn, organs, today }: { id: string; congressId: string; assignedOn: string; today: string; organs: readonly [{ id: string; name: string; congressId: string }, ...{ id: string; name: string; congressId: string }[]] }): void {
  for (const organ of organs) {
    if (random.chance(0.55)) continue;
    const part = newId();
    const common = { congress_id: congressId, suggestion_id: id };
    const given = addDays(assignedOn, random.below(8));
    rows['assignment']?.push({ ...common, id: part, organ_id: organ.id, organ_name: organ.name, organ_congress_id: organ.congressId, role: random.pick(['distribute', 'lead', 'assisting', 'separate']), state: random.pick(['assigned', 'in_handling', 'replied', 'completed', 'returned', 'cancelled']), assigned_on: given });
    const due = mostly(random, addDays(given, 60 + random.below(60)), today);
    const status = random.pick(['open', 'met', 'cancelled']);
    if (random.chance(0.85)) rows['deadline']?.push({ id: newId(), congress_id: congressId, matter_id: id, subject_type: 'assignment', subject_id: part, kind: random.pick(['reply', 'reply', 'accept']), started_on: given, due_on: due, first_due_on: due, status, ended_on: status === 'open' ? null : addDays(given, random.below(140)) });
    for (let round = 1; round <= random.below(3); round++) {
      const reply = newId();
      rows['reply']?.push({ ...common, id: reply, assignment_id: part, organ_id: organ.id, organ_name: organ.name, round, state: random.pick(['draft', 'signed']), body: '', signed_at: instant(addDays(given, random.below(150)), random.pick([0, 23])), updated_at: instant(given, 9) });
      if (random.chance(0.4)) rows['commitment']?.push({ ...common, id: newId(), reply_id: reply, organ_id: organ.id, text: '按期完成', due_on: mostly(random, addDays(given, random.below(400)), today), state: random.pick(['open', 'kept', 'changed']) });
    }
    for (let times = random.below(3); times > 0; times--) rows['contact']?.push({ ...common, id: newId(), assignment_id: part, organ_id: organ.id, organ_name: organ.name, method: 'phone', contacted_on: given, content: '电话沟通', by_name: '郑涛', round: 1, state: 'confirmed' });
    if (random.chance(0.2)) rows['extension']?.push({ ...common, id: newId(), assignment_id: part, organ_name: organ.name, reason: '情况复杂', requested_until: due, state: random.pick(['requested', 'granted', 'refused']) });
  }
}

async function insert({ database }: House, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  await database.adminSql(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((one) => (one === 'search_vector' ? 'search_vector::text::tsvector' : one)).join(', ')} FROM json_populate_recordset(NULL::${table}, $1::json)`, [JSON.stringify(rows)]);
}
