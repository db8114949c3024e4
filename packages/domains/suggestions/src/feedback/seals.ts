// 印章图片: kept by the organ's head, used only when a reply is signed, never changed afterwards.
import { createHash } from 'node:crypto';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf } from '../act.ts';
import type { keepSealInput, SealView } from './model.ts';

const SIGNATURE = '89504e470d0a1a0a';
/** Smaller prints blurred at 42 mm; larger only weighs. Pixels a side. */
const side = { least: 200, most: 2000 } as const;
/** Bytes. */
const heaviest = 500 * 1024;
/** Colour types of PNG that carry transparency: grey or colour with alpha. */
const withAlpha: readonly number[] = [4, 6];

const refuse = (problem: string): DomainError => new DomainError('common.invalid_input', { problem }, [{ path: 'png', message: problem }]);

/**
 * Checks the picture of a seal by what it contains: a PNG with transparency, about square.
 * @throws DomainError common.invalid_input with what to do instead
 */
export function checkSeal(png: Buffer): void {
  if (png.length < 33 || png.subarray(0, 8).toString('hex') !== SIGNATURE || png.subarray(12, 16).toString('latin1') !== 'IHDR' || !png.subarray(-12).includes('IEND')) {
    throw refuse('印章图片不是完整的 PNG 文件，请重新导出后再上传');
  }
  if (png.length > heaviest) throw refuse('印章图片不得超过 500 KB，请缩小后再上传');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  if (Math.min(width, height) < side.least || Math.max(width, height) > side.most) throw refuse(`印章图片的边长应为 ${side.least} 至 ${side.most} 像素，请调整后再上传`);
  if (Math.max(width, height) > Math.min(width, height) * 1.2) throw refuse('印章图片应接近正方形，请裁去四周空白后再上传');
  if (!withAlpha.includes(png.readUInt8(25)) && !png.includes('tRNS')) throw refuse('印章图片应为透明背景，否则会盖住正文，请去掉底色后再上传');
}

/** @throws DomainError common.forbidden for a capacity without an organ */
function organOf({ organId }: Capacity): string {
  if (organId === undefined) throw new DomainError('common.forbidden', { reason: '当前身份不属于任何承办单位' });
  return organId;
}

type Kept = { id: string; png: Uint8Array; keptBy: string; at: Date };

const current = async (work: Work, organId: string): Promise<Kept | undefined> =>
  (await work.sql<Kept>('SELECT id, png, kept_by AS "keptBy", at FROM organ_seal WHERE organ_id = $1 AND retired_at IS NULL ORDER BY at DESC LIMIT 1', [organId]))[0];

/** The seal of the own organ, for its head, and on how many letters it stands. */
export async function ownSeal(work: Work, capacity: Capacity): Promise<SealView> {
  const seal = await current(work, organOf(capacity));
  if (!seal) return { seal: null, signed: 0 };
  const [used] = await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM reply WHERE seal_id = $1', [seal.id]);
  return { seal: { keptBy: seal.keptBy, at: seal.at.toISOString(), png: `data:image/png;base64,${Buffer.from(seal.png).toString('base64')}` }, signed: used?.count ?? 0 };
}

/**
 * Keeps a new seal; the one before is retired and stays on the letters that bear it.
 * @throws DomainError common.forbidden, common.invalid_input
 */
export async function keepSeal(work: Work, capacity: Capacity, input: z.output<typeof keepSealInput>): Promise<SealView> {
  const organId = organOf(capacity);
  const png = Buffer.from(input.png.slice(input.png.indexOf(',') + 1), 'base64');
  checkSeal(png);
  await retire(work, organId);
  await work.sql('INSERT INTO organ_seal (id, congress_id, organ_id, png, sha256, kept_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    newId(), capacity.congressId, organId, png, createHash('sha256').update(png).digest('hex'), actingOf(capacity).label, work.clock.now(),
  ]);
  return ownSeal(work, capacity);
}

/** From now on letters are signed without a picture of the seal. */
export async function retireSeal(work: Work, capacity: Capacity): Promise<SealView> {
  await retire(work, organOf(capacity));
  return ownSeal(work, capacity);
}

const retire = (work: Work, organId: string): Promise<unknown> => work.sql('UPDATE organ_seal SET retired_at = $2 WHERE organ_id = $1 AND retired_at IS NULL', [organId, work.clock.now()]);

/** The seal with which an organ signs now; null when it keeps none. */
export async function sealInForce(work: Work, organId: string): Promise<string | null> {
  const [found] = await work.sql<{ id: string }>('SELECT id FROM organ_seal WHERE organ_id = $1 AND retired_at IS NULL ORDER BY at DESC LIMIT 1', [organId]);
  return found?.id ?? null;
}

/** The picture on a signed letter; whoever may read the letter may see it. */
export async function sealPicture(work: Work, sealId: string): Promise<Uint8Array | null> {
  const [found] = await work.sql<{ png: Uint8Array }>('SELECT png FROM organ_seal WHERE id = $1', [sealId]);
  return found?.png ?? null;
}
