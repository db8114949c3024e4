// A passkey in software, for tests: makes and uses ES256 keys as a phone does, and can be told to cheat.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();
const url = (data: Uint8Array | string): string => Buffer.from(data).toString('base64url');

type Cbor = Parameters<typeof isoCBOR.encode>[0];
export type PasskeyCheat = { origin?: string; host?: string; counter?: number; userVerified?: boolean; challenge?: string };

/** A device that holds one passkey of one host. */
export function testPasskey(origin: string) {
  const host = new URL(origin).hostname;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(16);
  let counter = 0;

  const clientData = (type: string, challenge: string, cheat: PasskeyCheat): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge: cheat.challenge ?? challenge, origin: cheat.origin ?? origin, crossOrigin: false }));
  function authenticatorData(cheat: PasskeyCheat, attested?: Buffer): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(cheat.counter ?? ++counter);
    const flags = 0x01 | (cheat.userVerified === false ? 0 : 0x04) | (attested ? 0x40 : 0);
    return Buffer.concat([sha256(cheat.host ?? host), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  }

  return {
    credentialId: url(credentialId),
    /** Answers the options of `session.passkeyOptions`. */
    create: ({ challenge }: { challenge: string }, cheat: PasskeyCheat = {}) => {
      const idLength = Buffer.from([0, credentialId.length]);
      const attested = Buffer.concat([Buffer.alloc(16), idLength, credentialId, coseOf(publicKey)]);
      const object = isoCBOR.encode(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map<string, Cbor>()], ['authData', new Uint8Array(authenticatorData(cheat, attested))]]));
      return {
        id: url(credentialId), rawId: url(credentialId), type: 'public-key', clientExtensionResults: {},
        response: { clientDataJSON: url(clientData('webauthn.create', challenge, cheat)), attestationObject: url(object), transports: ['internal'] },
      };
    },
    /** Answers the options of `sign-in/passkey/options` and `step-up/passkey/options`. */
    use: ({ challenge }: { challenge: string }, cheat: PasskeyCheat = {}) => {
      const client = clientData('webauthn.get', challenge, cheat);
      const data = authenticatorData(cheat);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return {
        id: url(credentialId), rawId: url(credentialId), type: 'public-key', clientExtensionResults: {},
        response: { clientDataJSON: url(client), authenticatorData: url(data), signature: url(signature) },
      };
    },
  };
}

/** COSE: key type EC2, algorithm ES256, curve P-256, x, y. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
  return Buffer.from(isoCBOR.encode(new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]])));
}
