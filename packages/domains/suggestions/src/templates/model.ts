// 答复模板: what comes in, what goes out, and how the places of a template are filled. Pure; the editor uses it.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { limits } from '../model.ts';

const text = (max: number, label: string, min: number) => z.string().trim().min(min, `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);

/** `shared`: the congress's own, offered to all its organs; else the own organ's. Without `id` a new one. */
export const saveTemplateInput = z.object({
  id: idSchema.optional(),
  expectedVersion: z.int().min(0).optional(),
  shared: z.boolean().default(false),
  title: text(40, '模板名称', 2),
  body: text(limits.replyBody, '模板正文', 10),
});
export const templateView = z.object({ id: z.string(), shared: z.boolean(), title: z.string(), body: z.string(), version: z.number(), updatedBy: z.string(), updatedAt: z.string(), mayEdit: z.boolean() });
export type TemplateView = z.output<typeof templateView>;
export const templatesView = z.object({ rows: z.array(templateView), mayAdd: z.boolean(), mayShare: z.boolean() });

/** What stands for what in a template: 《{标题}》 becomes the suggestion's own. */
export const places = { 编号: '建议编号', 标题: '建议标题', 代表: '领衔代表', 日期: '今天的日期', 本单位: '本单位名称', 协办意见: '各协办单位的意见' } as const;
export type Place = keyof typeof places;
const isPlace = (name: string): name is Place => name in places;

/** Names in braces that stand for nothing: a template with them would reach the deputy unfilled. */
export const unknownPlaces = (body: string): string[] => [...body.matchAll(/\{([^{}\n]{1,12})\}/gu)].map(([, name = '']) => name).filter((name) => !isPlace(name));

/** The template with its places filled; what is not known (no assisting organ) is left out with its line. */
export function fillTemplate(body: string, facts: Readonly<Record<Place, string>>): string {
  return body
    .split('\n')
    .flatMap((line) => {
      const filled = line.replace(/\{([^{}\n]{1,12})\}/gu, (whole, name: string) => (isPlace(name) ? facts[name] : whole));
      const asked = line.trim() === '{协办意见}';
      return asked && filled.trim() === '' ? [] : [filled];
    })
    .join('\n');
}
