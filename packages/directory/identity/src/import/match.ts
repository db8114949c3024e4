// Whether a row's person is known already: by identity card, else by phone, else by name and certificate (or name and post). What does not
// decide it is asked, in words that name the column. Pure.
import type { ImportKind, Problem } from './kinds.ts';
import { SAME_NAME_NEW } from './kinds.ts';
import { fold } from './cells.ts';
import type { ParsedRow, PersonGiven } from './parse.ts';
import type { ImportWorld, KnownPerson } from './world.ts';

export type Match = { person: KnownPerson | null; problem: null } | { person: null; problem: Problem; /** Those who could be meant. */ open: readonly KnownPerson[] };

const ask = (column: string, message: string, open: readonly KnownPerson[] = []): Match => ({ person: null, problem: { column, message }, open });

/** Those of the same name who hold what the row says: this certificate, or this post. */
function holders(kind: ImportKind, row: ParsedRow, world: ImportWorld, candidates: readonly KnownPerson[]): KnownPerson[] {
  if (kind === 'staff') {
    const organ = row.post ? world.organs.get(fold(row.post.organ)) : undefined;
    return candidates.filter(({ posts }) => posts.some((post) => post.organ_id === organ?.id && post.title === row.post?.title));
  }
  return candidates.filter(({ mandates }) => mandates.some((one) => one.term_id === world.term?.id && one.certificate === row.mandate?.certificate));
}

function byNumber(given: PersonGiven, world: ImportWorld): Match | null {
  const card = world.people.get((given.idCardIndex !== null && world.byIdCard.get(given.idCardIndex)) || '');
  const phone = world.people.get((given.phoneIndex !== null && world.byPhone.get(given.phoneIndex)) || '');
  if (card && phone && card.id !== phone.id) return ask('手机号', '身份证号码和手机号登记在两个人名下，请核对后更正其中一项');
  if (card) return { person: card, problem: null };
  if (!phone) return null;
  if (given.idCardIndex !== null && phone.idCardIndex !== null) return ask('身份证号码', '该手机号已登记在身份证号码不同的人员名下，请核对手机号或者身份证号码');
  if (phone.name !== given.name) return ask('手机号', '该手机号已登记在姓名不同的人员名下。同一人请先更正姓名，号码有误请更正');
  return { person: phone, problem: null };
}

/** Finds the person of a row. */
export function matchPerson(kind: ImportKind, row: ParsedRow, given: PersonGiven, world: ImportWorld): Match {
  const found = byNumber(given, world);
  if (found) return found;
  const candidates = (world.byName.get(given.name) ?? []).flatMap((id) => world.people.get(id) ?? []);
  const [one, ...more] = holders(kind, row, world, candidates);
  if (one && more.length === 0) {
    if (given.idCardIndex === null || one.idCardIndex === null) return { person: one, problem: null };
    return ask('身份证号码', '与已登记的身份证号码不同，请核对');
  }
  // Whoever has other numbers is somebody else of the same name; only those who could be the same are asked about.
  const open = candidates.filter((person) => !differs(given.idCardIndex, person.idCardIndex) && !differs(given.phoneIndex, person.phoneIndex));
  if (open.length === 0 || row.registerNew) return { person: null, problem: null };
  const chosen = open.find(({ id }) => id === row.chosenId);
  if (chosen) return { person: chosen, problem: null };
  const line = open.length === 1 ? open[0]?.line : undefined;
  return ask('姓名', `${line === undefined ? '本级已有' : `第 ${line} 行有`}同名人员，不能认定是否同一人。请补充身份证号码或者手机号；确为另一人的，在“同名处理”列填写“${SAME_NAME_NEW}”`, open.filter((person) => person.line === undefined));
}

/** What tells people of one name apart, as far as a list may show it. */
export function labelOf({ phoneMasked, idCardMasked, employer, position, mandates, posts }: KnownPerson, { congress }: ImportWorld): string {
  const mandate = mandates.find((one) => one.congress_id === congress.id);
  const held = posts.filter((post) => post.congress_id === congress.id).map(({ organ, title }) => `${organ}${title}`);
  const parts = [mandate && `代表证号 ${mandate.certificate}`, ...held, [employer, position].filter(Boolean).join(''), phoneMasked && `手机号 ${phoneMasked}`, idCardMasked && `身份证号码 ${idCardMasked}`];
  return parts.filter(Boolean).join('，') || '没有登记手机号和身份证号码';
}

const differs = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;
