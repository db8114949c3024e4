// A small editorial office for tests: two who write in the city, its leader, the county below, and anybody.
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import type { TestDatabase } from '@smart/database/testing';
import type { AppointedRole, Capacity, Tier } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { approveArticle, saveArticle, submitArticle } from './articles/editing.ts';
import { useDeploymentSecret } from '@smart/identity/keys';
import { approveConsultation, saveConsultation, submitConsultation } from './consultations/editing.ts';
import { saveConsultationInput } from './consultations/model-inputs.ts';
import { consultationParameters } from './consultations/parameters.ts';
import { contentParameters } from './parameters.ts';
import type { DocumentFacts } from './articles/documents.ts';
import { saveArticleInput } from './articles/model-inputs.ts';

export type Office = Awaited<ReturnType<typeof createOffice>>;

export const articleSample = { columnKey: 'notice', title: '关于召开常委会会议的公告', source: '市人大常委会办公室', body: '<p>会议定于三月下旬举行，听取城区供水情况的报告。</p>' };

export const consultationSample = {
  kind: 'regulation' as const, title: '市湖滨保护条例（草案）', drafter: '市人大常委会法工委', startsOn: '2026-03-02', endsOn: '2026-04-02',
  explanation: '为了保护湖滨环境，起草了条例草案，现公开征求意见，请逐条提出修改建议。',
  articles: [{ label: '第一条', heading: '第一章 总则', text: '为了保护湖滨，制定本条例。' }, { label: '第二条', heading: '', text: '湖滨五十米内不得新建建筑物。' }],
};

/** The clock stands at Monday 2026-03-02, 09:00. */
export async function createOffice(database: TestDatabase) {
  registerParameters(contentParameters);
  registerParameters(consultationParameters);
  useDeploymentSecret('a secret for tests of content');
  const clock = fixedClock('2026-03-02T09:00:00+08:00');
  const directory = await createTestDirectory(database, { clock });
  const staff = async (name: string, divisionCode: string, tier: Tier, roles: AppointedRole[]): Promise<Capacity> => {
    const [id, personId, congressId, organId] = [newId(), newId(), directory.congress(divisionCode), directory.organ(divisionCode, 'standing_committee')];
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [personId, name, congressId]);
    await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) VALUES ($1, $2, $3, $4, '工作人员', $5, '2022-01-05')`, [id, personId, congressId, organId, roles]);
    return { id, kind: 'appointment', personId, personName: name, userId: personId, congressId, congressName: divisionCode, divisionCode, tier, label: '人大常委会', roles, organId, organName: '常委会', organKind: 'standing_committee' };
  };
  const people = {
    writer: await staff('张华', '4306', 'city', ['congress_officer']),
    editor: await staff('刘洋', '4306', 'city', ['congress_officer']),
    leader: await staff('周平', '4306', 'city', ['congress_leader']),
    clerk: await staff('郑涛', '4306', 'city', ['handling_clerk']),
    provincial: await staff('吴军', '43', 'province', ['congress_officer']),
    county: await staff('孙丽', '430602', 'county', ['congress_officer']),
  };
  const as = <T>(capacity: Capacity, run: (work: Work, capacity: Capacity) => Promise<T>): Promise<T> =>
    database.units.unitOfWork({ role: 'smart_app', 'app.congress': capacity.congressId, 'app.person': capacity.personId }, (unit) => run(testWork(unit, clock), capacity));
  const asSystem = <T>(congressId: string, run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => run(testWork(unit, clock)));
  const asPublic = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_reader' }, (unit) => run(testWork(unit, clock)));

  type Changes = Partial<typeof articleSample & { publishAt: string; facts: DocumentFacts }>;
  const draft = async (by: Capacity = people.writer, changes: Changes = {}): Promise<string> => (await as(by, (work) => saveArticle(work, by, saveArticleInput.parse({ ...articleSample, ...changes })))).id;
  const submitted = async (by: Capacity = people.writer, changes: Changes = {}): Promise<string> => {
    const id = await draft(by, changes);
    await as(by, (work) => submitArticle(work, by, { id }));
    return id;
  };
  const published = async (by: Capacity = people.writer, reviewer: Capacity = people.editor, changes: Changes = {}): Promise<string> => {
    const id = await submitted(by, changes);
    await as(reviewer, (work) => approveArticle(work, reviewer, { id }));
    return id;
  };
  const opened = async (changes: Partial<typeof consultationSample> = {}): Promise<string> => {
    const { writer, editor } = people;
    const { id } = await as(writer, (work) => saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, ...changes })));
    await as(writer, (work) => submitConsultation(work, writer, { id }));
    await as(editor, (work) => approveConsultation(work, editor, { id }));
    return id;
  };
  return { clock, directory, ...people, as, asSystem, asPublic, draft, submitted, published, opened };
}
