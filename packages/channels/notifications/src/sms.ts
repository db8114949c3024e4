// The channel SMS: what is sent, by whom. A message goes through whichever provider the deployment has; without one nothing is sent.
import type { Clock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { maskPhone } from '@smart/kernel/masking';
import { type SmsTemplate, smsWords } from './sms-texts.ts';

export type SmsMessage = {
  /** Ours, the same when a message is sent again: the provider's statistics and a person with two messages can tell. */
  readonly id: string;
  readonly phone: string;
  readonly template: SmsTemplate;
  /** What stands in the template's gaps. */
  readonly params: Readonly<Record<string, string>>;
  /** The whole message, for providers that take text, and for demonstrations. */
  readonly text: string;
};

export type SmsResult = { readonly accepted: true; readonly reference: string } | { readonly accepted: false; readonly code: string };

export type SmsProvider = {
  /**
   * Hands one message over. `accepted: false`: this number will never take it, trying again is no use.
   * @throws SmsTrouble when another try may succeed
   */
  readonly send: (message: SmsMessage) => Promise<SmsResult>;
};

/** The provider did not take the message this time. The text holds no phone number: it goes into logs and dead letters. */
export class SmsTrouble extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`短信平台没有受理（${code}）`);
    this.name = 'SmsTrouble';
    this.code = code;
  }
}

/** How this deployment sends, and the address that links begin with (no slash at the end). */
export type SmsChannel = { readonly provider: SmsProvider; readonly origin: string };

let channel: SmsChannel | null = null;

/** Set at the start of a process; null where no SMS is sent. */
export function useSms(next: SmsChannel | null): void {
  channel = next;
}

export const smsChannel = (): SmsChannel | null => channel;

/**
 * Sends codes for signing in: at once and not through the queue, because somebody waits. The code is kept nowhere; what fails is said in the
 * log without number and code, and the person asks for another one.
 */
export function codeSender(provider: SmsProvider, log: (line: string) => void): (message: { phone: string; code: string; minutes: number }) => Promise<void> {
  return async ({ phone, code, minutes }) => {
    const params = { code, minutes: String(minutes) };
    try {
      const result = await provider.send({ id: newId(), phone, template: 'code', params, text: smsWords.code(params, '') });
      if (!result.accepted) log(`sms: a code for signing in was refused (${result.code})`);
    } catch (error) {
      log(`sms: a code for signing in was not sent (${error instanceof SmsTrouble ? error.code : 'fault of the program'})`);
    }
  };
}

export type BoxedMessage = { readonly at: string; readonly to: string; readonly text: string };
export type SmsBox = SmsProvider & { readonly messages: () => readonly BoxedMessage[] };

const boxSize = 200;

/** For demonstrations: messages go into a box of this process instead of to a phone. The newest first; a repeated one once. */
export function createSmsBox(clock: Clock): SmsBox {
  const kept = new Map<string, BoxedMessage>();
  return {
    send: async ({ id, phone, text }) => {
      kept.set(id, { at: clock.now().toISOString(), to: maskPhone(phone), text });
      for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - boxSize))) kept.delete(old);
      return { accepted: true, reference: id };
    },
    messages: () => [...kept.values()].toReversed(),
  };
}
