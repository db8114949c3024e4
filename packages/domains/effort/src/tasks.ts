// The key tasks and what they may cost: one place for the scripted journeys, which fail when a task costs more, and for what real use is
// held against. Pure and without a schema; the browser's meter loads it.

export type KeyTask = {
  readonly label: string;
  readonly who: string;
  /** Most taps or clicks; typing is not counted. */
  readonly taps: number;
  /** Pages whose opening begins the task, as the app's router names them. What begins with a press carries `data-task` instead. */
  readonly opens?: readonly string[];
  /** What the server is asked when the task is finished. Tasks without it are walked by the journeys only. */
  readonly done?: readonly string[];
  /** Done on the public site, by whom nobody knows: its forms name `opens`, the pages that confirm it name `done`. */
  readonly site?: boolean;
};

export const keyTasks = {
  submit_suggestion: { label: '提交建议', who: '代表', taps: 3, opens: ['/write', '/write/:id'], done: ['suggestions.submit', 'suggestions.resubmit'] },
  confirm_cosign: { label: '答复联名邀请', who: '代表', taps: 2, done: ['suggestions.answerCosign'] },
  confirm_contact: { label: '确认承办单位沟通', who: '代表', taps: 2, done: ['assignments.confirmContact', 'assignments.disputeContact'] },
  accept_meeting: { label: '答复见面时间', who: '代表', taps: 2, done: ['feedback.acceptMeeting', 'feedback.counterMeeting'] },
  evaluate_reply: { label: '评价答复', who: '代表', taps: 2, done: ['suggestions.evaluate'] },
  sign_in: { label: '扫码签到', who: '代表', taps: 1, opens: ['/station/sign-in/:code', '/activities/sign-in/:code?'], done: ['stations.signIn', 'activities.signIn'] },
  log_visit: { label: '记走访', who: '代表', taps: 3, done: ['visits.log'] },
  record_reception: { label: '记接待', who: '代表', taps: 3, done: ['stations.recordReception'] },
  answer_invitation: { label: '回复活动邀请', who: '代表', taps: 2, done: ['activities.join', 'activities.askLeave'] },
  declare_duty: { label: '补充履职', who: '代表', taps: 2, done: ['declarations.declare'] },
  call_group: { label: '安排小组活动', who: '代表', taps: 2, opens: ['/group-activities/new'], done: ['groupActivities.plan'] },
  take_up_opinion: { label: '群众意见转为建议', who: '代表', taps: 1, done: ['opinionTaking.takeUp'] },
  sort_opinion: { label: '分流群众意见', who: '联络站、人大机关', taps: 2, done: ['opinions.sort'] },
  register_suggestion: { label: '审查登记建议', who: '人大机关', taps: 2, done: ['suggestions.examine'] },
  assign_suggestion: { label: '交办一件', who: '人大机关', taps: 2, done: ['suggestions.assign'] },
  assign_many: { label: '批量交办', who: '人大机关', taps: 5, done: ['suggestions.assign'] },
  plan_activity: { label: '安排活动', who: '人大机关', taps: 2, opens: ['/activities/new'], done: ['activities.save'] },
  confirm_declaration: { label: '核实补充的履职', who: '人大机关', taps: 1, done: ['declarations.confirmMany'] },
  distribute_suggestion: { label: '分办', who: '政府办公室', taps: 3, done: ['assignments.distribute'] },
  write_reply: { label: '起草答复送审', who: '承办单位', taps: 4, opens: ['/handling/:id/reply/:assignmentId'], done: ['assignments.submitReply'] },
  sign_reply: { label: '签发答复', who: '承办单位', taps: 2, done: ['assignments.signReply', 'assignments.sendBackReply'] },
  open_notice: { label: '从通知打开事项', who: '代表', taps: 1 },
  file_opinion: { label: '反映意见', who: '群众', taps: 3, site: true, opens: ['/opinions/new'], done: ['/opinions/new'] },
  follow_opinion: { label: '从回执看进展', who: '群众', taps: 1 },
  find_receipt: { label: '凭编号和查询码查进展', who: '群众', taps: 2, site: true, opens: ['/opinions/follow'], done: ['/opinions/follow'] },
  trace_figure: { label: '从汇总数看到具体事项', who: '领导', taps: 4 },
} as const satisfies Record<string, KeyTask>;

export type TaskName = keyof typeof keyTasks;
const isTaskName = (name: string): name is TaskName => Object.hasOwn(keyTasks, name);
const taskOf = (name: TaskName): KeyTask => keyTasks[name];

/** What is measured in real use. */
export const measuredTasks = Object.keys(keyTasks).filter(isTaskName).filter((name) => taskOf(name).done !== undefined);
/** Measured on the public site, and by those who have signed in. */
export const siteTasks = measuredTasks.filter((name) => taskOf(name).site === true);
export const signedInTasks = measuredTasks.filter((name) => taskOf(name).site !== true);

/** How far somebody was who left a task, in this order. */
export const steps = { opened: '打开后没有操作', pressed: '点选以后', typed: '填写以后', refused: '提交没有通过' } as const;
export type Step = keyof typeof steps;
const isStep = (name: string): name is Step => Object.hasOwn(steps, name);
export const stepNames = Object.keys(steps).filter(isStep);

/** The most that one task may cost, in taps. */
export const budgetOf = (...names: readonly TaskName[]): number => names.reduce((sum, name) => sum + keyTasks[name].taps, 0);
