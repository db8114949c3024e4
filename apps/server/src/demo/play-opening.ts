/** From the first word to the organs: drafting, co-signing, submitting, examining, handing over. */
import { assign, distribute } from '@smart/suggestions/assignment';
import { answerCosign, inviteCosigners } from '@smart/suggestions/cosigning';
import { saveDraft } from '@smart/suggestions/drafts';
import { examine } from '@smart/suggestions/examination';
import { decideReturn, requestReturn } from '@smart/suggestions/handling';
import type { AssignmentRole } from '@smart/suggestions/model';
import { resubmit, submit } from '@smart/suggestions/submission';
import { markKey } from '@smart/suggestions/supervision';
import type { CompanyOrgan } from './company.ts';
import { pick } from './names.ts';
import { enterFromPaper, lookBack, signForDelegation } from './play-handing-in.ts';
import { personOf, type Scene } from './scene.ts';
import { pace } from './story.ts';
import { fill } from './writing.ts';

/** True while the story goes on. */
export async function playOpening(scene: Scene): Promise<boolean> {
  return (await write(scene)) && (await handIn(scene)) && (await beExamined(scene)) && (await handOver(scene));
}

async function write(scene: Scene): Promise<boolean> {
  const { work, lead, story, id, setting, title } = scene;
  const { refusal, matter } = story;
  if (story.onPaper) {
    await enterFromPaper(scene);
    return story.ending !== 'draft';
  }
  const unfinished = story.ending === 'draft';
  await saveDraft(work, lead, {
    id, title, topic: matter.topic,
    background: fill(refusal?.background ?? matter.situation, setting),
    proposal: unfinished ? '' : fill(refusal?.proposal ?? matter.proposal, setting),
    researched: story.cosigners.length > 0, publishConsent: story.consent, confidential: story.confidential,
    confidentialReason: story.confidential ? '涉及反映人的姓名和住址，公开后可能对其造成不便' : null,
    proposedOrganIds: refusal ? [] : [organOf(scene).id],
  });
  return !unfinished;
}

export const organOf = ({ troupe, story }: Pick<Scene, 'troupe' | 'story'>): CompanyOrgan => troupe.organ(story.matter.organ);

/** The organ that assists, or answers beside the first; null when the story has none. */
export function helperOf({ troupe, story, company }: Pick<Scene, 'troupe' | 'story' | 'company'>): CompanyOrgan | null {
  if (story.assistedFrom) return company.troupe(story.assistedFrom).organ(story.matter.organ);
  return story.matter.helper ? troupe.organ(story.matter.helper) : null;
}

async function handIn(scene: Scene): Promise<boolean> {
  const { work, lead, story, id, pass } = scene;
  const cosigners = story.cosigners.map((who) => personOf(scene, who)).filter((one) => one.personId !== lead.personId);
  if (cosigners.length > 0) {
    pass(0);
    await inviteCosigners(work, lead, { id, mandateIds: cosigners.map((one) => one.id) });
    const answering = story.ending === 'awaiting_cosigners' ? cosigners.slice(0, story.answered) : cosigners;
    for (const cosigner of answering) {
      pass(0);
      await answerCosign(work, cosigner, { id, agree: true });
    }
  }
  if (story.ending === 'awaiting_cosigners') return false;
  if (story.looksBack) await lookBack(scene, story.looksBack);
  if (story.delegated) await signForDelegation(scene);
  pass(0);
  await submit(work, lead, { id, asRecess: true });
  return story.ending !== 'submitted';
}

async function beExamined(scene: Scene): Promise<boolean> {
  const { work, lead, troupe, story, id, pass } = scene;
  const { officer } = troupe;
  pass(pace.examine);
  if (story.refusal) {
    const { ground, followUp, reason } = story.refusal;
    await examine(work, officer, { id, decision: 'decline', ground, followUp, reason });
    return false;
  }
  if (story.amended || story.ending === 'returned_for_amendment') {
    await examine(work, officer, { id, decision: 'return_for_amendment', reason: amendment(story.key) });
    if (story.ending === 'returned_for_amendment') return false;
    pass(2);
    await resubmit(work, lead, { id });
    pass(1);
  }
  await examine(work, officer, { id, decision: 'accept' });
  return story.ending !== 'registered';
}

const amendment = (seed: string): string =>
  pick(`${seed}/amend`, ['一件建议中写了两件不同的事，请按一事一议的要求分开提出。', '建议部分没有写明希望哪个单位办理、做到什么程度，请补充具体做法。', '涉及的地点和数量不够明确，请补充现场走访的情况后重新提交。']);

async function handOver(scene: Scene): Promise<boolean> {
  const { work, troupe, story, id, pass } = scene;
  pass(story.inSession ? pace.assignAfterSession : pace.assign);
  if (story.direct) {
    await assign(work, troupe.officer, { items: [{ id, organs: recipients(scene) }], preview: false });
  } else {
    const office = troupe.government.organId;
    if (!office) throw new Error(`${troupe.place.name} has no government office`);
    await assign(work, troupe.officer, { items: [{ id, organs: [{ organId: office, role: 'distribute' }] }], preview: false });
  }
  if (story.key_) await markKey(work, troupe.leader, { id, key: true, leader: troupe.leader.personName });
  if (story.ending === 'handed_over') return false;
  if (!story.direct) {
    pass(pace.distribute);
    await handOn(scene, story.returned ? wrongly(scene) : recipients(scene));
  }
  if (story.ending === 'to_accept') return false;
  if (story.ending === 'return_requested' || story.returned) return giveBack(scene);
  return true;
}

type Recipients = { organId: string; role: AssignmentRole; note?: string }[];

function recipients(scene: Scene): Recipients {
  const { story } = scene;
  const organ = organOf(scene);
  const helper = story.assisted || story.separate ? helperOf(scene) : null;
  if (!helper) return [{ organId: organ.id, role: 'lead' }];
  if (story.separate) return [{ organId: organ.id, role: 'separate' }, { organId: helper.id, role: 'separate' }];
  return [{ organId: organ.id, role: 'lead', note: '请牵头研究，统一答复代表' }, { organId: helper.id, role: 'assisting', note: '请在三十个工作日内向主办单位提出意见' }];
}

/** The mistake from which a return comes: the organ that should only have assisted. */
function wrongly(scene: Scene): Recipients {
  const helper = helperOf(scene) ?? scene.troupe.organ('development');
  return [{ organId: helper.id, role: 'lead' }];
}

async function handOn(scene: Scene, organs: Recipients): Promise<void> {
  const { work, troupe } = scene;
  const office = (await scene.parts()).findLast((part) => part.role === 'distribute');
  if (!office) throw new Error(`${scene.story.key} was not handed to the government office`);
  await distribute(work, troupe.government, { assignmentId: office.id, organs });
}

async function giveBack(scene: Scene): Promise<boolean> {
  const { work, troupe, story, pass } = scene;
  const part = (await scene.parts()).findLast((one) => one.state === 'assigned' && one.role !== 'distribute');
  if (!part) throw new Error(`${story.key} has nothing to give back`);
  pass(pace.returning);
  await requestReturn(work, troupe.clerkOf(part.organId), {
    assignmentId: part.id, cause: 'other_organ_leads', reason: '建议的主要内容不在本单位职责范围内，本单位只能配合做好其中一项工作', proposedOrganId: organOf(scene).id,
  });
  if (story.ending === 'return_requested') return false;
  pass(2);
  await decideReturn(work, story.direct ? troupe.officer : troupe.government, { assignmentId: part.id, approve: true, reason: '同意退办，另行交办' });
  pass(2);
  await handOn(scene, [{ organId: organOf(scene).id, role: 'lead' }]);
  return true;
}
