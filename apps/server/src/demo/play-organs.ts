/** What stands between organs, played once for the city: a matter of the court, a return that is asked for again, templates of an organ, a meeting. */
import { addDays, today } from '@smart/kernel/dates';
import type { Capacity } from '@smart/identity/capacity';
import { assign } from '@smart/suggestions/assignment';
import { saveDraft } from '@smart/suggestions/drafts';
import { examine } from '@smart/suggestions/examination';
import { decideReturn, requestReturn } from '@smart/suggestions/handling';
import { saveMeeting } from '@smart/suggestions/meeting/meetings';
import type { AssignmentRole, Topic } from '@smart/suggestions/model';
import { submit } from '@smart/suggestions/submission';
import { saveTemplate } from '@smart/suggestions/templates/templates';
import type { Work } from '@smart/workflow/work';
import type { Troupe } from './company.ts';

type Text = { readonly title: string; readonly background: string; readonly proposal: string; readonly topic: Topic };

const atCourt: Text = {
  title: '关于在湖区乡镇增设巡回诉讼服务点的建议',
  background: '湖区部分乡镇距县城法院较远，老年人和外出务工家庭立案、领取文书往返要大半天，网上办理又不熟悉，群众希望在家门口就能得到诉讼引导。',
  proposal: '建议市中级人民法院指导有关基层法院，在交通不便的乡镇设立定期巡回的诉讼服务点，公布时间和地点，并与乡镇便民服务中心共用场所。',
  topic: 'other',
};
const disputed: Text = {
  title: '关于明确滨江慢行道日常管护单位的建议',
  background: '滨江慢行道建成后由几个单位分段移交，护栏松动、路灯不亮时群众不知道找谁，几个部门都说不在自己的管护范围，问题拖了半年没有解决。',
  proposal: '建议明确一个牵头的管护单位，公布报修电话，对护栏和照明做一次全面检修，并把管护经费列入年度安排。',
  topic: 'transport',
};

const templates = [
  { title: '已经采纳', body: '您提出的{编号}《{标题}》很有针对性，{本单位}已经采纳，现将办理情况答复如下：\n一、关于您反映的问题\n二、已经采取的措施\n{协办意见}\n三、今后的长效安排' },
  { title: '列入计划', body: '{代表}代表提出的《{标题}》反映了群众的实际需求。{本单位}会同有关单位研究，拟列入下一年度计划：\n一、现状和存在的问题\n二、计划安排和责任分工\n{协办意见}\n三、完成时限见承诺事项，届时再次向您报告。' },
];

/** Plays it unless it was played before. Acts are of today. */
export async function playOrgans(work: Work, troupe: Troupe): Promise<void> {
  const transport = troupe.organ('transport');
  const played = await work.sql('SELECT 1 FROM reply_template WHERE organ_id = $1', [transport.id]);
  if (played.length > 0) return;
  for (const one of templates) await saveTemplate(work, troupe.headOf(transport.id), { shared: false, ...one });
  await saveTemplate(work, troupe.officer, { shared: true, title: '留作参考', body: '您提出的《{标题}》我们进行了认真研究。因现行规定和条件限制，暂时难以实施，{本单位}将把您的意见留作今后工作的参考，并继续跟踪有关情况。' });
  const [court] = await work.sql<{ id: string }>(`SELECT id FROM organ WHERE congress_id = $1 AND kind = 'court'`, [troupe.congressId]);
  if (court) await handOver(work, troupe, atCourt, 20, court.id);
  await returnAgain(work, troupe, await handOver(work, troupe, disputed, 21, transport.id), transport.id);
  const day = today(work.clock);
  await saveMeeting(work, troupe.officer, {
    title: '代表建议交办会', heldOn: day, place: '市政府第一会议室', sessionId: null, assignedFrom: addDays(day, -30), assignedUntil: day,
    attendance: [{ organId: transport.id, organName: transport.name, people: '分管负责人、办公室主任' }], note: '逐件明确主办、协办单位和办理期限，要求交办之日起二十个工作日内与代表见面。',
  });
}

async function handOver(work: Work, troupe: Troupe, text: Text, deputy: number, organId: string, role: AssignmentRole = 'lead'): Promise<string> {
  const by: Capacity | undefined = troupe.deputies[deputy % troupe.deputies.length];
  if (!by) throw new Error('the city has no deputies');
  const { id } = await saveDraft(work, by, { ...text, researched: true, publishConsent: true, confidential: false });
  await submit(work, by, { id });
  await examine(work, troupe.officer, { id, decision: 'accept' });
  await assign(work, troupe.officer, { items: [{ id, organs: [{ organId, role }] }], preview: false });
  return id;
}

/** Refused once, asked again: the council of chairpersons decides. */
async function returnAgain(work: Work, troupe: Troupe, id: string, organId: string): Promise<void> {
  const [part] = await work.sql<{ id: string }>('SELECT id FROM assignment WHERE suggestion_id = $1', [id]);
  const assignmentId = part?.id ?? '';
  const clerk = troupe.clerkOf(organId);
  await requestReturn(work, clerk, { assignmentId, cause: 'other_organ_leads', reason: '慢行道的护栏和照明由建设单位移交，宜由城市管理部门牵头' });
  await decideReturn(work, troupe.officer, { assignmentId, approve: false, reason: '涉及道路设施，请先牵头与有关单位会商' });
  await requestReturn(work, clerk, { assignmentId, cause: 'other_organ_leads', reason: '会商后有关单位意见不一致，移交清单中没有本单位，请再次审核' });
}
