// 文号, 发布机关, 效力, 期号: how they are kept, checked and read.
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { type DocumentFacts, documentLimits, noFacts } from './documents.ts';
import type { ArticleKind } from './model.ts';

/** The facts of `article a` as one value. */
export const factColumns = `json_build_object('documentKind', a.document_kind, 'number', a.document_number, 'issuer', a.issuer, 'adoptedOn', to_char(a.adopted_on, 'YYYY-MM-DD'), 'validity', a.validity, 'validityNote', a.validity_note,
  'gazetteYear', a.gazette_year, 'gazetteIssue', a.gazette_issue)`;

const refused = (field: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path: `facts.${field}`, message }]);

/**
 * What is kept of the facts for an article of this kind: of news nothing, of an issue of the gazette its year and number.
 * @throws DomainError common.invalid_input (what a document or an issue cannot be without)
 */
export function keptFacts(kind: ArticleKind, facts: DocumentFacts): DocumentFacts {
  if (kind !== 'document' && kind !== 'gazette') return noFacts;
  const { gazetteYear, gazetteIssue } = facts;
  if ((gazetteYear === null) !== (gazetteIssue === null)) throw refused(gazetteYear === null ? 'gazetteYear' : 'gazetteIssue', '公报年份和期号应当同时填写');
  if (kind === 'gazette') {
    if (gazetteYear === null) throw refused('gazetteYear', `请填写公报年份和期号（期号不超过 ${documentLimits.lastIssue}）`);
    return { ...noFacts, gazetteYear, gazetteIssue };
  }
  if (facts.documentKind === null) throw refused('documentKind', '请选择文件种类');
  if (facts.validity !== 'in_force' && facts.validityNote === '') throw refused('validityNote', '请写明依据什么修改或者废止');
  return facts.validity === 'in_force' ? { ...facts, validityNote: '' } : facts;
}

/** Writes the facts of an article that is a draft. */
export const saveFacts = (work: Work, id: string, { documentKind, number, issuer, adoptedOn, validity, validityNote, gazetteYear, gazetteIssue }: DocumentFacts): Promise<unknown> =>
  work.sql(
    'UPDATE article SET document_kind = $2, document_number = $3, issuer = $4, adopted_on = $5::date, validity = $6, validity_note = $7, gazette_year = $8, gazette_issue = $9 WHERE id = $1',
    [id, documentKind, number, issuer, adoptedOn, validity, validityNote, gazetteYear, gazetteIssue],
  );
