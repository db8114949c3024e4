// From the cells of a row to what they mean, by the same schemas the forms use. Pure but for the keyed hashes; what is wrong is told by column.
import { organInput, organKindLabels, organKinds } from '@smart/divisions/model';
import { DomainError } from '@smart/kernel/errors';
import { z } from 'zod';
import { appointmentInput, mandateInput, personInput } from '../model.ts';
import { indexOf, normalIdCard, normalPhone } from '../personal-data.ts';
import { code, dateOf, fold, PRECISION_LOST } from './cells.ts';
import { columnsOf, electionLabels, headerOf, isMandateKind, SAME_NAME_NEW, type Cells, type ColumnKey, type ImportKind, type Problem } from './kinds.ts';
import { NEW_PERSON } from './made.ts';
import { rolesOf } from './roles.ts';

const mandateFields = mandateInput.pick({ certificate: true, startsOn: true, election: true, qualifiedOn: true, announcementNumber: true });
const postFields = appointmentInput.pick({ title: true, roles: true, startsOn: true });
const organFields = organInput.omit({ parentId: true });

export type PersonGiven = z.output<typeof personInput> & { readonly phoneIndex: string | null; readonly idCardIndex: string | null };
export type MandateGiven = z.output<typeof mandateFields> & { readonly constituency: string | null; readonly delegation: string | null };
export type PostGiven = z.output<typeof postFields> & { readonly organ: string };
export type OrganGiven = z.output<typeof organFields> & { readonly parent: string | null; /** Columns that were filled: an empty cell changes nothing. */ readonly filled: ReadonlySet<ColumnKey> };
export type ParsedRow = {
  readonly line: number;
  readonly person: PersonGiven | null;
  /** The sheet says that it is somebody else of the same name. */
  readonly registerNew: boolean;
  /** The person whom the clerk chose among those of the same name. */
  readonly chosenId: string | null;
  readonly mandate: MandateGiven | null;
  readonly post: PostGiven | null;
  readonly organ: OrganGiven | null;
  readonly problems: readonly Problem[];
};

const dates: readonly ColumnKey[] = ['startsOn', 'qualifiedOn'];
const codes: readonly ColumnKey[] = ['phone', 'idCard', 'certificate', 'gender', 'sort', 'contactPhone'];

class Faults {
  readonly list: Problem[] = [];
  readonly #kind: ImportKind;

  constructor(kind: ImportKind) {
    this.#kind = kind;
  }

  add(key: ColumnKey, message: string): void {
    const column = headerOf(this.#kind, key);
    if (!this.list.some((one) => one.column === column)) this.list.push({ column, message });
  }

  /** The output of a schema; what it refuses is told by column. */
  parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> | null {
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const key = columnsOf[this.#kind].find((column) => column.key === issue.path[0])?.key;
      if (key) this.add(key, issue.message);
    }
    return null;
  }
}

/** Cells in the form the schemas take; what cannot be brought into it is told. */
function cleaned(kind: ImportKind, cells: Cells, faults: Faults): Cells {
  const clean: Cells = {};
  for (const { key, required } of columnsOf[kind]) {
    const text = cells[key];
    if (text === undefined || text === '') {
      if (required) faults.add(key, '必填，请填写');
    } else if (text === PRECISION_LOST) faults.add(key, '被表格软件当作数字保存，末几位已经丢失。请将该列设为文本格式，重新填写');
    else if (/^#(REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL|日期错误)/.test(text)) faults.add(key, `单元格是公式错误（${text}），请改为填写内容`);
    else if (dates.includes(key)) {
      const date = dateOf(text);
      if (date === null) faults.add(key, '日期应当写成 2026-01-15 的形式');
      else clean[key] = date;
    } else clean[key] = codes.includes(key) ? code(text) : text;
  }
  return clean;
}

/** A number or its keyed hash; null when it is missing or wrong. */
function indexed(field: 'phone' | 'id_card', text: string | undefined, faults: Faults): { plain: string; index: string } | null {
  if (text === undefined) return null;
  try {
    const plain = field === 'phone' ? normalPhone(text) : normalIdCard(text);
    return { plain, index: indexOf(field, plain) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    faults.add(field === 'phone' ? 'phone' : 'idCard', field === 'phone' ? '应当为 11 位手机号，请核对' : '应当为 18 位，请核对号码和末位校验码');
    return null;
  }
}

function personOf(clean: Cells, faults: Faults): PersonGiven | null {
  const given = faults.parse(personInput, {
    name: clean.name ?? '', gender: clean.gender === undefined ? null : clean.gender, employer: clean.employer ?? null, position: clean.position ?? null, address: clean.address ?? null,
  });
  if (clean.gender !== undefined && clean.gender !== '男' && clean.gender !== '女') {
    faults.list.splice(faults.list.findIndex(({ column }) => column === '性别'), 1, { column: '性别', message: '应当填写“男”或者“女”' });
  }
  const phone = indexed('phone', clean.phone, faults);
  const idCard = indexed('id_card', clean.idCard, faults);
  return given && { ...given, phone: phone?.plain ?? null, phoneIndex: phone?.index ?? null, idCard: idCard?.plain ?? null, idCardIndex: idCard?.index ?? null };
}

function mandateOf(clean: Cells, faults: Faults): MandateGiven | null {
  let election: 'general' | 'by_election' = 'general';
  if (clean.election !== undefined) {
    if (fold(clean.election) === fold(electionLabels.by_election)) election = 'by_election';
    else if (fold(clean.election) !== fold(electionLabels.general)) faults.add('election', `应当填写“${electionLabels.general}”或者“${electionLabels.by_election}”`);
  }
  const given = faults.parse(mandateFields, {
    certificate: clean.certificate ?? '', startsOn: clean.startsOn ?? '', election, qualifiedOn: clean.qualifiedOn ?? null, announcementNumber: clean.announcementNumber ?? null,
  });
  return given && { ...given, constituency: clean.constituency ?? null, delegation: clean.delegation ?? null };
}

function postOf(clean: Cells, faults: Faults): PostGiven | null {
  const found = rolesOf(clean.roles ?? '');
  if (found.problem !== null) faults.add('roles', found.problem);
  const given = faults.parse(postFields, { title: clean.title ?? '', roles: found.roles ?? [], startsOn: clean.startsOn ?? '' });
  return given && clean.organ !== undefined ? { ...given, organ: clean.organ } : null;
}

function organOf(clean: Cells, faults: Faults): OrganGiven | null {
  const kind = organKinds.find((one) => fold(organKindLabels[one]) === fold(clean.kind ?? ''));
  if (clean.kind !== undefined && kind === undefined) faults.add('kind', `没有机构类型“${clean.kind}”，请从下拉列表选择`);
  if (clean.sort !== undefined && !/^\d{1,6}$/.test(clean.sort)) faults.add('sort', '应当为 0 至 100000 的整数');
  if (kind === undefined) return null;
  const given = faults.parse(organFields, {
    name: clean.name ?? '', shortName: clean.shortName ?? '', kind, letterCode: clean.letterCode ?? null, contactName: clean.contactName ?? null,
    contactPhone: clean.contactPhone ?? null, remit: clean.remit ?? '', sort: Number(clean.sort ?? 0),
  });
  const filled = new Set(columnsOf.organs.filter(({ key }) => clean[key] !== undefined).map(({ key }) => key));
  return given && { ...given, parent: clean.parent ?? null, filled };
}

/** What a row means; with problems it is not imported. */
export function parseRow(kind: ImportKind, { line, cells, chosen }: { line: number; cells: Cells; /** What the clerk chose for it. */ chosen?: string | undefined }): ParsedRow {
  const faults = new Faults(kind);
  const clean = cleaned(kind, cells, faults);
  if (clean.same !== undefined && fold(clean.same) !== fold(SAME_NAME_NEW)) faults.add('same', `只能填写“${SAME_NAME_NEW}”或者不填`);
  return {
    line,
    person: kind === 'organs' ? null : personOf(clean, faults),
    registerNew: clean.same !== undefined || chosen === NEW_PERSON,
    chosenId: chosen === undefined || chosen === NEW_PERSON ? null : chosen,
    mandate: isMandateKind(kind) ? mandateOf(clean, faults) : null,
    post: kind === 'staff' ? postOf(clean, faults) : null,
    organ: kind === 'organs' ? organOf(clean, faults) : null,
    problems: faults.list,
  };
}
