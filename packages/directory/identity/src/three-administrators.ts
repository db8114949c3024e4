// 三员分立 as data: who of the three administrators may do what. A test holds every procedure of the deployment to it.
import type { AdministratorRole } from './service.ts';

export type Duties = {
  readonly label: string;
  /** What the office is for, in the words of the manual. */
  readonly duties: readonly string[];
  /** The procedures that are open to this one of the three; `everything else` is the system administrator's. */
  readonly procedures: readonly string[] | 'everything else';
};

export const administratorDuties: Readonly<Record<AdministratorRole, Duties>> = {
  system_administrator: {
    label: '系统管理员',
    duties: ['管理人员、机构、任职、参数和后台任务', '提出管理员任职', '办理代班'],
    procedures: 'everything else',
  },
  security_administrator: {
    label: '安全管理员',
    duties: ['解除账号锁定、结束登录', '核查长期未使用的账号', '查看谁能办理什么', '确认管理员任职', '批准应急授权', '查看审计管理员的查阅记录', '查看没有通过的登录和被拒绝的攻击'],
    procedures: ['people.unlock', 'people.revokeSessions', 'dormant.list', 'dormant.keep', 'dormant.disable', 'dormant.enable', 'abilities.procedures', 'abilities.holders', 'abilities.ofPerson', 'abilities.ofOrgan', 'administrators.decide', 'standIns.decideEmergency', 'log.auditReadings', 'log.refusedAttempts'],
  },
  audit_administrator: {
    label: '审计管理员',
    duties: ['查阅操作日志和系统、安全管理员的操作', '查阅应急授权期间办理的事项'],
    procedures: ['log.acts', 'log.administration', 'standIns.emergencyActs'],
  },
};

/** What more than one of the three may read: they could not do their own part otherwise. */
export const sharedReadings: Readonly<Record<string, string>> = {
  'people.list': 'the security administrator looks up whose account to unlock',
  'personal.looks': 'who looked at personal data: the security administrator guards them, the audit administrator reads',
  'directory.organs': 'a public directory',
  'administrators.proposals': 'one proposes, the other decides',
  'standIns.substitutes': 'the audit administrator reads who stood in for whom; everybody reads their own',
  'standIns.emergencies': 'the security administrator decides, the audit administrator reads; everybody reads their own',
};

/** Everybody's own affairs, the three administrators' as anybody's. */
export const ownAffairs: Readonly<Record<string, string>> = {
  'live.changes': 'an open page hears that it must read again',
  'notices.list': 'one’s own notices',
  'notices.unreadCount': 'one’s own notices',
  'notices.markRead': 'one’s own notices',
  'notices.quiet': 'one’s own quiet hours',
  'notices.setQuiet': 'one’s own quiet hours',
  'standIns.requestEmergency': 'anybody on duty may ask; a second person decides',
  'standIns.end': 'whoever stands in may stop; what else may be ended is decided inside',
};
