// submissions.*: rows of the permission matrix. The earlier answer first, the delegation's name (重庆 8), paper originals (山东 8, 河南 11).
import type { MatterName } from './matters.ts';
import { at, everybody, everywhere, sees } from './oracle.ts';
import type { Rows } from './row.ts';
import type { Caller } from './world.ts';

const lead: readonly Caller[] = ['home.lead'];
/** The lead and whoever prepares for them; only the lead sends. */
const pen: readonly Caller[] = ['home.lead', 'home.assistant'];
const officer = at('home', 'congress_officer');
const writers = everywhere('deputy', 'deputy_assistant');
const note = '答复说已经办好，现场没有变化';
/** No upload of anybody. */
const noFile = '00000000-0000-7000-8000-00000000f11e';
const receivedAt = '2026-03-01T09:00:00+08:00';

export const submissionRows: Rows = {
  'submissions.window': () => [{ input: {}, allowed: writers }],
  'submissions.of': ({ matters }) => {
    const names: MatterName[] = [];
    let name: MatterName;
    for (name in matters) names.push(name);
    return names.map((one) => ({ what: one, input: { id: matters[one].id }, allowed: everybody.filter((who) => sees(who, matters[one])) }));
  },

  'submissions.relate': ({ matters }) => [
    { input: { id: matters.draft.id, earlierId: matters.published.id, kind: 'contests', note }, allowed: pen },
    { what: 'to one that the deputy may not know', input: { id: matters.draft.id, earlierId: matters.lowerRegistered.id, kind: 'adds', note }, allowed: pen, otherwise: 'common.not_found' },
    { what: 'from one that was handed in', input: { id: matters.submitted.id, earlierId: matters.published.id, kind: 'adds', note }, allowed: pen, otherwise: 'workflow.refused' },
  ],
  'submissions.unrelate': ({ matters }) => [{ input: { id: matters.draft.id, earlierId: matters.published.id }, allowed: pen }],
  'submissions.follow': ({ matters }) => [
    { what: 'published', input: { earlierId: matters.published.id }, allowed: everywhere('deputy') },
    { what: 'not published', input: { earlierId: matters.registered.id }, allowed: at('home', 'deputy') },
    { what: 'a draft', input: { earlierId: matters.draft.id }, allowed: [] },
  ],
  'submissions.unfollow': ({ matters }) => [{ input: { earlierId: matters.published.id }, allowed: everywhere('deputy') }],
  'submissions.followed': () => [{ input: {}, allowed: everywhere('deputy') }],

  'submissions.askDelegation': ({ matters }) => [{ input: { id: matters.draft.id, discussedOn: '2026-03-01' }, allowed: lead, otherwise: 'suggestions.delegation_without_leader' }],
  'submissions.answerDelegation': ({ matters }) => [
    { what: 'signs', input: { id: matters.delegated.id, agree: true }, allowed: ['home.cosigner'] },
    { what: 'does not sign', input: { id: matters.delegated.id, agree: false, reason: '全团意见还不一致' }, allowed: ['home.cosigner'] },
  ],
  'submissions.dropDelegation': ({ matters }) => [{ input: { id: matters.delegated.id }, allowed: lead }],

  'submissions.enterPaper': ({ house, matters }) => [
    {
      input: { id: '00000000-0000-7000-8000-0000000e27e2', mandateId: house.deputy.id, title: '关于修补路面的建议', background: '路面破损严重，雨天积水，群众出行不便，多次反映没有解决。', proposal: '建议列入今年修缮计划。', topic: 'transport', receivedAt, fileIds: [noFile] },
      allowed: officer, otherwise: 'files.not_found', refusals: ['suggestions.paper_no_deputy'],
    },
    {
      what: 'over somebody’s draft',
      input: { id: matters.draft.id, mandateId: house.deputy.id, title: '关于修补路面的建议', background: '路面破损严重，雨天积水，群众出行不便，多次反映没有解决。', proposal: '建议列入今年修缮计划。', topic: 'transport', receivedAt, fileIds: [noFile] },
      allowed: officer, otherwise: 'common.conflict', refusals: ['suggestions.paper_no_deputy'],
    },
  ],
  'submissions.refusePaper': ({ matters }) => [{ input: { id: matters.paper.id, reason: '第二段不是我写的' }, allowed: lead }],
  'submissions.archiveOriginal': ({ matters }) => [{ input: { id: matters.registered.id, receivedAt, fileIds: [noFile] }, allowed: officer, otherwise: 'files.not_found' }],
  'submissions.papers': () => [{ input: {}, allowed: everywhere('congress_officer') }],
};
