/** What the demonstration's calls for topics are about: our own words. Pure. */
import { addDays, type DateString } from '@smart/kernel/dates';
import type { SetAsideGround } from '@smart/suggestions/calls/model';
import type { Topic } from '@smart/suggestions/model';
import type { DemoMatter } from './matters.ts';
import type { Slug } from './places.ts';

export type TopicPlay = {
  readonly title: string; readonly situation: string; readonly wish: string; readonly place: string; readonly supports: number;
  /** What becomes of it. `played`: all the way to the published reply. */
  readonly fate:
    | { readonly kind: 'waits' } | { readonly kind: 'merged'; readonly into: string } | { readonly kind: 'aside'; readonly ground: SetAsideGround; readonly reason: string }
    | { readonly kind: 'draft'; readonly lead: string } | Played;
};

export type Played = { readonly kind: 'played'; readonly lead: string; readonly matter: Pick<DemoMatter, 'topic' | 'organ' | 'gist' | 'done' | 'plan'> };

export type CallPlay = {
  readonly place: Slug; readonly title: string; readonly wanted: string; readonly topics: readonly Topic[]; readonly startsOn: DateString; readonly endsOn: DateString;
  readonly proposals: readonly TopicPlay[];
  /** The result, when it has been published. */
  readonly summary: string | null;
};

const schoolGate: Played['matter'] = {
  topic: 'transport', organ: 'transport', gist: '小学门口放学时段的疏导', done: '在学校周边划出限时停车泊位，放学时段加开短驳公交，会同交警、学校实行错时放学', plan: '每学期开学前对学校周边停车和短驳公交运行情况评估一次',
};

const waits = { kind: 'waits' } as const;

const running = (day: DateString): CallPlay => ({
  place: 'city', title: '老旧小区加装电梯，您遇到了什么难处', topics: ['urban_construction'], startsOn: addDays(day, -14), endsOn: addDays(day, 21), summary: null,
  wanted: '不少老旧小区的居民盼着加装电梯。请说说您所在的小区卡在哪一步：意见不一、费用分摊、管线迁改、以后谁来维护，还是不知道找谁办。代表将据此提出建议。',
  proposals: [
    { title: '加装电梯没有人牵头协商', place: '湖滨社区', supports: 9, fate: { kind: 'draft', lead: 'deputy.city' }, situation: '我们单元十二户，多数人愿意加装电梯，但楼上楼下想法不同，没有人把大家召集起来商量，拖了两年。', wish: '请社区安排专人牵头协商，把能补助多少、各家大概出多少先讲清楚。' },
    { title: '低楼层住户的采光补偿没有标准', place: '学院路', supports: 6, fate: waits, situation: '一楼二楼的邻居担心挡光和噪声，不是不讲理，是补多少没有一个说法，谈一次吵一次。', wish: '希望有一个可以参照的补偿办法，大家照着谈。' },
    { title: '希望社区派人协商加装电梯', place: '南湖片区', supports: 4, fate: { kind: 'merged', into: '加装电梯没有人牵头协商' }, situation: '老人多，爬六楼很吃力，邻居都说想装电梯，就是没有人牵头协商。', wish: '社区能不能派人来牵头，召集大家开个会。' },
    { title: '水电气管线迁移费用太高', place: '金鹗片区', supports: 5, fate: waits, situation: '加装电梯的位置下面有燃气管和水管，几家单位分别报价，迁移的钱快赶上半部电梯了。', wish: '请统一迁改，费用公开，能减免的减免。' },
    { title: '加装以后电梯坏了找谁修', place: '', supports: 3, fate: waits, situation: '隔壁小区的电梯装好两年，坏了以后物业说不归他们管，停了一个多月。', wish: '加装之前就把维护单位和维修钱从哪里出写清楚。' },
    { title: '管线迁改的费用能不能统一', place: '东茅岭', supports: 2, fate: waits, situation: '燃气、水、电各报各的迁移费用，加起来比电梯本身还难谈。', wish: '请由一个部门统一组织管线迁改，费用公开。' },
    { title: '我家房产证的面积写错了', place: '', supports: 0, fate: { kind: 'aside', ground: 'personal_matter', reason: '请带房产证和身份证到不动产登记中心更正窗口办理。' }, situation: '房产证上的面积比实际少了两平方米，跑了几次没有改过来。', wish: '请帮我把面积改正确。' },
  ],
});

const concluded = (day: DateString): CallPlay => ({
  place: 'city', title: '接送孩子的路，哪里最堵最险', topics: ['transport', 'public_safety'], startsOn: addDays(day, -150), endsOn: addDays(day, -60),
  wanted: '上学放学的时候，学校门口哪里最堵、哪里过马路不安全？请写明学校附近的路名和时间，代表将选取反映集中的提出建议。',
  summary: '本次征集共收到五条建言，合并为四个选题。反映最集中的“小学门口放学时段拥堵”由代表认领提出建议，已经办结答复；校门口步行通道等两项由有关部门此前答复，理由已逐条说明；另有一项属于其他事项，已告知办理渠道。感谢每一位参与的市民。',
  proposals: [
    { title: '小学门口放学时段接送车辆拥堵', place: '五里牌小学门前', supports: 12, fate: { kind: 'played', lead: 'deputy.second', matter: schoolGate }, situation: '下午四点到四点半，接孩子的车停满两边，公交车进不来，孩子只能在车缝里走，刮碰发生过几次。', wish: '请在附近划出限时停车位，错峰放学，增派人员疏导，公交线路在这一时段加开短驳车。' },
    { title: '放学时校门口车停得过不去', place: '五里牌', supports: 5, fate: { kind: 'merged', into: '小学门口放学时段接送车辆拥堵' }, situation: '放学的时候校门口两边都停车，电动车和孩子挤在中间，拥堵得过不去。', wish: '希望划停车位，放学错峰。' },
    { title: '校门口没有步行通道', place: '岳城小学', supports: 4, fate: { kind: 'aside', ground: 'answered_already', reason: '市公安局交警支队已经答复，人行护栏和步行通道列入暑期施工，开学前完成。' }, situation: '校门口机动车和行人混在一起走，没有隔开。', wish: '用护栏隔出一条步行通道。' },
    { title: '斑马线的绿灯时间太短', place: '花板桥路口', supports: 3, fate: { kind: 'aside', ground: 'answered_already', reason: '交警支队上月已将行人绿灯延长到三十二秒，并设置二次过街。' }, situation: '低年级的孩子走到一半就变红灯了。', wish: '把行人绿灯延长一些。' },
    { title: '补课班收费太贵', place: '', supports: 0, fate: { kind: 'aside', ground: 'not_in_call', reason: '校外培训收费问题请拨打市教育部门的举报电话，或者通过代表联络站反映。' }, situation: '周末的补课班一节课要两百元，家长负担不起。', wish: '请管一管补课班的收费。' },
  ],
});

const ofCounty = (day: DateString): CallPlay => ({
  place: 'county', title: '村里的饮水，您满意吗', topics: ['agriculture', 'health'], startsOn: addDays(day, -20), endsOn: addDays(day, 10), summary: null,
  wanted: '请说说您村组的饮水情况：水够不够、清不清、水管坏了有没有人修、水费合不合理。',
  proposals: [
    { title: '一到秋天就停水', place: '石坝村', supports: 5, fate: { kind: 'draft', lead: 'deputy.county' }, situation: '每年九月以后水压上不来，住在高处的二十几户要到山下挑水。', wish: '建一个高位水池，或者从邻村的管网接过来。' },
    { title: '水管冻裂了没有人修', place: '', supports: 2, fate: waits, situation: '去年冬天水管冻裂，报修半个月才来人，大家只好自己接塑料管。', wish: '明确维修电话和时限，入冬前给露在外面的水管做保温。' },
    { title: '自来水下雨天发黄', place: '河口村', supports: 3, fate: waits, situation: '一下大雨，自来水就发黄，放一晚上桶底有泥。', wish: '水厂加一道沉淀，水质检测结果在村里公布。' },
  ],
});

/** All calls, by the day of the start. */
export const callPlays = (day: DateString): readonly CallPlay[] => [running(day), concluded(day), ofCounty(day)];
