// 群众意见: the words of citizens' opinions. Pure, so that every app can use it.
import { filterLabels } from '@smart/identity/word-filter';
import { keysOf } from '@smart/kernel/keys';

export const opinionStateLabels = {
  received: '正在登记',
  registered: '待受理',
  accepted: '待交办',
  redirected: '已告知分流',
  assigned: '已交办',
  handling: '办理中',
  answered: '待告知群众',
  replied: '待评价',
  taken_up: '已转建议',
  merged: '已并案',
  closed: '已办结',
} as const;
export type OpinionState = keyof typeof opinionStateLabels;
export const opinionStates = keysOf(opinionStateLabels);
/** Nothing more is to be done. */
export const finalStates = ['redirected', 'closed'] as const satisfies readonly OpinionState[];

export const opinionTopicLabels = {
  urban: '城乡建设', environment: '环境保护', transport: '交通运输', education: '教育文体', labour: '劳动和社会保障', commerce: '商贸旅游', health: '卫生计生', other: '其他',
} as const;
export type OpinionTopic = keyof typeof opinionTopicLabels;
export const opinionTopics = keysOf(opinionTopicLabels);

/** What is or should be before others: the station tells the person where to go. The words go to the citizen as they are. */
export const channelLabels = {
  court: '诉讼事项，请向有管辖权的人民法院（诉讼服务热线 12368）提出',
  arbitration: '仲裁事项，请向劳动人事争议仲裁委员会或者约定的仲裁机构申请',
  review: '行政复议事项，请向有管辖权的行政复议机关（县级以上人民政府司法行政部门）申请',
  petition: '信访事项，请向本级信访局提出，或者登录国家信访局网站',
  inspection: '检举控告事项，请向纪检监察机关（12388）提出',
  hotline: '咨询和求助事项，请拨打政务服务便民热线 12345',
  police: '报警求助事项，请立即拨打 110',
  other: '请按说明向有关机关提出',
} as const;
export type Channel = keyof typeof channelLabels;
export const channels = keysOf(channelLabels);

export const satisfactionLabels = { satisfied: '满意', basically: '基本满意', dissatisfied: '不满意', none: '未评价' } as const;
export type Satisfaction = keyof typeof satisfactionLabels;
export const satisfactions = keysOf(satisfactionLabels);
/** What a citizen may say. */
export const evaluations = ['satisfied', 'basically', 'dissatisfied'] as const satisfies readonly Satisfaction[];

export const sourceLabels = { web: '网上提交', station: '工作人员代录', visit: '代表走访带回', hotline: '热线转来', sheet: '批量登记' } as const;
export type Source = keyof typeof sourceLabels;

/** Whose people are told by a system in the same moment, and by no clerk. */
export const toldAtOnce = (source: string): boolean => source === 'web' || source === 'hotline';

/** How far the suggestion is that a deputy made of it: the stage only, never a word of it before the reply. */
export const stageLabels = {
  taken_up: '代表正在形成建议',
  submitted: '代表已提交建议，等待审查',
  registered: '建议已立案',
  merged: '建议已并案办理',
  handling: '建议已交有关单位办理',
} as const;
export type Stage = keyof typeof stageLabels;

export const deadlineLabels = { acceptance: '受理', hand_over: '交办', feedback: '单位反馈', telling: '告知群众', evaluation: '群众评价' } as const;
export type DeadlineKind = keyof typeof deadlineLabels;

export const heldLabels = filterLabels;

/** Longest texts, in characters; pictures of one form, bytes of one picture, and how many go over into a draft. */
export const opinionLimits = { content: 1000, place: 60, name: 20, message: 500, reason: 300, reply: 2000, title: 30, pictures: 4, pictureBytes: 10 * 1024 * 1024, carried: 8 } as const;
/** Shortest texts, in characters. */
export const opinionFewest = { content: 5, reply: 10, message: 2, reason: 4 } as const;

export const isTopic = (value: string): value is OpinionTopic => value in opinionTopicLabels;
export const isChannel = (value: string): value is Channel => value in channelLabels;
export const isSatisfaction = (value: string): value is Satisfaction => value in satisfactionLabels;
export const isStage = (value: string): value is Stage => value in stageLabels;
export const isHeldReason = (value: string): value is keyof typeof heldLabels => value in heldLabels;

/** The first sentence, as a title: nobody writes one. */
export function titleOf(content: string): string {
  const plain = content.trim().replace(/\s+/gu, ' ');
  const first = [...(plain.split(/[。！？!?；;\n]/u)[0] ?? plain)];
  return first.length > opinionLimits.title ? `${first.slice(0, opinionLimits.title - 1).join('')}…` : first.join('');
}
