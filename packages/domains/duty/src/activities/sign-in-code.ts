// The code on the screen changes every minute, so that a picture of it, sent on, soon opens nothing.
import { createHmac } from 'node:crypto';
import { SHORT_CODE_LENGTH, shortCodeAlphabet } from '@smart/kernel/short-code';

const STEP_MS = 60_000;
/** Who read the code at the end of its minute, or whose phone is a little off, is still let in. */
const EARLIER = 2;
const LATER = 1;

const stepOf = (at: Date): number => Math.floor(at.getTime() / STEP_MS);

function codeOfStep(secret: string, activityId: string, step: number): string {
  const digest = createHmac('sha256', secret).update(`${activityId} ${step}`).digest();
  return Array.from({ length: SHORT_CODE_LENGTH }, (_, index) => shortCodeAlphabet[digest.readUInt32BE(index * 4) % shortCodeAlphabet.length]).join('');
}

/** The code of this minute, and for how many seconds it stays on the screen. */
export function codeAt(secret: string, activityId: string, at: Date): { code: string; secondsLeft: number } {
  return { code: codeOfStep(secret, activityId, stepOf(at)), secondsLeft: Math.ceil((STEP_MS - (at.getTime() % STEP_MS)) / 1000) };
}

/** Whether somebody who stood before the screen at that time can have read this code. */
export function wasShown(secret: string, activityId: string, code: string, at: Date): boolean {
  for (let step = stepOf(at) - EARLIER; step <= stepOf(at) + LATER; step += 1) if (codeOfStep(secret, activityId, step) === code) return true;
  return false;
}
