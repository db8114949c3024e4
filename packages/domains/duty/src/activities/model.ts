// 代表活动: what is planned, who is invited, what they answer. Pure and without libraries: the portal's first page loads it.
import type { DutyKind } from '../model.ts';

type KindDefinition = { readonly label: string; /** What it is in the archive of whoever was there. */ readonly duty: DutyKind; /** Law it is held by. */ readonly source?: string };

/** Kinds of activity. Reception days are planned at the station and are none of these. */
export const activityKinds = {
  inspection: { label: '视察', duty: 'inspection', source: '代表法 29' },
  research: { label: '专题调研', duty: 'research', source: '代表法 30' },
  law_inspection: { label: '执法检查', duty: 'law_inspection' },
  special: { label: '专题活动', duty: 'special_activity' },
  discussion: { label: '座谈', duty: 'discussion' },
  group: { label: '小组活动', duty: 'group_activity', source: '代表法 27' },
  training: { label: '履职学习', duty: 'training_taken', source: '代表法 47' },
  sitting_in: { label: '列席常委会会议', duty: 'committee_attended' },
  report: { label: '述职', duty: 'report_given', source: '代表法 58' },
  session: { label: '出席人代会会议', duty: 'session_attended', source: '代表法 13、62' },
} as const satisfies Record<string, KindDefinition>;
export type ActivityKind = keyof typeof activityKinds;
export const isActivityKind = (value: unknown): value is ActivityKind => typeof value === 'string' && Object.hasOwn(activityKinds, value);
export const activityKindNames = Object.keys(activityKinds).filter(isActivityKind);

/** What a deputy group does on its own: nothing that only the congress calls (代表法 27). */
export const groupActivityKinds = ['group', 'research', 'inspection', 'discussion', 'training', 'special'] as const satisfies readonly ActivityKind[];

export const activityStates = ['planned', 'published', 'held', 'cancelled'] as const;
export type ActivityState = (typeof activityStates)[number];
export const activityStateLabels: Readonly<Record<ActivityState, string>> = { planned: '待发布', published: '已发布', held: '已举行', cancelled: '已取消' };

export const invitationStates = ['invited', 'joining', 'leave_asked', 'on_leave', 'leave_refused', 'attended', 'absent', 'withdrawn'] as const;
export type InvitationState = (typeof invitationStates)[number];
export const invitationStateLabels: Readonly<Record<InvitationState, string>> = {
  invited: '待回复', joining: '参加', leave_asked: '请假待批', on_leave: '已准假', leave_refused: '未准假', attended: '到场', absent: '未到', withdrawn: '不再邀请',
};
/** States in which it is not known yet whether the deputy was there. */
export const unmarkedStates = ['invited', 'joining', 'leave_asked', 'leave_refused'] as const satisfies readonly InvitationState[];

/** Who is invited; everybody in force of what is named, each once. */
export type Targets = { all: boolean; delegationIds: string[]; groupIds: string[]; stationIds: string[]; mandateIds: string[] };
export const noTargets: Targets = { all: false, delegationIds: [], groupIds: [], stationIds: [], mandateIds: [] };
export const namesNobody = ({ all, delegationIds, groupIds, stationIds, mandateIds }: Targets): boolean => !all && delegationIds.length + groupIds.length + stationIds.length + mandateIds.length === 0;

export const signInWays = ['code', 'offline', 'roll_call', 'paper'] as const;
export type SignInWay = (typeof signInWays)[number];
export const signInWayLabels: Readonly<Record<SignInWay, string>> = { code: '扫码签到', offline: '断网签到，联网后到达', roll_call: '点名', paper: '纸质签到表' };

export const activityFewest = { theme: 4, reason: 2 } as const;
export const activityLimits = { theme: 60, details: 1000, place: 80, organiser: 60, reason: 200, seen: 3000, results: 2000, publicWords: 1000, files: 10, pictures: 9, sheets: 5, /** Days from first to last. */ days: 15 } as const;

/** How many in each state. */
export type InvitationCounts = Record<InvitationState, number>;
