// 身份: the one mandate or appointment a person acts in. Pure, runs in the browser too.

/** What an appointment may allow. A mandate gives `deputy`. */
export const roles = [
  'deputy',
  /** 代表工委, 人大办, 乡镇主席团, 大会秘书处: examines, assigns, supervises. */
  'congress_officer',
  /** 主任会议成员: sees all of the congress, leads key supervision. */
  'congress_leader',
  'standing_committee_member',
  /** 政府办公厅(室), 督查室: hands on to departments, decides their returns. */
  'government_officer',
  /** 承办单位经办人. */
  'handling_clerk',
  /** 承办单位主要负责人: signs the reply. */
  'handling_head',
  /** 三员: system, security and audit administrator; none does the others' acts. */
  'system_administrator',
  'security_administrator',
  'audit_administrator',
] as const;
export type Role = (typeof roles)[number];

export type Tier = 'province' | 'city' | 'county' | 'township';

export type Capacity = {
  /** Id of the mandate or appointment. */
  readonly id: string;
  readonly kind: 'mandate' | 'appointment';
  readonly personId: string;
  readonly personName: string;
  readonly userId: string;
  /** "岳阳市人大代表", "岳阳市交通运输局 经办人". */
  readonly label: string;
  readonly congressId: string;
  readonly congressName: string;
  readonly divisionCode: string;
  readonly tier: Tier;
  readonly roles: readonly Role[];
  /** Appointments only. */
  readonly organId?: string;
  readonly organName?: string;
  readonly organKind?: string;
  /** Mandates only. */
  readonly termId?: string;
  readonly delegationName?: string;
};

/** Whether the capacity carries at least one of these roles. */
export const hasRole = (capacity: Pick<Capacity, 'roles'>, ...wanted: readonly Role[]): boolean =>
  wanted.some((role) => capacity.roles.includes(role));
