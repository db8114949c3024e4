// Who is told what of a motion (议案): one line for each of its events, in finished sentences.
import type { MotionEventPayload } from '@smart/suggestions/motions/events';

export type MotionAudience = 'lead' | 'cosigners' | 'named' | 'officers' | 'committee' | 'handling';
export type MotionRule = { readonly to: readonly MotionAudience[]; readonly title: string; readonly body: (payload: MotionEventPayload) => string };

const name = ({ numberLabel, title }: MotionEventPayload): string => (numberLabel ? `${numberLabel}《${title}》` : `《${title}》`);
const because = ({ reason }: MotionEventPayload): string => (reason ? `理由：${reason}` : '');
const rule = (to: readonly MotionAudience[], title: string, body: (payload: MotionEventPayload) => string): MotionRule => ({ to, title, body });

export const motionRules: Readonly<Record<string, MotionRule>> = {
  'motion.cosigners_invited': rule(['named'], '请您确认联名议案', (p) => `${p.leadName}代表邀请您联名提出${name(p)}，请阅看全文后确认是否为您的真实意愿`),
  'motion.cosigner_removed': rule(['named'], '议案联名邀请已取消', (p) => `${p.leadName}代表已将您移出${name(p)}的联名名单`),
  'motion.cosigned': rule(['lead'], '议案联名已确认', (p) => `${p.facts.personName ?? '受邀代表'}已确认联名${name(p)}`),
  'motion.cosign_declined': rule(['lead'], '有代表不参加议案联名', (p) => `${p.facts.personName ?? '受邀代表'}不参加${name(p)}的联名`),
  'motion.cosign_retracted': rule(['lead', 'officers'], '有代表退出议案联名', (p) => `${p.facts.personName ?? '联名代表'}退出${name(p)}的联名`),
  'motion.signature_ended': rule(['lead', 'officers'], '有代表的议案联名失效', (p) => `${p.facts.personName ?? '联名代表'}对${name(p)}的联名失效。${because(p)}`),
  'motion.lead_succeeded': rule(['named', 'cosigners', 'officers'], '议案由联名代表接续', (p) => `${name(p)}由${p.facts.personName ?? '联名'}代表接续。${because(p)}`),
  'motion.submitted': rule(['officers', 'cosigners'], '收到代表议案', (p) => `${p.leadName}等代表提出${name(p)}，请提请主席团决定`),
  'motion.lapsed': rule(['lead', 'cosigners', 'officers'], '议案因联名人数不足终止', (p) => `${name(p)}的联名人数低于法定人数，终止办理`),
  'motion.discarded': rule([], '', () => ''),
  'motion.withdrawal_asked': rule(['officers', 'cosigners'], '代表要求撤回议案', (p) => `${p.leadName}代表要求撤回${name(p)}，请提请主席团决定。${because(p)}`),
  'motion.withdrawn': rule(['lead', 'cosigners', 'committee'], '议案已撤回', (p) => `${name(p)}经主席团同意撤回`),
  'motion.withdrawal_refused': rule(['lead', 'cosigners'], '主席团不同意撤回议案', (p) => `${name(p)}继续审议。${because(p)}`),
  'motion.listed': rule(['lead', 'cosigners'], '议案列入会议议程', (p) => `主席团决定将${name(p)}列入会议议程`),
  'motion.referred': rule(['lead', 'cosigners', 'committee'], '议案交委员会审议', (p) => `主席团决定将${name(p)}交${p.committee?.organName ?? '有关委员会'}审议，并提出审议结果报告`),
  'motion.converted': rule(['lead', 'cosigners', 'committee'], '议案转为代表建议', (p) => `${name(p)}不作议案处理，转为${p.facts.suggestionNumberLabel ?? '代表建议'}，领衔代表和联名代表不变。${because(p)}`),
  'motion.reported': rule(['lead', 'cosigners', 'officers'], '委员会提出审议结果报告', (p) => `${p.committee?.organName ?? '有关委员会'}提出了${name(p)}的审议结果报告：${p.facts.text ?? ''}`),
  'motion.resolved': rule(['lead', 'cosigners', 'committee', 'handling'], '议案有了审议决定', (p) => `${name(p)}${p.facts.outcome ?? ''}${p.handling ? `，由${p.handling.organName}办理并报告` : ''}`),
  'motion.handled': rule(['lead', 'cosigners', 'officers'], '有关机关报告议案办理情况', (p) => `${p.handling?.organName ?? '有关机关'}报告了${name(p)}的办理情况`),
  'motion.sent_back': rule(['handling', 'lead'], '议案办理情况退回补充', (p) => `${name(p)}的办理情况须补充。${because(p)}`),
  'motion.closed': rule(['lead', 'cosigners', 'handling'], '议案办结', (p) => `${name(p)}已经办结`),
  'motion.published': rule(['lead', 'cosigners'], '议案已公开', (p) => `${name(p)}已在人大网站公开`),
  'motion.unpublished': rule(['lead'], '议案已撤下公开', (p) => `${name(p)}已从人大网站撤下。${because(p)}`),
};
