// Passkeys (通行密钥, WebAuthn): the key stays on the device, which asks for finger, face or PIN. One is good for signing in without a further
// factor, because it is both something one has and something one is or knows.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import { newId } from '@smart/kernel/ids';
import {
  generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse,
  type AuthenticationResponseJSON, type AuthenticatorTransportFuture, type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON, type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { signInSetup } from './sign-in-setup.ts';
import { digestOf, keepVerification, takeVerification } from './verifications.ts';

type Sql = Pick<UnitOfWork, 'sql'>;
const CHALLENGE_SECONDS = 5 * 60;

/** A question is answered once, for the purpose and the session it was asked for. */
export type PasskeyPurpose = { kind: 'sign-in' } | { kind: 'step-up' | 'add'; sessionId: string };
const challengeName = (purpose: PasskeyPurpose, challenge: string): string =>
  `passkey ${digestOf(`${purpose.kind} ${purpose.kind === 'sign-in' ? '' : purpose.sessionId}`, challenge)}`;

const base64url = z.string().min(1).max(20_000).regex(/^[\w-]+=*$/);
const credential = { id: base64url.max(1500), rawId: base64url.max(1500), type: z.literal('public-key') };
const assertion = z.object({ ...credential, response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url, userHandle: base64url.nullish() }) });
const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const satisfies readonly AuthenticatorTransportFuture[];
const attestation = z.object({
  ...credential, response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports: z.array(z.string()).max(10).nullish() }),
});
const clientData = z.object({ challenge: z.string().min(1) });

function challengeOf(clientDataJSON: string): string | null {
  try {
    return clientData.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))).challenge;
  } catch {
    return null; // no browser writes such a thing: it is no answer to any question
  }
}

async function takeChallenge(unit: Sql, purpose: PasskeyPurpose, clientDataJSON: string, now: Date): Promise<string | null> {
  const challenge = challengeOf(clientDataJSON);
  if (challenge === null) return null;
  return (await takeVerification(unit, challengeName(purpose, challenge), z.unknown(), now)) === null ? null : challenge;
}

const knownTransports = (names: readonly string[]): AuthenticatorTransportFuture[] => transports.filter((each) => names.includes(each));
type Stored = { id: string; user_id: string; credential_id: string; public_key: string; counter: number; transports: string | null };

/** What the browser asks a passkey. For signing in it is any passkey of this host: the answer says whose. */
export async function passkeyQuestion(unit: Sql, purpose: PasskeyPurpose, now: Date, userId?: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const own = userId === undefined ? [] : await unit.sql<Stored>('SELECT * FROM auth_passkey WHERE user_id = $1', [userId]);
  const options = await generateAuthenticationOptions({
    rpID: signInSetup().relyingParty.id, userVerification: 'required',
    allowCredentials: own.map((key) => ({ id: key.credential_id, transports: knownTransports(key.transports?.split(',') ?? []) })),
  });
  await keepVerification(unit, challengeName(purpose, options.challenge), {}, { now, seconds: CHALLENGE_SECONDS });
  return options;
}

/** Whose passkey gave this answer; null when the answer is not to be trusted. The question is used up either way. */
export async function passkeyAnswered(unit: Sql, purpose: PasskeyPurpose, raw: unknown, now: Date): Promise<string | null> {
  const parsed = assertion.safeParse(raw);
  if (!parsed.success) return null;
  const { response, ...rest } = parsed.data;
  const challenge = await takeChallenge(unit, purpose, response.clientDataJSON, now);
  const [key] = await unit.sql<Stored>('SELECT * FROM auth_passkey WHERE credential_id = $1 FOR UPDATE', [rest.id]);
  if (challenge === null || !key) return null;
  const { userHandle, ...signed } = response;
  const answer: AuthenticationResponseJSON = { ...rest, clientExtensionResults: {}, response: { ...signed, ...(userHandle ? { userHandle } : {}) } };
  const { id, origins } = signInSetup().relyingParty;
  const verified = await refusedAsNull(() =>
    verifyAuthenticationResponse({
      response: answer, expectedChallenge: challenge, expectedOrigin: [...origins], expectedRPID: id, requireUserVerification: true,
      credential: { id: key.credential_id, publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64')), counter: key.counter },
    }));
  if (!verified?.verified) return null;
  await unit.sql('UPDATE auth_passkey SET counter = $2, backed_up = $3 WHERE id = $1', [key.id, verified.authenticationInfo.newCounter, verified.authenticationInfo.credentialBackedUp]);
  return key.user_id;
}

/** The library throws on whatever is not in order (origin, host, counter, signature): all of it is a refusal. */
async function refusedAsNull<T>(check: () => Promise<T>): Promise<T | null> {
  try {
    return await check();
  } catch {
    return null;
  }
}

/** What the browser asks for when a passkey is added; a device that has one already is told so. */
export async function passkeyInvitation(unit: Sql, who: { userId: string; username: string; name: string; sessionId: string }, now: Date): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const own = await unit.sql<Stored>('SELECT * FROM auth_passkey WHERE user_id = $1', [who.userId]);
  const options = await generateRegistrationOptions({
    rpName: '智慧人大', rpID: signInSetup().relyingParty.id, userID: new Uint8Array(Buffer.from(who.userId)), userName: who.username, userDisplayName: who.name,
    attestationType: 'none', authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: own.map((key) => ({ id: key.credential_id, transports: knownTransports(key.transports?.split(',') ?? []) })),
  });
  await keepVerification(unit, challengeName({ kind: 'add', sessionId: who.sessionId }, options.challenge), {}, { now, seconds: CHALLENGE_SECONDS });
  return options;
}

/** Keeps a new passkey; false when what the browser sent is not in order. */
export async function addPasskey(unit: Sql, who: { userId: string; sessionId: string; name: string }, raw: unknown, now: Date): Promise<boolean> {
  const parsed = attestation.safeParse(raw);
  if (!parsed.success) return false;
  const { response, ...rest } = parsed.data;
  const challenge = await takeChallenge(unit, { kind: 'add', sessionId: who.sessionId }, response.clientDataJSON, now);
  if (challenge === null) return false;
  const known = knownTransports(response.transports ?? []);
  const answer: RegistrationResponseJSON = {
    ...rest, clientExtensionResults: {}, response: { clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject, transports: known },
  };
  const { id, origins } = signInSetup().relyingParty;
  const verified = await refusedAsNull(() =>
    verifyRegistrationResponse({ response: answer, expectedChallenge: challenge, expectedOrigin: [...origins], expectedRPID: id, requireUserVerification: true }));
  if (!verified?.verified) return false;
  const { credential: made, credentialDeviceType, credentialBackedUp, aaguid } = verified.registrationInfo;
  // The same key twice would leave it open whose it is.
  const taken = await unit.sql('SELECT 1 FROM auth_passkey WHERE credential_id = $1', [made.id]);
  if (taken.length > 0) return false;
  await unit.sql(
    `INSERT INTO auth_passkey (id, name, public_key, user_id, credential_id, counter, device_type, backed_up, transports, created_at, aaguid)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [newId(), who.name, Buffer.from(made.publicKey).toString('base64'), who.userId, made.id, made.counter, credentialDeviceType, credentialBackedUp, known.join(','), now, aaguid],
  );
  return true;
}
