// Signing in with a little more comfort: passkeys, large keys for numbers, and how long to wait for another SMS.
import { browserSupportsWebAuthn, startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { offerKeypads } from './keypad.ts';

offerKeypads();
countDown();
offerPasskey();

/** "重新获取验证码" comes to life when another SMS may be asked for. */
function countDown(): void {
  const button = document.querySelector<HTMLButtonElement>('button[data-wait]');
  if (!button) return;
  const words = button.textContent;
  const ready = Date.now() + Number(button.dataset['wait']) * 1000;
  const tick = (): void => {
    const left = Math.ceil((ready - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? `${left} 秒后可以重新获取` : words;
    if (left > 0) setTimeout(tick, 1000);
  };
  tick();
}

/** The button is there when the browser knows passkeys; a browser that was never told of one says so itself. */
function offerPasskey(): void {
  const button = document.querySelector<HTMLButtonElement>('button[data-passkey]');
  const problem = document.querySelector<HTMLElement>('[data-passkey-problem]');
  if (!button || !problem || !window.isSecureContext || !browserSupportsWebAuthn()) return;
  button.hidden = false;
  button.closest<HTMLElement>('[data-other-ways]')?.removeAttribute('hidden');
  button.addEventListener('click', () => {
    button.disabled = true;
    problem.hidden = true;
    signIn(button.dataset['next'] ?? '').catch((error: unknown) => {
      button.disabled = false;
      problem.textContent = `■ ${wordsOf(error)}`;
      problem.hidden = false;
    });
  });
}

async function signIn(next: string): Promise<void> {
  const options = property(await post('/api/auth/sign-in/passkey/options', {}), 'options');
  if (!isOptions(options)) throw new Refusal('服务暂时不可用，请稍后再试，或者换用其他方式。');
  const rememberMe = document.querySelector<HTMLInputElement>('input[name="rememberMe"]')?.checked ?? false;
  await post('/api/auth/sign-in/passkey', { response: await startAuthentication({ optionsJSON: options }), rememberMe });
  // The server knows where this person's day begins.
  window.location.assign(`/sign-in/go${next ? `?next=${encodeURIComponent(next)}` : ''}`);
}

/** What the server said, in its words. */
class Refusal extends Error {}

async function post(path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const said: unknown = await answer.json();
  if (answer.ok) return said;
  const message = property(property(said, 'error'), 'message');
  throw new Refusal(typeof message === 'string' ? message : '服务暂时不可用，请稍后再试，或者换用其他方式。');
}

function wordsOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof TypeError) return '网络不通，请联网后再试。';
  return '没有完成验证：您取消了操作，或者这台设备上没有您的通行密钥。请再试一次，或者换用其他方式。';
}

const property = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined);
const isOptions = (value: unknown): value is PublicKeyCredentialRequestOptionsJSON => typeof property(value, 'challenge') === 'string';
