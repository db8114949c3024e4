// Keys of this deployment, each derived from its secret for one purpose.
import { createHash } from 'node:crypto';
import { deriveSecret } from '@smart/database/secrets';

let secret: string | null = null;
const keys = new Map<string, Buffer>();

/** Set once at the start of a process, before anybody signs in or a phone number is stored. */
export function useDeploymentSecret(value: string): void {
  secret = value;
  keys.clear();
}

/** 32 bytes for one purpose. @throws Error before `useDeploymentSecret` */
export function deploymentKey(purpose: string): Buffer {
  if (secret === null) throw new Error('useDeploymentSecret has not been called');
  const known = keys.get(purpose);
  if (known) return known;
  const key = createHash('sha256').update(deriveSecret(secret, `identity ${purpose}`)).digest();
  keys.set(purpose, key);
  return key;
}
