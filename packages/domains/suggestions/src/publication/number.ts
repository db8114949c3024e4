// 按编号查询: what somebody has of a number ("岳阳市九届人大三次会议第12号", "12", "十二号") and what became of the published one.
import { hidePersonalData } from '@smart/kernel/personal-text';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { publicStateLabel, type SuggestionState } from '../model.ts';
import { isPublic } from './conditions.ts';

const digits = '〇一二三四五六七八九';
const units = { 十: 10, 百: 100, 千: 1000 } as const;
const isUnit = (character: string): character is keyof typeof units => character in units;

/** 一百零五 → 105, 二十 → 20, 第二〇五号 → 205; null when it is no number in Chinese. */
export function chineseValue(text: string): number | null {
  const plain = text.replaceAll('零', '〇').replaceAll('两', '二');
  if (plain === '' || [...plain].some((one) => !digits.includes(one) && !isUnit(one))) return null;
  if (![...plain].some(isUnit)) return Number([...plain].map((one) => digits.indexOf(one)).join(''));
  let total = 0;
  let digit = 0;
  for (const one of plain) {
    if (isUnit(one)) {
      total += (digit || 1) * units[one];
      digit = 0;
    } else digit = digits.indexOf(one);
  }
  return total + digit;
}

export type AskedNumber = { readonly number: number; readonly term: number | null; readonly session: number | null; readonly recess: boolean };

const figure = '(\\d{1,5}|[〇零一二两三四五六七八九十百千]{1,9})';
const valueOf = (text: string | undefined): number | null => (text === undefined ? null : /^\d+$/.test(text) ? Number(text) : chineseValue(text));

/**
 * The number in what was typed, whatever stands around it: term and session when they are named, full-width figures, figures in Chinese,
 * missing 第 or 号. Null when there is no number in it.
 */
export function readNumber(typed: string): AskedNumber | null {
  const text = typed.normalize('NFKC').replace(/\s+/gu, '');
  const term = valueOf(new RegExp(`第?${figure}届`).exec(text)?.[1]);
  const session = valueOf(new RegExp(`第?${figure}次`).exec(text)?.[1]);
  const rest = text.replace(new RegExp(`第?${figure}届`, 'g'), ' ').replace(new RegExp(`第?${figure}次(?:会议)?`, 'g'), ' ');
  const number = valueOf(new RegExp(`第${figure}号?`).exec(rest)?.[1] ?? new RegExp(`${figure}号`).exec(rest)?.[1] ?? new RegExp(`^\\D*?${figure}\\D*$`).exec(rest)?.[1]);
  return number === null || number === 0 ? null : { number, term, session, recess: /闭会/.test(text) };
}

export const numberMatch = z.object({ id: z.string(), title: z.string(), numberLabel: z.string(), stateLabel: z.string(), submittedAt: z.string().nullable(), repliedAt: z.string().nullable(), leadOrganName: z.string().nullable() });
export type NumberMatch = z.output<typeof numberMatch>;

type Found = { id: string; title: string; numberLabel: string; state: SuggestionState; submittedAt: Date | null; repliedAt: Date | null; leadOrganName: string | null };

/**
 * Published suggestions with this number in one congress, newest first: the same number comes again each session. For the reader role, which
 * cannot tell a number that is not public from one that does not exist; nor can whoever asks.
 */
export async function findByNumber(work: Work, congressId: string, asked: AskedNumber): Promise<NumberMatch[]> {
  const rows = await work.sql<Found>(
    `SELECT s.id, s.title, s.number_label AS "numberLabel", s.state, s.submitted_at AS "submittedAt", s.replied_at AS "repliedAt", s.lead_organ_name AS "leadOrganName"
     FROM suggestion s JOIN term t ON t.id = s.term_id LEFT JOIN session x ON x.id = s.session_id
     WHERE ${isPublic} AND s.congress_id = $1 AND s.number = $2 AND ($3::int IS NULL OR t.number = $3) AND ($4::int IS NULL OR x.number = $4) AND (NOT $5::boolean OR s.session_id IS NULL)
     ORDER BY s.submitted_at DESC LIMIT 20`,
    [congressId, asked.number, asked.term, asked.session, asked.recess],
  );
  return rows.map(({ state, title, submittedAt, repliedAt, ...row }) => ({ ...row, title: hidePersonalData(title), stateLabel: publicStateLabel(state), submittedAt: submittedAt?.toISOString() ?? null, repliedAt: repliedAt?.toISOString() ?? null }));
}
