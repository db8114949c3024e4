// What the domain tells the rest of the house when a server loads it: parameters, consumers, sweeps, what hangs on an organ.
import { registerOrganUse } from '@smart/divisions/hooks';
import { registerRecordUse } from '@smart/identity/import/uses';
import { registerParameters } from '@smart/divisions/parameters';
import { registerPersonColumns } from '@smart/identity/person-columns';
import type { FileStore } from '@smart/files/store';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { registerBulkAssignment } from './bulk/bulk.ts';
import { effectOnSuggestions } from './effects.ts';
import { remindMeetings } from './feedback/meetings.ts';
import { registerSuggestionOwnData } from './own-data.ts';
import { registerSuggestionExplainer } from './explain.ts';
import { effectOnMotions } from './motions/effects.ts';
import { motionParameters } from './motions/parameters.ts';
import { suggestionParameters } from './parameters.ts';
import { effectOnRanking } from './ranking/effect.ts';
import { rankingParameters } from './ranking/formula.ts';
import { effectOnLadder, escalateDue } from './supervising/escalate.ts';
import { supervisionParameters } from './supervising/parameters.ts';
import { fileTextJobs } from './query/file-text.ts';
import { countAnew, rollupConsumer } from './rollup.ts';
import { registerLeadSuccession } from './succession-mandate.ts';
import { registerMotionSuccession } from './motions/succession.ts';
import { registerPartSuccession } from './succession-organ.ts';
import { registerTermSuccession } from './succession-term.ts';
import { refreshWordCounts } from './finder/counts.ts';
import { tellFollowers } from './submitting/following.ts';
import { sweepSuggestions } from './sweeps.ts';

/** The job registry, given by the server: the domain does not know who runs its jobs. */
export type JobRegistry = {
  readonly registerConsumer: (name: string, types: readonly string[], handle: (work: Work, event: DomainEvent) => Promise<void>) => void;
  readonly registerSweep: (name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>) => void;
  readonly registerDeploymentSweep: (name: string, cron: string, handle: (work: Work) => Promise<void>) => void;
  /** The file store of the running jobs; null while none run. */
  readonly files?: () => Pick<FileStore, 'read'> | null;
};

/** Parameters and questions of the directory; may be called again. */
export function registerSuggestions(): void {
  registerParameters(suggestionParameters, effectOnSuggestions);
  registerParameters(rankingParameters, effectOnRanking);
  registerParameters(motionParameters, effectOnMotions);
  registerParameters(supervisionParameters, effectOnLadder);
  registerOrganUse('suggestions', openParts);
  registerRecordUse('suggestions', suggestionsOf);
  registerPersonColumns('suggestions', personColumns);
  registerSuggestionExplainer();
  registerBulkAssignment();
  registerLeadSuccession();
  registerMotionSuccession();
  registerPartSuccession();
  registerTermSuccession();
  registerSuggestionOwnData();
}

/** Where a deputy's id stands in the domain's tables; one who led would not co-sign as well. */
const personColumns = [
  { table: 'suggestion', column: 'lead_person_id', key: 'id', label: '领衔的建议' },
  { table: 'suggestion', column: 'owner_person_id', key: 'id', label: '等待本人办理的建议' },
  {
    table: 'cosigner', column: 'person_id', key: 'id', label: '联名的建议',
    unless: `EXISTS (SELECT 1 FROM suggestion s WHERE s.id = t.suggestion_id AND s.lead_person_id = $2) OR EXISTS (SELECT 1 FROM cosigner x WHERE x.suggestion_id = t.suggestion_id AND x.person_id = $2)`,
  },
  { table: 'delegation_submission', column: 'leader_person_id', key: 'suggestion_id', label: '以团长身份签署的建议' },
  {
    table: 'suggestion_follow', column: 'person_id', key: 'suggestion_id', label: '跟进的建议',
    unless: 'EXISTS (SELECT 1 FROM suggestion_follow x WHERE x.suggestion_id = t.suggestion_id AND x.person_id = $2)',
  },
  { table: 'motion', column: 'lead_person_id', key: 'id', label: '领衔的议案' },
  { table: 'motion', column: 'owner_person_id', key: 'id', label: '等待本人办理的议案' },
  {
    table: 'motion_cosigner', column: 'person_id', key: 'id', label: '联名的议案',
    unless: `EXISTS (SELECT 1 FROM motion m WHERE m.id = t.motion_id AND m.lead_person_id = $2) OR EXISTS (SELECT 1 FROM motion_cosigner x WHERE x.motion_id = t.motion_id AND x.person_id = $2)`,
  },
  { table: 'examination_claim', column: 'person_id', key: 'suggestion_id', label: '正在审查的建议' },
  { table: 'evaluation', column: 'person_id', key: 'id', label: '评价' },
  { table: 'key_supervision', column: 'leader_person_id', key: 'id', label: '牵头的重点督办' },
  { table: 'board_visit', column: 'person_id', key: 'board', label: '看板看到何时', unless: 'EXISTS (SELECT 1 FROM board_visit x WHERE x.congress_id = t.congress_id AND x.board = t.board AND x.person_id = $2)' },
  { table: 'stored_file', column: 'uploaded_by', key: 'id', label: '上传的附件' },
] as const;

/** Suggestions and co-signatures that hang on people or mandates: an import that entered them is not taken back. */
function suggestionsOf(work: Work, ids: readonly string[]): Promise<{ id: string; reason: string }[]> {
  return work.sql(
    `SELECT lead_mandate_id AS id, '已提出代表建议' AS reason FROM suggestion WHERE lead_mandate_id = ANY ($1::uuid[])
     UNION ALL SELECT lead_person_id, '已提出代表建议' FROM suggestion WHERE lead_person_id = ANY ($1::uuid[])
     UNION ALL SELECT mandate_id, '已被邀请联名' FROM cosigner WHERE mandate_id = ANY ($1::uuid[])
     UNION ALL SELECT person_id, '已被邀请联名' FROM cosigner WHERE person_id = ANY ($1::uuid[])
     UNION ALL SELECT lead_mandate_id, '已提出议案' FROM motion WHERE lead_mandate_id = ANY ($1::uuid[])
     UNION ALL SELECT lead_person_id, '已提出议案' FROM motion WHERE lead_person_id = ANY ($1::uuid[])
     UNION ALL SELECT mandate_id, '已被邀请联名议案' FROM motion_cosigner WHERE mandate_id = ANY ($1::uuid[])
     UNION ALL SELECT person_id, '已被邀请联名议案' FROM motion_cosigner WHERE person_id = ANY ($1::uuid[])`,
    [ids],
  );
}

async function openParts(work: Work, organ: { id: string }): Promise<string | null> {
  const [found] = await work.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM assignment WHERE organ_id = $1 AND state IN ('assigned', 'distributed', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling')`,
    [organ.id],
  );
  if (found && found.count > 0) return `尚有 ${found.count} 件代表建议未办结`;
  const [motions] = await work.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM motion WHERE (committee_organ_id = $1 AND state = 'in_committee') OR (handling_organ_id = $1 AND state = 'in_handling')`,
    [organ.id],
  );
  return motions && motions.count > 0 ? `尚有 ${motions.count} 件议案未办结` : null;
}

/** Consumers and sweeps; once per process. */
export function registerSuggestionJobs({ registerConsumer, registerSweep, registerDeploymentSweep, files = () => null }: JobRegistry): void {
  const words = fileTextJobs(files);
  registerConsumer(words.name, words.types, words.handle);
  registerSweep(words.name, '10 2 * * *', words.sweep);
  registerConsumer(rollupConsumer.name, rollupConsumer.types, rollupConsumer.handle);
  // On the morning of the day before, outside quiet hours.
  registerSweep('suggestions-meetings', '0 8 * * *', async (work, congressId) => void (await remindMeetings(work, congressId)));
  // What was counted before a measure was added, or lost with an event, is right again the next morning.
  registerSweep('suggestions-rollup', '45 1 * * *', (work, congressId) => countAnew(work, congressId, null));
  // Early in the morning of the day after a limit, before anybody looks at the desk.
  registerSweep('suggestions', '15 1 * * *', async (work, congressId) => void (await sweepSuggestions(work, congressId)));
  registerDeploymentSweep('suggestion-words', '10 2 * * *', async (work) => void (await refreshWordCounts(work)));
  registerConsumer('suggestion-followers', [...movements], async (work, event) => void (await tellFollowers(work, event.congressId, event.matterId)));
  // Of other congresses' suggestions nothing is announced here: what is published of them is looked at.
  registerSweep('suggestion-followers', '25 * * * *', async (work, congressId) => void (await tellFollowers(work, congressId)));
  // Before the digests of the morning, so that a rung reached today is told with them.
  registerSweep('supervision-ladder', '2 8 * * *', async (work, congressId) => void (await escalateDue(work, congressId)));
}

/** After these a follower may find another state. */
const movements = [
  'suggestion.registered', 'suggestion.not_accepted', 'suggestion.merged', 'suggestion.assigned', 'suggestion.in_handling', 'suggestion.replied', 'suggestion.evaluated', 'suggestion.closed_unevaluated',
  'suggestion.coordination_closed', 'suggestion.withdrawn',
] as const;
