// Who is told what (转办告知, domain rule 8.1 no. 8): one line for each event of the suggestions domain. An event that concerns nobody
// anew says so; an event without a line fails the test. Words are finished sentences for the one who reads them.
import { formatDate } from '@smart/kernel/dates';
import type { SuggestionEventPayload } from '@smart/suggestions/events';
import { proposerOf } from '@smart/suggestions/model';
import type { Audience } from './recipients.ts';

/** The part of the page that the link opens: the very thing to do. */
export type Anchor = 'feedback' | 'commitments' | 'evaluate' | 'contact' | 'cosign' | 'withdrawal' | 'reply' | 'coordination' | 'organ-coordination' | 'timeline' | 'delegation' | 'split' | 'supervision';

export type Rule = {
  readonly to: readonly Audience[];
  readonly title: (payload: SuggestionEventPayload) => string;
  readonly body: (payload: SuggestionEventPayload) => string;
  readonly anchor?: Anchor;
};

/** A confidential one is not named: a list of notices lies open beside others. The link leads to it. */
const name = ({ numberLabel, title, confidential }: SuggestionEventPayload): string => (confidential ? `${numberLabel ?? ''}保密件` : numberLabel ? `${numberLabel}《${title}》` : `《${title}》`);
const proposer = ({ leadName, byDelegation }: SuggestionEventPayload): string => proposerOf({ leadName, byDelegation });
const because = ({ reason }: SuggestionEventPayload): string => (reason ? `理由：${reason}` : '');
const until = (date: string | undefined): string => (date ? `，请在${formatDate(date)}前办理` : '');
const organ = (payload: SuggestionEventPayload): string => payload.organ?.organName ?? '承办单位';
const scoreWords: Readonly<Record<string, string>> = { satisfied: '满意', mostly_satisfied: '基本满意', not_satisfied: '不满意' };
const scored = ({ facts }: SuggestionEventPayload): string => `办理态度：${scoreWords[facts.attitude ?? ''] ?? '—'}；办理结果：${scoreWords[facts.result ?? ''] ?? '—'}`;

const rule = (to: readonly Audience[], title: string, body: (payload: SuggestionEventPayload) => string, anchor?: Anchor): Rule => ({
  to, title: () => title, body, ...(anchor ? { anchor } : {}),
});

/** Nobody needs to be told: the act is its actor's own, or another event of the same act tells it. */
const nobody = { to: [], title: () => '', body: () => '' } as const satisfies Rule;

export const rules: Readonly<Record<string, Rule>> = {
  // --- the deputy writes
  'suggestion.cosigners_invited': rule(['named'], '请您确认联名', (p) => `${p.leadName}代表邀请您联名提出${name(p)}，请阅看全文后确认是否为您的真实意愿`, 'cosign'),
  'suggestion.cosigner_removed': rule(['named'], '联名邀请已取消', (p) => `${p.leadName}代表已将您移出${name(p)}的联名名单`),
  'suggestion.cosigned': rule(['lead'], '联名已确认', (p) => `${p.facts.personName ?? '受邀代表'}已确认联名${name(p)}`),
  'suggestion.cosign_declined': rule(['lead'], '有代表不参加联名', (p) => `${p.facts.personName ?? '受邀代表'}不参加${name(p)}的联名`),
  'suggestion.cosign_lapsed': rule(['lead'], '联名邀请已失效', (p) => `${p.facts.personName ?? '受邀代表'}的代表资格已经终止，${name(p)}对其的联名邀请失效`),
  'suggestion.lead_succeeded': { to: ['named', 'organs', 'officers'], title: (p) => (p.facts.personName === p.leadName ? '连任代表继续联系、评价' : '建议由联名代表接续'), body: (p) => `${name(p)}此后由${p.facts.personName ?? '联名'}代表联系、评价。${because(p)}` },
  'suggestion.submitted': rule(['officers', 'cosigners'], '收到新的代表建议', (p) => `${proposer(p)}提交了${name(p)}，等待审查`),
  'suggestion.resubmitted': rule(['officers', 'cosigners'], '代表修改后重新提交', (p) => `${proposer(p)}修改后重新提交了${name(p)}，等待审查`),
  'suggestion.prepared': rule(['lead'], '助理已起草文稿，请您审阅', (p) => `${p.facts.personName ?? '您的助理'}为您起草了${name(p)}，请审阅后由您本人提交`),
  'suggestion.discarded': nobody,
  'suggestion.delegation_asked': rule(['named'], '请您以团长身份签署', (p) => `${p.leadName}代表起草了${name(p)}，拟以${p.facts.text?.endsWith('代表团') ? p.facts.text : '代表团'}名义提出，经全团讨论后请您签署`, 'delegation'),
  'suggestion.delegation_confirmed': rule(['lead'], '团长已签署', (p) => `团长${p.facts.personName ?? ''}已签署${name(p)}，可以以代表团名义提交`),
  'suggestion.delegation_declined': rule(['lead'], '团长没有签署', (p) => `团长${p.facts.personName ?? ''}没有签署${name(p)}。${because(p)}`),
  'suggestion.delegation_dropped': nobody,
  'suggestion.paper_entered': rule(['lead'], '请您核对录入的纸质建议', (p) => `${p.facts.personName ?? '代表工作机构'}已将您提交的纸质件${name(p)}录入系统，请核对文字，确认后提交`),
  'suggestion.paper_refused': rule(['officers'], '代表没有确认录入的纸质件', (p) => `${p.leadName}代表没有确认${name(p)}。${because(p)}`),
  'suggestion.original_archived': rule(['lead'], '纸质原件已存档', (p) => `${name(p)}的手写签名原件已经扫描存档`),
  'suggestion.withdrawal_asked': rule(['named'], '请您答复撤回征询', (p) => `${p.leadName}代表申请撤回${name(p)}，联名建议须经您同意。${because(p)}`, 'withdrawal'),
  'suggestion.withdrawal_agreed': rule(['lead'], '联名代表同意撤回', (p) => `联名代表已同意撤回${name(p)}`),
  'suggestion.withdrawal_refused': rule(['lead'], '联名代表不同意撤回', (p) => `有联名代表不同意撤回${name(p)}，本件继续办理`),
  'suggestion.withdrawn': rule(['cosigners', 'officers', 'organs'], '建议已撤回', (p) => `${proposer(p)}撤回了${name(p)}，即时停止办理。${because(p)}`),

  // --- the congress examines and hands over
  'suggestion.registered': rule(['lead', 'cosigners'], '建议已立案', (p) => `${name(p)}已经立案，将在规定时限内交办`),
  'suggestion.returned_for_amendment': rule(['lead', 'cosigners'], '建议退回修改', (p) => `${name(p)}需要修改后重新提交。${because(p)}`),
  'suggestion.not_accepted': rule(['lead', 'cosigners'], '建议不作建议处理', (p) => `${name(p)}属于“${p.facts.ground ?? '不作建议处理'}”的情形。${because(p)}`),
  'suggestion.merged': rule(['lead', 'cosigners'], '建议并案办理', (p) => `${name(p)}与${p.facts.intoNumberLabel ?? ''}《${p.facts.intoTitle ?? ''}》内容相近，并案办理，将分别答复您`),
  'suggestion.unmerged': rule(['lead', 'cosigners', 'officers'], '并案终止，恢复单独办理', (p) => `${name(p)}恢复单独办理`),
  'suggestion.split_proposed': rule(['lead', 'cosigners'], '请您答复分案建议', (p) => `${name(p)}包含${p.facts.parts ?? 2}件事项，代表工作机构建议按一事一议分案，请领衔代表答复。${because(p)}`, 'split'),
  'suggestion.split': rule(['officers', 'cosigners'], '代表同意分案', (p) => `${name(p)}分为${p.facts.parts ?? 2}件，各件保留全部联名代表，分别审查`),
  'suggestion.split_refused': rule(['officers'], '代表不同意分案', (p) => `${p.leadName}代表不同意将${name(p)}分案，请继续审查。${because(p)}`),
  'suggestion.split_off': rule(['lead', 'cosigners'], '分案后的建议已提交', (p) => `${name(p)}由原建议分出，等待审查`),
  'suggestion.converted': rule(['lead', 'cosigners', 'officers'], '议案转为代表建议', (p) => `主席团决定不作议案处理，转为${name(p)}，将在规定时限内交办。${because(p)}`),
  'suggestion.secrecy_changed': { to: ['lead', 'cosigners', 'organs'], title: (p) => (p.facts.secret ? '本件改为保密办理' : '本件解除保密'), body: (p) => `${name(p)}${p.facts.secret ? '改为保密办理，不公开，请注意知悉范围' : '解除保密'}。${because(p)}` },
  'suggestion.letter_sent': rule(['lead', 'cosigners'], '代表来信已送有关机关', (p) => `${name(p)}已作为代表来信送${(p.facts.organNames ?? []).join('、') || '有关机关'}作工作参考`),
  'suggestion.letter_answered': rule(['lead', 'cosigners'], '代表来信有了处理情况', (p) => `${name(p)}的处理情况：${p.facts.text ?? ''}`),
  'suggestion.assigned': rule(['lead', 'cosigners'], '建议已交办', (p) => `${name(p)}已交${(p.facts.organNames ?? []).join('、') || '承办单位'}办理${p.facts.replyDueOn ? `，答复期限为${formatDate(p.facts.replyDueOn)}` : ''}`),
  'suggestion.organs_added': rule(['lead', 'cosigners'], '增加了承办单位', (p) => `${name(p)}增加${(p.facts.organNames ?? []).join('、') || '承办单位'}办理`),
  'assignment.handed_over': rule(['organ'], '收到交办的代表建议', (p) => `${name(p)}交由${organ(p)}办理${until(p.facts.dueOn)}`),
  'assignment.distributed': rule(['lead', 'cosigners'], '建议已分办到承办单位', (p) => `${name(p)}由${(p.facts.organNames ?? []).join('、') || '有关部门'}承办`),
  'assignment.taken_back': rule(['organ'], '部门退办，请重新分办', (p) => `${name(p)}需要重新分办`),

  'suggestion.organs_coordinated': rule(['organs', 'officers'], '承办单位协调结果', (p) => `${name(p)}的承办单位已经协调：${p.facts.text ?? ''}`, 'organ-coordination'),

  // --- the organ handles
  'assignment.accepted': rule(['lead'], '承办单位已签收', (p) => `${organ(p)}已签收${name(p)}，将与您联系沟通`),
  'assignment.return_requested': { to: ['return_decider'], title: (p) => (p.facts.level === undefined || p.facts.level === 'handing_over' ? '承办单位申请退办' : '承办单位再次申请退办，请您决定'), body: (p) => `${organ(p)}申请退回${name(p)}。${because(p)}` },
  'assignment.returned': rule(['organ', 'lead'], '已同意退办', (p) => `${organ(p)}退办${name(p)}已获同意，将另行交办`),
  'assignment.return_refused': rule(['organ'], '不同意退办，请继续办理', (p) => `${name(p)}请继续办理。${because(p)}`),
  'assignment.coordination_asked': rule(['handing_over'], '承办单位意见不一致，请协调', (p) => `${organ(p)}就${name(p)}提请协调。${because(p)}`, 'organ-coordination'),
  'assignment.contact_recorded': rule(['lead'], '请您确认沟通情况', (p) => `${organ(p)}登记了就${name(p)}与您的沟通，请确认是否属实`, 'contact'),
  'assignment.contact_confirmed': rule(['organ'], '代表已确认沟通', (p) => `${name(p)}的沟通情况已经确认，可以拟写答复`),
  'assignment.contact_disputed': rule(['organ'], '代表对沟通有异议', (p) => `${proposer(p)}对${name(p)}的沟通登记有异议，请重新联系。${because(p)}`),
  'assignment.opinion_given': rule(['organs'], '收到协办意见', (p) => `${organ(p)}对${name(p)}提出了协办意见`),
  'assignment.assistants_reminded': rule(['assistants'], '请尽快提出协办意见', (p) => `${organ(p)}正在等待您单位对${name(p)}的协办意见${until(p.facts.dueOn)}`),
  'assignment.progress_reported': rule(['lead', 'cosigners'], '办理有新进展', (p) => `${organ(p)}反馈了${name(p)}的办理进展：${p.reason ?? ''}`, 'timeline'),
  'assignment.reply_submitted': rule(['organ'], '答复待签发', (p) => `${name(p)}的答复稿已送审，请负责人审阅签发`, 'reply'),
  'assignment.reply_sent_back': rule(['organ'], '答复稿打回修改', (p) => `${name(p)}的答复稿需要修改。${because(p)}`, 'reply'),
  'assignment.replied': rule(['officers', 'handing_over'], '承办单位已答复', (p) => `${organ(p)}已签发${name(p)}的答复${p.facts.letterNumber ? `（${p.facts.letterNumber}）` : ''}`),
  'assignment.reopened': rule(['organ', 'handing_over'], '代表不满意，请重新办理', (p) => `${name(p)}需要重新办理并再次答复${until(p.facts.dueOn)}`),
  'assignment.extension_requested': rule(['handing_over'], '承办单位申请延期', (p) => `${organ(p)}申请将${name(p)}延期至${formatOptional(p.facts.until)}。${because(p)}`),
  'assignment.extended': rule(['organ', 'lead', 'cosigners'], '已同意延期', (p) => `${name(p)}由${organ(p)}延期至${formatOptional(p.facts.until)}答复。${because(p)}`),
  'assignment.extension_refused': rule(['organ'], '不同意延期', (p) => `${name(p)}请按原期限答复。${because(p)}`),
  'assignment.organ_succeeded': rule(['lead', 'handing_over'], '承办单位变更', (p) => `${name(p)}的承办单位变更为${(p.facts.organNames ?? []).join('、')}，办理期限不变。${because(p)}`),
  'assignment.meeting_proposed': rule(['lead'], '承办单位约请您面商', (p) => `${organ(p)}就${name(p)}约请您当面沟通，地点：${p.facts.text ?? ''}；可选时间：${(p.facts.times ?? []).join('、')}。请选定，或者另提时间`, 'feedback'),
  'assignment.meeting_countered': rule(['organ'], '代表另提面商时间', (p) => `${p.leadName}代表就${name(p)}希望改在${(p.facts.times ?? []).join('、')}面商${p.facts.text ? `：${p.facts.text}` : ''}`, 'feedback'),
  'assignment.meeting_agreed': rule(['lead', 'organ'], '面商时间已约定', (p) => `就${name(p)}的面商定于${(p.facts.times ?? []).join('、')}，地点：${p.facts.text ?? ''}`, 'feedback'),
  'assignment.meeting_near': rule(['lead', 'organ'], '面商提醒', (p) => `就${name(p)}的面商定于${(p.facts.times ?? []).join('、')}，地点：${p.facts.text ?? ''}，请准时参加`, 'feedback'),
  'assignment.meeting_cancelled': rule(['lead', 'organ'], '面商已取消', (p) => `就${name(p)}约定的面商已经取消。${because(p)}`, 'feedback'),
  'assignment.revived': nobody,
  'assignment.completed': nobody,
  'assignment.cancelled': nobody,

  // --- the suggestion follows; told by the events of its organs
  'suggestion.in_handling': nobody,
  'suggestion.return_requested': nobody,
  'suggestion.handed_back': nobody,
  'suggestion.returned': rule(['officers'], '退办件待重新交办', (p) => `${name(p)}已退办，请重新交办`),
  'suggestion.reply_under_review': nobody,
  'suggestion.reply_sent_back': nobody,
  'suggestion.replied': { to: ['lead', 'cosigners'], title: () => '收到答复，请您评价', body: (p) => `${name(p)}已经答复，请领衔代表对办理态度和办理结果作出评价`, anchor: 'evaluate' },
  'suggestion.evaluated': rule(['organs', 'officers', 'cosigners'], '代表已评价', (p) => `${proposer(p)}评价了${name(p)}。${scored(p)}`),
  'suggestion.closed_unevaluated': rule(['lead', 'officers'], '逾期未评，已办结', (p) => `${name(p)}经提醒仍未评价，按规定办结，不计入满意率`),
  'suggestion.coordination_started': rule(['officers'], '请组织协调', (p) => `${name(p)}重新办理后代表仍不满意，请召集承办单位与代表协调`),
  'suggestion.coordination_arranged': rule(['lead', 'cosigners', 'organs'], '协调会安排', (p) => `${name(p)}的协调会定于${formatOptional(p.facts.until)}。${p.facts.text ?? ''}`),
  'suggestion.coordination_closed': rule(['lead', 'cosigners', 'organs'], '协调结束', (p) => `${name(p)}的协调已经结束：${p.facts.text ?? ''}`),
  'suggestion.commitment_kept': rule(['lead', 'officers'], '承诺事项已落实', (p) => `${name(p)}承诺的“${p.facts.text ?? ''}”已经落实`),
  'suggestion.commitment_change_asked': rule(['lead', 'officers'], '承办单位申请变更承诺时限', (p) => `${name(p)}承诺的“${p.facts.text ?? ''}”申请调整到${formatOptional(p.facts.until)}完成，同意之前仍按原时限跟踪。${because(p)}`),
  'suggestion.commitment_changed': rule(['lead', 'named_organs'], '承诺时限变更', (p) => `${name(p)}承诺的“${p.facts.text ?? ''}”经同意调整到${formatOptional(p.facts.until)}完成。${because(p)}`),
  'suggestion.commitment_change_refused': rule(['lead', 'named_organs'], '不同意变更承诺时限', (p) => `${name(p)}承诺的“${p.facts.text ?? ''}”请按原时限落实。${because(p)}`),
  'suggestion.reopened': rule(['organs', 'officers', 'cosigners'], '代表提请重启办理', (p) => `${p.leadName}代表提请重启办理${name(p)}：${p.facts.ground ?? ''}。${because(p)}`),
  'suggestion.evaluation_asked': rule(['lead'], '协调已结束，请您重新评价', (p) => `${name(p)}重启办理后已经协调，请您对办理态度和办理结果重新评价`, 'evaluate'),
  'suggestion.asked_back': rule(['named_organs'], '代表追问，请答复', (p) => `${p.leadName}代表就${name(p)}追问：${p.facts.text ?? ''}${p.facts.dueOn ? `（请在${formatDate(p.facts.dueOn)}前答复）` : ''}`, 'feedback'),
  'suggestion.answered_back': rule(['lead'], '承办单位答复了您的追问', (p) => `${(p.facts.organNames ?? []).join('、')}就${name(p)}答复：${p.facts.text ?? ''}`, 'feedback'),
  'suggestion.reminded': rule(['organs'], '收到催办', (p) => `${name(p)}：${p.facts.text ?? ''}`),
  'suggestion.supervision_answered': rule(['officers', 'lead'], '承办单位回复了催办督办', (p) => `${(p.facts.organNames ?? []).join('、') || '承办单位'}就${name(p)}回复：${p.facts.text ?? ''}`),
  'suggestion.supervised': rule(['organs'], '收到督办', (p) => `${name(p)}：${p.facts.text ?? ''}${until(p.facts.until)}`),
  // Told with the day's digest (escalation-notices.ts), to whom the rung names.
  'suggestion.escalated': nobody,
  'suggestion.key_marked': { to: ['lead', 'organs'], title: (p) => (p.facts.key ? '列为重点督办' : '不再列为重点督办'), body: (p) => `${name(p)}${p.facts.key ? `由${p.facts.text ?? '主任会议'}列为重点督办${p.facts.leader ? `，由${p.facts.leader}牵头督办` : ''}，请承办单位主要负责人亲自办理并当面答复代表` : '不再列为重点督办'}` },
  'suggestion.published': rule(['lead', 'cosigners'], '建议已公开', (p) => `${name(p)}已在人大网站公开`),
  'suggestion.unpublished': rule(['lead', 'officers'], '建议已撤下公开', (p) => `${name(p)}已从人大网站撤下。${because(p)}`),
};

function formatOptional(date: string | undefined): string {
  return date ? formatDate(date) : '另行通知的日期';
}
