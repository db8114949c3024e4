/** Names of files, as they come from strangers' machines. They are labels only: content is stored under its hash. */

/** Control characters, and marks that turn the direction of writing ("gpj.exe" shown as "exe.jpg") or take no room. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;
const RESERVED = /["*:<>?|]/g;
const LONGEST = 120;

/** The ending in lower case without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/**
 * A name that is safe to store, show and send: the last part of a path, without control and direction characters, at most
 * 120 characters with its ending kept; "附件" when nothing is left.
 */
export function safeName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(INVISIBLE, '').replace(RESERVED, '_').replace(/\s+/gu, ' ').replace(/^[.\s]+|[.\s]+$/gu, '');
  const characters = [...plain];
  if (characters.length === 0) return '附件';
  if (characters.length <= LONGEST) return plain;
  const extension = extensionOf(plain);
  const ending = extension !== '' && extension.length <= 10 ? `.${extension}` : '';
  return characters.slice(0, LONGEST - ending.length).join('').trimEnd() + ending;
}

/** `Content-Disposition` by RFC 6266: a plain name for old clients, the real one in UTF-8 (RFC 8187). */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
