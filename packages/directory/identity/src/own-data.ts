// What the deployment holds of a person, for that person (个人信息保护法 45: to look up and to copy). Domains add what they hold.
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { withinCongress, unscopedIdentity } from './realm.ts';
import { fieldInClear } from './personal-access.ts';

/** Rows of one congress about the person, with Chinese keys: they are read by the person, not by a program. */
export type OwnData = (work: Work, who: { personId: string; congressId: string }) => Promise<readonly Record<string, unknown>[]>;
const sections = new Map<string, OwnData>();

/** Registers a section of the export under its Chinese title; the same title again replaces the earlier one. */
export function registerOwnData(title: string, rowsOf: OwnData): void {
  sections.set(title, rowsOf);
}

const DAY = `'YYYY-MM-DD'`;
const MINUTE = `'YYYY-MM-DD HH24:MI'`;
const shanghai = (column: string): string => `to_char(${column} AT TIME ZONE 'Asia/Shanghai', ${MINUTE})`;

const statements = {
  代表资格: `SELECT c.name AS "人大", t.number AS "届", m.certificate AS "代表证号", m.status AS "状态", to_char(m.starts_on, ${DAY}) AS "开始", to_char(m.ends_on, ${DAY}) AS "终止"
    FROM mandate m JOIN congress c ON c.id = m.congress_id JOIN term t ON t.id = m.term_id WHERE m.person_id = $1 ORDER BY m.starts_on`,
  任职: `SELECT c.name AS "人大", o.name AS "机构", a.title AS "职务", array_to_string(a.roles, '、') AS "职责", to_char(a.starts_on, ${DAY}) AS "开始", to_char(a.ends_on, ${DAY}) AS "结束"
    FROM appointment a JOIN organ o ON o.id = a.organ_id JOIN congress c ON c.id = a.congress_id WHERE a.person_id = $1 ORDER BY a.starts_on`,
  登录记录: `SELECT ${shanghai('s.at')} AS "时间", s.method AS "方式", s.outcome AS "结果", s.address AS "网络地址", s.user_agent AS "设备"
    FROM auth_sign_in_attempt s JOIN person p ON p.user_id = s.user_id WHERE p.id = $1 ORDER BY s.at DESC LIMIT 2000`,
  个人信息被查看的记录: `SELECT ${shanghai('at')} AS "时间", field AS "信息", viewer AS "查看人", purpose AS "用途" FROM personal_data_access WHERE person_id = $1 ORDER BY at DESC LIMIT 2000`,
} as const;

/** Everything about the person, section by section. Runs in a unit of work of the person. */
export async function exportOwnData(work: Work, personId: string): Promise<Record<string, unknown>> {
  const own = await unscopedIdentity(work, 'a person reads what is held of them wherever they serve', async () => {
    const [person] = await work.sql<{ name: string; gender: string | null; employer: string | null; position: string | null; username: string | null; congress_ids: string[] }>(
      'SELECT p.name, p.gender, p.employer, p.position, u.username, p.congress_ids FROM person p LEFT JOIN auth_user u ON u.id = p.user_id WHERE p.id = $1', [personId],
    );
    const rows: Record<string, unknown> = {};
    for (const [title, statement] of Object.entries(statements)) rows[title] = await work.sql(statement, [personId]);
    return {
      congressIds: person?.congress_ids ?? [],
      rows,
      basics: {
        姓名: person?.name, 性别: person?.gender, 工作单位: person?.employer, 职务: person?.position, 用户名: person?.username,
        手机号: await fieldInClear(work, personId, 'phone'), 身份证号码: await fieldInClear(work, personId, 'id_card'), 住址: await fieldInClear(work, personId, 'address'),
      },
    };
  });
  const held: Record<string, unknown[]> = {};
  for (const congressId of own.congressIds) {
    await withinCongress(work, congressId, 'each congress keeps its own matters about the person', async () => {
      for (const [title, rowsOf] of sections) held[title] = [...(held[title] ?? []), ...(await rowsOf(work, { personId, congressId }))];
    });
  }
  return { 说明: '依照《中华人民共和国个人信息保护法》第四十五条，由本人查阅、复制。', 导出日期: today(work.clock), 基本信息: own.basics, ...own.rows, ...held };
}
