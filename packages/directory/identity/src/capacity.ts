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
  /** 联络站站长、联络员: the stations they are staff of (`station_staff`) and nothing else. */
  'station_clerk',
  /** 三员: system, security and audit administrator; none does the others' acts. */
  'system_administrator',
  'security_administrator',
  'audit_administrator',
  /** 代表助理: prepares for one deputy, never sends. Comes from a stand-in only. */
  'deputy_assistant',
] as const;
export type Role = (typeof roles)[number];
/** What an appointment may carry: neither what a mandate gives nor what a deputy grants. */
export type AppointedRole = Exclude<Role, 'deputy' | 'deputy_assistant'>;
export const appointedRoles: readonly AppointedRole[] = roles.filter((role) => role !== 'deputy' && role !== 'deputy_assistant');
export const isAppointedRole = (role: string): role is AppointedRole => appointedRoles.some((one) => one === role);

export const standInKinds = ['substitute', 'assistant', 'emergency'] as const;
/** 代班, 代表助理, 应急授权. */
export type StandInKind = (typeof standInKinds)[number];

/** Whom a capacity stands in for, and until when. */
export type StandIn = {
  readonly kind: StandInKind;
  /** ISO instant at which it ends by itself; absent for an assistant without a last day. */
  readonly endsAt?: string;
  /** The absent colleague or the deputy; absent in an emergency. */
  readonly forName?: string;
  readonly forPersonId?: string;
  /** Substitutes: the appointment they stand in. */
  readonly postId?: string;
  /** Assistants: the deputy's mandate, and whether confidential suggestions are shown. */
  readonly mandateId?: string;
  readonly confidential?: boolean;
};

export type Tier = 'province' | 'city' | 'county' | 'township';

export type Capacity = {
  /** Id of the mandate, the appointment or the stand-in. */
  readonly id: string;
  /** A stand-in is a post for a time: its kind is `appointment`. */
  readonly kind: 'mandate' | 'appointment';
  readonly personId: string;
  readonly personName: string;
  readonly userId: string;
  /** "岳阳市人大代表", "岳阳市交通运输局 经办人". */
  readonly label: string;
  /** How the log names it, where that differs from `label`. */
  readonly logLabel?: string;
  readonly congressId: string;
  readonly congressName: string;
  readonly divisionCode: string;
  readonly tier: Tier;
  readonly roles: readonly Role[];
  /** Appointments only. */
  readonly organId?: string;
  readonly organName?: string;
  readonly organKind?: string;
  /** Organs that were merged into it: what they handled and closed stays theirs by name and is read by their successor. */
  readonly formerOrganIds?: readonly string[];
  /** Mandates, and their assistants. */
  readonly termId?: string;
  readonly delegationName?: string;
  /** Only while one stands in for somebody, or beyond one's post. */
  readonly standIn?: StandIn;
};

/** The organ for which a capacity reads, with those it took over; acts are the organ's own. */
export const readingOrgans = ({ organId, formerOrganIds }: Pick<Capacity, 'organId' | 'formerOrganIds'>): readonly string[] => (organId === undefined ? [] : [organId, ...(formerOrganIds ?? [])]);

/** The appointment in which a capacity acts: its own, or that of the absent colleague. */
export const postOf = ({ id, standIn }: Pick<Capacity, 'id' | 'standIn'>): string => standIn?.postId ?? id;

/** Whether the capacity carries at least one of these roles. */
export const hasRole = (capacity: Pick<Capacity, 'roles'>, ...wanted: readonly Role[]): boolean =>
  wanted.some((role) => capacity.roles.includes(role));
