// People, mandates and appointments: input schemas with their words, grounds with their articles. No I/O; the browser uses it too.
import { date, id } from '@smart/divisions/model';
import { z } from 'zod';
import { isAppointedRole, roles } from './capacity.ts';

/** Why a mandate ends: the seven grounds of 代表法 62, death, and the end of the term (代表法 2). */
export const endGrounds = {
  moved_away: { label: '迁出或者调离本行政区域', source: '代表法第六十二条' },
  resignation: { label: '辞职或者责令辞职被接受', source: '代表法第六十二条；选举法第五十五条' },
  absent_twice: { label: '未经批准两次不出席本级人大会议', source: '代表法第六十二条' },
  recalled: { label: '被罢免', source: '代表法第六十二条；选举法第五十条至第五十四条' },
  nationality_lost: { label: '丧失中华人民共和国国籍', source: '代表法第六十二条' },
  rights_deprived: { label: '依照法律被剥夺政治权利', source: '代表法第六十二条' },
  incapacitated: { label: '丧失行为能力', source: '代表法第六十二条' },
  death: { label: '去世（代表资格自然终止）', source: '代表法第六十二条' },
  term_end: { label: '本届任期届满', source: '代表法第二条' },
} as const;
export type EndGround = keyof typeof endGrounds;
/** What a clerk enters; the end of a term comes with the change of term. */
export type EnteredGround = Exclude<EndGround, 'term_end'>;

/** Why the exercise of a mandate is suspended (代表法 61); it resumes when the ground ends. */
export const suspensionGrounds = {
  detained: { label: '因刑事案件被羁押正在受侦查、起诉、审判', source: '代表法第六十一条' },
  serving_sentence: { label: '被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑', source: '代表法第六十一条' },
} as const;
export type SuspensionGround = keyof typeof suspensionGrounds;

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): K[] => {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys;
};
export const endGround = z.enum(keysOf(endGrounds));
/** A term's end is nobody's entry: all its mandates end when the next term's first session opens (代表法 2). */
export const enteredGround = endGround.exclude(['term_end'], { error: '请选择法定情形；本届任期届满在换届中一并办理' });
export const suspensionGround = z.enum(keysOf(suspensionGrounds));

const text = (what: string, max: number) => z.string().trim().max(max, `${what}不超过 ${max} 个字`);
const personName = z.string().trim().min(2, '姓名不少于 2 个字').max(30, '姓名不超过 30 个字');
const phone = z.string().trim().max(20, '手机号应当为 11 位数字');
const idCard = z.string().trim().max(24, '身份证号码应当为 18 位');
const address = text('住址', 120);

export const personInput = z.object({
  name: personName,
  gender: z.enum(['男', '女']).nullable().default(null),
  employer: text('工作单位', 100).nullable().default(null),
  position: text('职务', 60).nullable().default(null),
  phone: phone.nullable().default(null),
  idCard: idCard.nullable().default(null),
  address: address.nullable().default(null),
  /** Invented for a demonstration; shown as such. */
  fictitious: z.boolean().default(false),
});
export type PersonInput = z.input<typeof personInput>;
export const personChange = z.object({
  id,
  name: personName.optional(),
  gender: z.enum(['男', '女']).nullable().optional(),
  employer: text('工作单位', 100).nullable().optional(),
  position: text('职务', 60).nullable().optional(),
  phone: phone.nullable().optional(),
  idCard: idCard.nullable().optional(),
  address: address.nullable().optional(),
});
export type PersonChange = z.infer<typeof personChange>;

export const mandateInput = z.object({
  personId: id,
  termId: id,
  certificate: z.string().trim().min(1, '请填写代表证号').max(40, '代表证号不超过 40 个字'),
  startsOn: date,
  constituencyId: id.nullable().default(null),
  delegationId: id.nullable().default(null),
  /** 换届选举 or 补选 (选举法 57). */
  election: z.enum(['general', 'by_election']).default('general'),
  /** By-election: the ended mandate whose seat is filled, when it is known. */
  replacesId: id.nullable().default(null),
  /** When the qualification was confirmed (代表资格审查); a by-election needs it. */
  qualifiedOn: date.nullable().default(null),
  announcementNumber: text('公告文号', 60).nullable().default(null),
});
export type MandateInput = z.input<typeof mandateInput>;

/** What an appointment may allow; `deputy` comes from a mandate only. */
export const appointmentRole = z.enum(roles).refine((role) => isAppointedRole(role), '代表身份由代表资格产生，代表助理由代表指定，均不能任命');
export const appointmentInput = z.object({
  personId: id,
  organId: id,
  title: z.string().trim().min(2, '职务不少于 2 个字').max(40, '职务不超过 40 个字'),
  roles: z.array(appointmentRole).min(1, '至少选择一项职责').max(5, '职责不超过 5 项'),
  startsOn: date,
});
export type AppointmentInput = z.infer<typeof appointmentInput>;

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._]{2,29}$/, '用户名应当为 3 至 30 位，由小写字母、数字、“.”和“_”组成，并且以字母开头');
