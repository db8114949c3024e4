// What must not come out: every answer is searched for words and ids that its reader may not know.
import type { Matter } from './matters.ts';
import { mayKnow } from './oracle.ts';
import type { Caller } from './world.ts';

/** The telephone of home.lead. */
export const DEPUTY_PHONE = '13907301234';
const masked = /139\*+1234/;

/** The only procedures that show a number in clear, and those that show it masked. */
const showsPhone = ['people.showPhone', 'personal.show', 'personal.mine.export', 'assignments.showDeputyPhone'];
const showsMasked = ['session.security', 'people.list', 'people.findByPhone', 'assignments.deputyContact', 'notices.sms'];

/** What an answer gives away that the caller may not know; empty when all is well. */
export function leaks(output: unknown, who: Caller, { path, input }: { path: string; input: unknown }, matters: Readonly<Record<string, Matter>>): string[] {
  const text = JSON.stringify(output) ?? '';
  const asked = JSON.stringify(input) ?? '';
  /** Audit administrators read what was done with which matter, not the matter. */
  const saysId = ({ id }: Matter) => path !== 'log.acts' && text.includes(id) && !asked.includes(id);
  const told = Object.entries(matters).filter(([, matter]) => !mayKnow(who, matter) && (text.includes(matter.mark) || saysId(matter))).map(([name]) => name);
  if (text.includes(DEPUTY_PHONE) && !showsPhone.includes(path)) told.push('phone');
  if (masked.test(text) && !showsMasked.includes(path)) told.push('masked phone');
  return told;
}
