// 履职档案: what a deputy did, in the five subsystems the customer names. Pure; runs in the browser too.

/** Subsystems of the archive, in the order in which they are shown. */
export const subsystems = {
  learning: { label: '履职学习' },
  proposals: { label: '议案建议' },
  sitting_in: { label: '列席常委会' },
  contact: { label: '联系群众' },
  activities: { label: '代表活动' },
} as const;
export type Subsystem = keyof typeof subsystems;
export const subsystemNames = Object.keys(subsystems).filter((name): name is Subsystem => name in subsystems);

/** A subsystem's own fields. Of contact: whom (a kind of people, never a name), form, questions collected, results achieved. */
export const detailLabels = {
  whom: '联系对象',
  form: '形式',
  questions: '收集问题',
  result: '成果',
  place: '地点',
  organiser: '组织单位',
  hours: '学时',
  number: '编号',
  attitude: '对办理态度的评价',
  outcome: '对办理结果的评价',
  note: '说明',
} as const;
export type DetailField = keyof typeof detailLabels;
export type Detail = Readonly<Partial<Record<DetailField, string>>>;
export const isDetailField = (value: string): value is DetailField => Object.hasOwn(detailLabels, value);

type KindDefinition = {
  readonly label: string;
  readonly subsystem: Subsystem;
  /** A deputy may enter it when it happened outside the system. */
  readonly declared?: true;
};

/** Kinds of record, their words and where they belong. */
export const dutyKinds = {
  suggestion_submitted: { label: '提出代表建议', subsystem: 'proposals' },
  motion_submitted: { label: '领衔提出议案', subsystem: 'proposals' },
  motion_cosigned: { label: '联名提出议案', subsystem: 'proposals' },
  suggestion_cosigned: { label: '联名提出建议', subsystem: 'proposals' },
  topic_taken_up: { label: '认领征集选题', subsystem: 'proposals' },
  contact_confirmed: { label: '确认承办单位沟通', subsystem: 'proposals' },
  contact_disputed: { label: '对沟通提出异议', subsystem: 'proposals' },
  reply_evaluated: { label: '评价办理答复', subsystem: 'proposals' },
  coordination_attended: { label: '参加办理协调', subsystem: 'proposals' },
  voters_received: { label: '参加选民接待日', subsystem: 'contact' },
  voters_visited: { label: '走访联系群众', subsystem: 'contact' },
  household_linked: { label: '固定联系户', subsystem: 'contact' },
  opinion_collected: { label: '带回群众意见', subsystem: 'contact' },
  opinion_taken_up: { label: '群众意见转为建议', subsystem: 'contact' },
  opinion_answered: { label: '推动群众意见得到答复', subsystem: 'contact' },
  report_given: { label: '向选民（选举单位）述职', subsystem: 'contact', declared: true },
  training_taken: { label: '参加履职学习培训', subsystem: 'learning', declared: true },
  committee_attended: { label: '列席常委会会议', subsystem: 'sitting_in', declared: true },
  inspection: { label: '视察', subsystem: 'activities', declared: true },
  research: { label: '专题调研', subsystem: 'activities', declared: true },
  law_inspection: { label: '执法检查', subsystem: 'activities', declared: true },
  special_activity: { label: '参加专题活动', subsystem: 'activities' },
  discussion: { label: '参加座谈', subsystem: 'activities' },
  session_attended: { label: '出席人代会会议', subsystem: 'activities' },
  group_activity: { label: '代表小组活动', subsystem: 'activities', declared: true },
  practical_work: { label: '为群众办实事', subsystem: 'activities', declared: true },
} as const satisfies Record<string, KindDefinition>;
export type DutyKind = keyof typeof dutyKinds;
export const isDutyKind = (value: unknown): value is DutyKind => typeof value === 'string' && Object.hasOwn(dutyKinds, value);
export const kindNames = Object.keys(dutyKinds).filter(isDutyKind);
export const kindsOf = (subsystem: Subsystem): DutyKind[] => kindNames.filter((kind) => dutyKinds[kind].subsystem === subsystem);

/**
 * - `counted`: it happened and counts.
 * - `noted`: it happened and is shown, but counts nothing: withdrawn, not dealt with as a suggestion.
 * - `void`: it did not happen, or was taken back; kept unseen, so that an older event that comes late does not bring it back.
 */
export type Standing = 'counted' | 'noted' | 'void';

/** The rules by which events become records; raised with each change of them, so that archives are built anew. */
export const archiveRules = 6;
