// What becomes of motions when a mandate ends (代表法 62): who is no deputy any more signs nothing and leads nothing.
import { type EndPreview, type MandateEnding, registerMandateEnded } from '@smart/identity/mandate-hooks';
import type { Work } from '@smart/workflow/work';
import { causeOf, type Lead } from '../succession-lead.ts';
import { actOnMotion, lapseWhenTooFew, settleMotion } from './act.ts';
import { lockMotion } from './store.ts';

type Found = { id: string; state: string; numberLabel: string | null };

/** Motions the deputy leads that are not over. */
const ledBy = (work: Work, { congressId, personId }: MandateEnding): Promise<Found[]> =>
  work.sql<Found>(
    `SELECT id, state, number_label AS "numberLabel" FROM motion WHERE lead_person_id = $1 AND congress_id = $2 AND state NOT IN ('closed', 'converted', 'not_adopted', 'lapsed', 'withdrawn') ORDER BY id`,
    [personId, congressId],
  );

/** Motions of others that the deputy signed or was asked to sign, before the presidium has decided: later a signature changes nothing any more. */
const signedBy = (work: Work, { congressId, personId }: MandateEnding): Promise<Found[]> =>
  work.sql<Found>(
    `SELECT m.id, m.state, m.number_label AS "numberLabel" FROM motion_cosigner c JOIN motion m ON m.id = c.motion_id
     WHERE c.person_id = $1 AND m.congress_id = $2 AND m.lead_person_id <> $1 AND c.state IN ('invited', 'confirmed') AND m.state IN ('awaiting_cosigners', 'submitted') ORDER BY m.id`,
    [personId, congressId],
  );

const isWritten = ({ state }: Found): boolean => state === 'draft' || state === 'awaiting_cosigners';

async function preview(work: Work, ending: MandateEnding): Promise<EndPreview> {
  const led = await ledBy(work, ending);
  const written = led.filter(isWritten).length;
  const outcomes = [
    { label: '草稿和联名中的议案', count: written, outcome: '保留备查，不能再修改、提交；未答复的联名邀请失效' },
    { label: '领衔提出的议案', count: led.length - written, outcome: '由最先确认联名的在任代表接续；尚待主席团决定、联名人数低于法定人数的终止' },
    { label: '联名、受邀联名的议案', count: (await signedBy(work, ending)).length, outcome: '联名和邀请失效；尚待主席团决定、联名人数低于法定人数的终止' },
  ];
  return { outcomes: outcomes.filter(({ count }) => count > 0), handOvers: [] };
}

/** Ends signatures of one motion, all that are `invited` or all of one person. */
async function endSignatures(work: Work, id: string, which: { personId: string } | 'invited', reason: string): Promise<void> {
  const motion = await lockMotion(work, id);
  const ended = motion.cosigners.filter((one) => (which === 'invited' ? one.state === 'invited' : one.personId === which.personId && (one.state === 'invited' || one.state === 'confirmed')));
  if (ended.length === 0) return;
  const mandateIds = ended.map((one) => one.mandateId);
  await actOnMotion(work, null, { id, action: 'endSignature', reason, facts: { personIds: ended.map((one) => one.personId), mandateIds, personName: ended.map((one) => one.name).join('、') } });
  await work.sql(`UPDATE motion_cosigner SET state = 'lapsed', answered_at = $3 WHERE motion_id = $1 AND mandate_id = ANY ($2::uuid[])`, [id, mandateIds, work.clock.now()]);
  await lapseWhenTooFew(work, id);
  await settleMotion(work, id);
}

/** The first co-signer who still is a deputy goes on with it; the name in print stays. */
async function passOn(work: Work, id: string, reason: string): Promise<string | null> {
  const motion = await lockMotion(work, id);
  const [next] = await work.sql<Lead>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId", c.name FROM motion_cosigner c JOIN mandate m ON m.id = c.mandate_id AND m.status = 'active'
     WHERE c.motion_id = $1 AND c.state = 'confirmed' AND c.person_id <> $2 ORDER BY c.answered_at NULLS LAST, c.id LIMIT 1`,
    [id, motion.leadPersonId],
  );
  if (!next) return null;
  await actOnMotion(work, null, {
    id, action: 'succeedLead', reason, patch: { lead_person_id: next.personId, lead_mandate_id: next.mandateId },
    facts: { personIds: [next.personId], mandateIds: [next.mandateId], personName: next.name },
  });
  await lapseWhenTooFew(work, id);
  await settleMotion(work, id);
  return next.name;
}

async function ended(work: Work, ending: MandateEnding): Promise<string[]> {
  const cause = causeOf(ending.personName);
  const done: string[] = [];
  for (const one of await ledBy(work, ending)) {
    if (isWritten(one)) {
      if (one.state === 'awaiting_cosigners') await endSignatures(work, one.id, 'invited', cause);
      continue;
    }
    const name = await passOn(work, one.id, cause);
    if (name !== null) done.push(`${one.numberLabel ?? '议案'}由${name}代表接续`);
  }
  const signed = await signedBy(work, ending);
  for (const { id } of signed) await endSignatures(work, id, { personId: ending.personId }, cause);
  if (signed.length > 0) done.push(`议案联名 ${signed.length} 件失效`);
  return done;
}

/** Answers identity's question what hangs on a mandate; may be called again. */
export function registerMotionSuccession(): void {
  registerMandateEnded('motions', { preview, ended: (work, _acting, ending) => ended(work, ending) });
}
