// 分类: staff take what was proposed or choose otherwise; what they choose otherwise teaches (lessons.ts).
import { subtopicNames } from '@smart/classifier';
import type { Capacity } from '@smart/identity/capacity';
import { scopeOf } from '@smart/divisions/scope';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { teach } from './lessons.ts';
import { visibleOpinion } from './looking.ts';
import type { divisionsInput, sortInput } from './model-inputs.ts';
import { isTopic, opinionTopicLabels, type OpinionTopic } from './model.ts';
import type { OpinionReceipt } from './model-views.ts';
import { act } from './store.ts';

const LISTED = 50;

/** The second level of a topic; 其他 has none. */
const subtopicsOf = (topic: OpinionTopic): readonly string[] => (topic === 'other' ? [] : subtopicNames(opinionTopicLabels[topic]));

/** By topic, for choosing by hand. */
export const subtopics = (): { rows: { topic: OpinionTopic; names: string[] }[] } => ({ rows: Object.keys(opinionTopicLabels).filter(isTopic).map((topic) => ({ topic, names: [...subtopicsOf(topic)] })) });

/** Divisions of the congress's own area, by name. */
export async function divisions(work: Work, capacity: Capacity, { q }: z.output<typeof divisionsInput>): Promise<{ rows: { code: string; name: string }[] }> {
  const rows = await work.sql<{ code: string; name: string }>(
    `SELECT d.code, CASE WHEN p.tier IN ('county') AND d.tier = 'township' THEN p.name || d.name ELSE d.name END AS name FROM division d LEFT JOIN division p ON p.code = d.parent_code
     WHERE starts_with(d.code, $1) AND d.code <> $2 AND ($3 = '' OR strpos(d.name, $3) > 0) ORDER BY d.code LIMIT ${LISTED}`,
    [scopeOf(capacity.divisionCode), capacity.divisionCode, q ?? ''],
  );
  return { rows };
}

async function nameOfDivision(work: Work, capacity: Capacity, code: string): Promise<string> {
  const [found] = await work.sql<{ name: string }>('SELECT name FROM division WHERE code = $1 AND starts_with(code, $2)', [code, scopeOf(capacity.divisionCode)]);
  if (!found) throw new DomainError('common.invalid_input', { problem: '地点不在本行政区域内' }, [{ path: 'divisionCode', message: '请选择本行政区域内的地点' }]);
  return found.name;
}

/**
 * Takes or corrects topic, second level, urgency and place; the citizen's own words stay. Another topic takes its second level along.
 * @throws DomainError common.not_found, common.invalid_input (second level of another topic, place elsewhere), workflow.*
 */
export async function sort(work: Work, capacity: Capacity, { topic, subtopic, urgent, divisionCode, ...input }: z.output<typeof sortInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  const [opinion] = await work.sql<{ id: string; congressId: string; content: string; place: string; topic: string | null }>('SELECT id, congress_id AS "congressId", content, place, topic FROM opinion WHERE id = $1', [input.id]);
  if (!opinion) throw new DomainError('common.not_found', { what: '群众意见' });
  const now = topic ?? opinion.topic;
  if (subtopic && (now === null || !isTopic(now) || !subtopicsOf(now).includes(subtopic))) throw new DomainError('common.invalid_input', { problem: '二级类别不属于所选分类' }, [{ path: 'subtopic', message: '请选择所选分类下的二级类别' }]);
  const placeName = divisionCode ? await nameOfDivision(work, capacity, divisionCode) : null;
  const second = subtopic !== undefined ? { subtopic } : topic !== undefined && topic !== opinion.topic ? { subtopic: null } : {};
  const done = await act(work, capacity, {
    ...input, action: 'sort',
    patch: { ...(topic === undefined ? {} : { topic }), ...second, ...(urgent === undefined ? {} : { urgent }), ...(divisionCode === undefined ? {} : { division_code: divisionCode }) },
    detail: { topic: topic === undefined ? null : opinionTopicLabels[topic], subtopic: subtopic ?? null, urgency: urgent === undefined ? null : urgent ? '紧急' : '一般', placeName },
  });
  const learned = topic !== undefined && (await teach(work, opinion, topic));
  return { id: done.id, version: done.version, next: learned ? '已更正分类，类似的意见以后会分得更准。' : '已保存分类。' };
}
