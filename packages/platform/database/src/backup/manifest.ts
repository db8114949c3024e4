// What a backup says of itself, at its end: the restore believes nothing else.
import { deriveSecret } from '../secrets.ts';
import { StartupError } from '../startup-error.ts';
import type { Digest } from './archive.ts';

export type TableEntry = Digest & { name: string; columns: string[]; rows: number };
export type Manifest = {
  format: 1;
  /** When the snapshot was taken. */
  takenAt: string;
  /** The migrations that the database had. */
  migrations: string[];
  tables: TableEntry[];
  /** Jobs still to be done; null when there was no queue. */
  jobs: TableEntry | null;
  /** Files of the file store; null when they lie elsewhere (S3) and are backed up there. */
  files: (Digest & { path: string })[] | null;
  /** Tells whether the deployment's secret is the same, without telling the secret. */
  secretMark: string;
};

export const manifestEntry = 'manifest.json';
export const secretMark = (secret: string): string => deriveSecret(secret, 'mark of the secret in backups').slice(0, 12);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** True when the text was written by `backup`; the entries it names are checked one by one afterwards. */
function isManifest(value: unknown): value is Manifest {
  return isObject(value) && value['format'] === 1 && Array.isArray(value['migrations']) && Array.isArray(value['tables']) && typeof value['secretMark'] === 'string';
}

/** @throws StartupError when the text is no manifest of a format that this version knows. */
export function parseManifest(text: string): Manifest {
  const value: unknown = JSON.parse(text);
  if (isManifest(value)) return value;
  throw new StartupError('备份文件的格式不是本版本所能识别的：请使用制作该备份的版本或更新的版本。 This version does not know the format of the backup: use the version that made it, or a newer one.');
}
