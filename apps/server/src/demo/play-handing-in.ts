/** Ways of handing in that few stories take: in the name of the delegation, on paper, with an eye to an earlier answer. */
import { Readable } from 'node:stream';
import { matterPdf } from '@smart/documents';
import { receiveUpload } from '@smart/files/service';
import { formatDate } from '@smart/kernel/dates';
import { answerDelegation, askDelegation } from '@smart/suggestions/submitting/delegation';
import { relate } from '@smart/suggestions/submitting/earlier';
import { enterPaper } from '@smart/suggestions/submitting/paper';
import { ownDelegation } from '@smart/suggestions/submitting/window';
import type { Scene } from './scene.ts';
import { fill } from './writing.ts';

/** The whole delegation has discussed it; its leader signs. */
export async function signForDelegation(scene: Scene): Promise<void> {
  const { work, lead, id, troupe, pass, day } = scene;
  pass(0);
  await askDelegation(work, lead, { id, discussedOn: day() });
  const leader = (await ownDelegation(work, lead.id))?.leaderId;
  if (leader === lead.personId) return;
  const signer = troupe.deputies.find((one) => one.personId === leader);
  if (!signer) throw new Error(`${scene.story.key}: the delegation has no leader`);
  pass(0);
  await answerDelegation(work, signer, { id, agree: true, reason: '' });
}

/** The office enters what came on paper, with the scan. */
export async function enterFromPaper(scene: Scene): Promise<void> {
  const { work, lead, troupe, id, title, story, setting, day, files } = scene;
  const { officer } = troupe;
  const text = { title, background: fill(story.matter.situation, setting), proposal: fill(story.matter.proposal, setting) };
  const scan = await matterPdf({
    title, subtitle: '纸质建议原件（演示）', facts: [{ label: '领衔代表', value: lead.personName }, { label: '收件', value: formatDate(day()) }],
    sections: [{ heading: '情况和问题', paragraphs: text.background.split('\n') }, { heading: '具体建议', paragraphs: text.proposal.split('\n') }],
    printedBy: troupe.place.name, printedOn: day(), demo: true,
  });
  const person = { id: officer.personId, label: `${officer.personName}（${officer.label}）` };
  const file = await receiveUpload(work, files, { stream: Readable.from([Buffer.from(scan)]), name: '纸质原件扫描件.pdf', purpose: 'paper', congressId: troupe.congressId, person });
  await enterPaper(work, officer, { ...text, id, mandateId: lead.id, topic: story.matter.topic, publishConsent: story.consent, receivedAt: work.clock.now().toISOString(), archiveNumber: `${day().slice(0, 4)}-建-${story.key.length}`, fileIds: [file.id] });
}

/** Refers to the newest answered suggestion of the same organ on the same kind of matter; nothing when there is none yet. */
export async function lookBack(scene: Scene, kind: 'contests' | 'adds'): Promise<void> {
  const { work, lead, id, story, setting } = scene;
  const [earlier] = await work.sql<{ id: string }>(
    `SELECT s.id FROM suggestion s WHERE s.congress_id = $1 AND s.topic = $2 AND s.state IN ('replied', 'closed', 'tracking_commitment') AND NOT s.confidential AND s.id <> $3 AND s.submitted_at < $4 ORDER BY s.title = $5 DESC, s.submitted_at DESC LIMIT 1`,
    [lead.congressId, story.matter.topic, id, work.clock.now(), scene.title],
  );
  if (!earlier) return;
  const note = kind === 'contests' ? `答复所说的措施在${setting.area}没有见效，${story.matter.gist}仍未落实。` : `答复以后，${setting.area}又出现新的情况，需要一并考虑${story.matter.gist}。`;
  await relate(work, lead, { id, earlierId: earlier.id, kind, note });
}
