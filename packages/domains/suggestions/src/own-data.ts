// What this domain holds of a person, for the copy the person takes along (个人信息保护法 45).
import { registerOwnData } from '@smart/identity/own-data';
import { stateLabels, suggestionStates } from './model.ts';
import { motionStateLabels, motionStates } from './motions/model.ts';

const labelOf = (state: string): string => stateLabels[suggestionStates.find((each) => each === state) ?? 'closed'];

type Row = { role: string; number: string | null; title: string; state: string; submitted: string | null };

/** Suggestions the person led or co-signed, and what was said of replies. */
export function registerSuggestionOwnData(): void {
  registerOwnData('提出和联名的建议', async (work, { personId }) => {
    const rows = await work.sql<Row>(
      `SELECT CASE WHEN s.lead_person_id = $1 THEN '领衔' ELSE '联名' END AS role, s.number_label AS number, s.title, s.state, to_char(s.submitted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS submitted
       FROM suggestion s WHERE s.lead_person_id = $1 OR s.id IN (SELECT c.suggestion_id FROM cosigner c WHERE c.person_id = $1 AND c.state = 'confirmed') ORDER BY s.submitted_at, s.id`,
      [personId],
    );
    return rows.map(({ role, number, title, state, submitted }) => ({ 身份: role, 编号: number, 标题: title, 状态: labelOf(state), 提交日期: submitted }));
  });
  registerOwnData('提出和联名的议案', async (work, { personId }) => {
    const rows = await work.sql<Row>(
      `SELECT CASE WHEN m.lead_person_id = $1 THEN '领衔' ELSE '联名' END AS role, m.number_label AS number, m.title, m.state, to_char(m.submitted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS submitted
       FROM motion m WHERE m.lead_person_id = $1 OR m.id IN (SELECT c.motion_id FROM motion_cosigner c WHERE c.person_id = $1 AND c.state = 'confirmed') ORDER BY m.submitted_at, m.id`,
      [personId],
    );
    return rows.map(({ role, number, title, state, submitted }) => ({ 身份: role, 编号: number, 标题: title, 状态: motionStateLabels[motionStates.find((each) => each === state) ?? 'closed'], 提交日期: submitted }));
  });
}
