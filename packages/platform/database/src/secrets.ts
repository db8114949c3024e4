// Secrets that a deployment makes for itself and keeps in its data folder, readable by its owner only.
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the secret kept under this name in the data folder; makes it (32 random bytes, mode 0600) when there is none. */
export function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const draft = `${file}.${process.pid}`;
    try {
      writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
      linkSync(draft, file); // fails when another process was first: its secret is the one
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** A password or key for one purpose, derived from the deployment's secret: knowing one does not give another. */
export const deriveSecret = (secret: string, purpose: string): string => createHmac('sha256', secret).update(`smart-congress:${purpose}`).digest('base64url');
