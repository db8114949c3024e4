// 群众意见督查: the organ is told what is asked, the office that an answer came, the deputy whom the citizen addressed that it is supervised, the
// citizen by SMS when a number was left.
import { registerConsumer } from '@smart/jobs/registry';
import { supervisionEventPayload, supervisionEvents, type SupervisionEventPayload } from '@smart/opinions/supervising/events';
import { formatDate } from '@smart/kernel/dates';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { deliver } from './deliver.ts';
import { queueForCitizen } from './opinion-notices.ts';
import { deputyOf, type Recipient, staffOf } from './recipients.ts';

type Told = { readonly to: 'organ' | 'issuer'; readonly title: string; readonly body: (p: SupervisionEventPayload) => string; readonly stage?: string };
const matter = ({ numberLabel, title }: SupervisionEventPayload): string => `${numberLabel}（群众意见《${title}》）`;

export const supervisionRules: Readonly<Record<string, Told>> = {
  'opinion_supervision.opened': { to: 'organ', title: '收到群众意见督查单', body: (p) => `${matter(p)}，请在${formatDate(p.dueOn)}前回复。${p.request}`, stage: '人大正在督查办理情况' },
  'opinion_supervision.answered': { to: 'issuer', title: '群众意见督查已回复', body: (p) => `${p.organName}回复了${matter(p)}，请审核` },
  'opinion_supervision.pressed': { to: 'organ', title: '群众意见继续督查', body: (p) => `${matter(p)}，请在${formatDate(p.dueOn)}前重新回复。理由：${p.reason ?? ''}` },
  'opinion_supervision.settled': { to: 'organ', title: '群众意见督查办结', body: (p) => `${matter(p)}的督查已经办结`, stage: '人大督查办结，请查看结果' },
  'opinion_supervision.withdrawn': { to: 'organ', title: '群众意见督查撤销', body: (p) => `${matter(p)}已经撤销。理由：${p.reason ?? ''}` },
};

/**
 * Tells whom a step of a letter concerns, except the one who did it. Repeating it tells nobody twice.
 * @throws Error when the event has no rule: a fault of the program
 */
export async function noticeOpinionSupervision(work: Work, event: DomainEvent): Promise<void> {
  const found = supervisionRules[event.type];
  if (!found) throw new Error(`no rule says who is told of ${event.type}`);
  const { matterId, congressId } = event;
  if (matterId === null) return;
  const payload = supervisionEventPayload.parse(event.payload);
  const { organId, issuerOrganId, deputyPersonId } = payload;
  const others = (people: readonly Recipient[]): Recipient[] => people.filter(({ personId }) => personId !== event.personId);
  const asked = found.to === 'issuer' ? issuerOrganId : organId;
  if (asked !== null) await deliver(work, event, matterId, others(await staffOf(work, matterId, [asked])), { title: found.title, body: found.body(payload), section: 'opinions' });
  if (event.type === 'opinion_supervision.opened' && deputyPersonId !== null) {
    await deliver(work, event, matterId, others(await deputyOf(work, deputyPersonId, congressId)), { title: '群众向您反映的意见正在督查', body: `${payload.issuer}就${matter(payload)}要求${payload.organName}在${formatDate(payload.dueOn)}前回复`, section: 'opinions' });
  }
  if (found.stage !== undefined) await queueForCitizen(work, event, matterId, found.stage);
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerOpinionSupervisionNotices(): void {
  registerConsumer('opinion-supervision-notices', [...supervisionEvents.keys()], noticeOpinionSupervision);
}
