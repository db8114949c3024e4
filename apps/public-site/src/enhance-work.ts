// A little work that a browser does while a person types, so that scripts cannot flood the form (packages/directory/identity/src/form-pass.ts).
// Where it cannot be done the form works as well, under a stricter limit.
const BITS = 14;
/** So many at a time: the page stays smooth. */
const BATCH = 256;

async function isWorked(text: string): Promise<boolean> {
  const digest = new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return digest.getUint32(0) >>> (32 - BITS) === 0;
}

async function workFor(pass: string): Promise<string> {
  for (let from = 0; ; from += BATCH) {
    const found = await Promise.all(Array.from({ length: BATCH }, (_, at) => isWorked(`${pass}:${from + at}`)));
    const at = found.indexOf(true);
    if (at >= 0) return String(from + at);
    await new Promise((next) => setTimeout(next));
  }
}

/** Begins with the work of every form on the page that asks for it. */
export function beginWork(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-work]')) {
    const pass = form.querySelector<HTMLInputElement>('input[name="pass"]')?.value ?? '';
    const answer = form.querySelector<HTMLInputElement>('input[name="work"]');
    // Only where the page came by a safe way does a browser hash.
    if (answer && window.isSecureContext) void workFor(pass).then((found) => (answer.value = found));
  }
}
