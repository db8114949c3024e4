// A running call for tests, on the small house of the suggestions.
import { registerParameters } from '@smart/divisions/parameters';
import { useDeploymentSecret } from '@smart/identity/keys';
import { newId } from '@smart/kernel/ids';
import type { DomainEvent } from '@smart/workflow/events';
import type { House, Someone } from '../testing.ts';
import { openCall, saveCall } from './calls.ts';
import { callsFollowing } from './following.ts';
import type { Participants } from './model.ts';
import { callParameters } from './parameters.ts';
import { type Proposed, proposeAsCitizen } from './proposing.ts';

export const callSample = {
  title: '老旧小区加装电梯征集', wanted: '请说说您所在的小区加装电梯遇到了什么困难，希望怎样解决，我们将请代表据此提出建议。', topics: ['urban_construction' as const],
  startsOn: '2026-03-01', endsOn: '2026-03-31', participants: 'both' as const,
};

export const proposalSample = { title: '三号楼加装电梯没人牵头', situation: '三号楼住着十几位七十岁以上的老人，大家都想装电梯，但没有人牵头，也不知道找哪个部门。', wish: '希望社区派人组织协商，并公布办事流程。', place: '金鹗小区' };

export function callsIn(house: House) {
  useDeploymentSecret('a secret for tests of calls');
  registerParameters(callParameters);
  const { as, asSystem, officer, city } = house;
  const running = async (by: Someone = officer, participants: Participants = 'both', changes: Partial<typeof callSample> = {}): Promise<string> => {
    const { id } = await as(by, (work, who) => saveCall(work, who, { ...callSample, participants, ...changes }));
    await as(by, (work, who) => openCall(work, who, { id }));
    return id;
  };
  const byCitizen = (callId: string, changes: Partial<typeof proposalSample> = {}, formKey: string = newId()): Promise<Proposed> =>
    asSystem(city.congressId, (work) => proposeAsCitizen(work, callId, { ...proposalSample, ...changes }, formKey));
  /** Has the topics hear what happened to suggestions since the last call, as the jobs do. */
  let heard = 0;
  const deliver = async (congressId: string = city.congressId): Promise<void> => {
    await asSystem(congressId, async (work) => {
      const rows = await work.sql<Omit<DomainEvent, 'at'> & { at: Date; position: number }>(
        `SELECT id, position, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at FROM domain_event WHERE type = ANY ($1) AND position > $2 ORDER BY position`,
        [callsFollowing.types, heard],
      );
      for (const { position, at, ...event } of rows) {
        heard = position;
        await callsFollowing.handle(work, { ...event, at: at.toISOString() });
      }
    });
  };
  return { running, byCitizen, deliver };
}
