// What the archive tells the rest of the house when a server loads it.
import { registerParameters } from '@smart/divisions/parameters';
import { registerRecordUse } from '@smart/identity/import/uses';
import { registerOwnData } from '@smart/identity/own-data';
import { registerPersonColumns } from '@smart/identity/person-columns';
import { registerConsumer, registerSweep } from '@smart/jobs/registry';
import { dutyEventTypes, project, renewArchive } from './archive.ts';
import './assessment/objection-store.ts';
import { followElsewhere } from './activities/elsewhere.ts';
import { activityKinds, isActivityKind } from './activities/model.ts';
import { remindOfActivities } from './activities/reminding.ts';
import './activities/store.ts';
import './activities/warnings.ts';
import './work-plan/store.ts';
import './declarations/store.ts';
import { registerBooks, useBookFiles } from './reports/book.ts';
import { removeOldBooks } from './reports/book-keeping.ts';
import { followChange } from './impact/changes.ts';
import { changeEventTypes } from './impact/model.ts';
import { dutyKinds, isDutyKind } from './model.ts';
import { dutyParameters } from './parameters.ts';
import { effectOfDuty } from './plan/effects.ts';
import { refreshFigures } from './plan/figures.ts';
import { remindDeputies } from './plan/reminding.ts';

let registered = false;

/** Has the events delivered here; once per process, before the jobs start. @param host where finished year books lie, as the jobs run */
export function registerDuty(host: Parameters<typeof useBookFiles>[0]): void {
  if (registered) return;
  registered = true;
  registerParameters(dutyParameters, effectOfDuty);
  useBookFiles(host);
  registerBooks();
  registerConsumer('duty-archive', dutyEventTypes, project);
  registerConsumer('duty-changes', changeEventTypes, followChange);
  // After an update that changed how events become records.
  registerSweep('duty-archive', '40 2 * * *', async (work, congressId) => void (await renewArchive(work, congressId)));
  registerSweep('duty-figures', '55 2 * * *', refreshFigures);
  registerSweep('duty-reminders', '10 8 1 3,6,9,12 *', async (work, congressId) => void (await remindDeputies(work, congressId)));
  registerSweep('duty-books', '15 2 * * *', async (work, congressId) => void (await removeOldBooks(work, congressId)));
  registerSweep('activities-elsewhere', '45 * * * *', followElsewhere);
  registerSweep('activity-reminders', '5 8 * * *', async (work, congressId) => void (await remindOfActivities(work, congressId, (kind) => (isActivityKind(kind) ? activityKinds[kind].label : '活动'))));
  registerRecordUse('duty', (work, ids) => work.sql(`SELECT DISTINCT mandate_id AS id, '已有履职记录' AS reason FROM duty_record WHERE mandate_id = ANY ($1::uuid[])`, [ids]));
  registerPersonColumns('duty', [
    { table: 'duty_record', column: 'person_id', key: 'id', label: '履职记录' },
    { table: 'duty_declaration', column: 'person_id', key: 'id', label: '补充的履职' },
    { table: 'duty_objection', column: 'person_id', key: 'id', label: '计分异议' },
    { table: 'duty_report', column: 'person_id', key: 'id', label: '述职报告' },
    { table: 'duty_invitation', column: 'person_id', key: 'id', label: '活动邀请' },
  ]);
  registerOwnData('活动邀请', (work, { personId }) =>
    work.sql(
      `SELECT to_char(a.held_on, 'YYYY-MM-DD') AS "日期", a.theme AS "活动", i.reason AS "请假理由", i.decision AS "批复", to_char(i.signed_in_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "签到时间" FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id WHERE i.person_id = $1 AND a.state <> 'planned' ORDER BY a.held_on, a.id`,
      [personId],
    ),
  );
  registerOwnData('补充的履职', (work, { personId }) =>
    work.sql(`SELECT to_char(occurred_on, 'YYYY-MM-DD') AS "日期", title AS "内容", place AS "地点", result AS "成果", return_reason AS "退回理由" FROM duty_declaration WHERE person_id = $1 ORDER BY occurred_on, id`, [personId]),
  );
  registerOwnData('述职报告', (work, { personId }) => work.sql(`SELECT r.year AS "年度", to_char(r.given_on, 'YYYY-MM-DD') AS "述职日期", (SELECT string_agg(p.one ->> 'text', E'\n' ORDER BY p.at) FROM jsonb_array_elements(r.content) WITH ORDINALITY AS p (one, at) WHERE p.one ->> 'hidden' = 'false') AS "内容" FROM duty_report r WHERE r.person_id = $1 ORDER BY r.year, r.id`, [personId]));
  registerOwnData('计分异议', (work, { personId }) => work.sql(`SELECT year AS "年度", COALESCE(record_title, '缺少的履职') AS "事项", text AS "异议", answer AS "处理意见" FROM duty_objection WHERE person_id = $1 ORDER BY created_at, id`, [personId]));
  registerOwnData('履职计分', (work, { personId }) => work.sql(`SELECT r.year AS "年度", r.edition AS "版次", r.total AS "得分" FROM duty_result r JOIN mandate m ON m.id = r.mandate_id WHERE m.person_id = $1 ORDER BY r.year, r.edition`, [personId]));
  registerOwnData('履职记录', async (work, { personId }) => {
    const rows = await work.sql<{ kind: string; title: string; day: string }>(`SELECT kind, title, to_char(occurred_on, 'YYYY-MM-DD') AS day FROM duty_record WHERE person_id = $1 AND standing <> 'void' ORDER BY occurred_on, id`, [personId]);
    return rows.flatMap(({ kind, title, day }) => (isDutyKind(kind) ? [{ 日期: day, 类别: dutyKinds[kind].label, 内容: title }] : []));
  });
}
