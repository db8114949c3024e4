/** Passkeys (WebAuthn) in the browser: what the device can do, and its refusals in words. */
import {
  browserSupportsWebAuthn, startAuthentication, startRegistration, WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON, type RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { postAuth, property } from './auth-calls.ts';

/** Passkeys need a browser that knows them and a secure address. */
export const passkeysPossible = (): boolean => browserSupportsWebAuthn() && window.isSecureContext;

/** What the device said instead of giving a key; `described` by `passkeyWords`. */
export function passkeyWords(error: unknown): string | null {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return '这台设备已经添加过通行密钥，可以直接使用，不用再添加。';
  const name = property(error instanceof WebAuthnError ? error.cause : error, 'name') ?? property(error, 'name');
  if (name === 'NotAllowedError' || name === 'AbortError') return '没有完成验证：您取消了操作，或者等待时间过长。请再试一次，也可以换用其他方式。';
  if (name === 'SecurityError') return '当前网址不能使用通行密钥，请换用其他方式，并告知系统管理员。';
  if (error instanceof WebAuthnError || name === 'NotSupportedError' || name === 'InvalidStateError') return '这台设备不能使用通行密钥，请换用其他方式。';
  return null;
}

/** The device makes a new key for the account, as the server's `options` want it. */
export async function createPasskey(options: unknown): Promise<RegistrationResponseJSON> {
  if (!isCreationOptions(options)) throw new TypeError('network: no passkey options');
  return startRegistration({ optionsJSON: options });
}

/** Proves with a key of this device that the person is there; `path` is `sign-in/passkey` or `step-up/passkey`. */
export async function usePasskey(path: string, extra: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const options = property(await postAuth(`${path}/options`, {}), 'options');
  if (!isRequestOptions(options)) throw new TypeError('network: no passkey options');
  return postAuth(path, { ...extra, response: await startAuthentication({ optionsJSON: options }) });
}

const isCreationOptions = (value: unknown): value is PublicKeyCredentialCreationOptionsJSON => typeof property(value, 'challenge') === 'string' && property(value, 'user') !== undefined;
const isRequestOptions = (value: unknown): value is PublicKeyCredentialRequestOptionsJSON => typeof property(value, 'challenge') === 'string';
