// What calls tell the rest of the house when a server loads them.
import { registerParameters } from '@smart/divisions/parameters';
import { registerOwnData } from '@smart/identity/own-data';
import { registerPersonColumns } from '@smart/identity/person-columns';
import { registerSealedColumns, sealedColumn } from '@smart/identity/sealed-columns';
import type { JobRegistry } from '../register.ts';
import { callsFollowing } from './following.ts';
import { callParameters } from './parameters.ts';
import { effectOnCalls, sweepCalls } from './sweeps.ts';
import './events.ts';
import './store.ts';

/** Parameters and questions of the directory; may be called again. */
export function registerCalls(): void {
  registerParameters(callParameters, effectOnCalls);
  registerSealedColumns('calls', [sealedColumn('call_proposal', 'contact_cipher', 'call contact')]);
  registerPersonColumns('calls', [
    { table: 'call_proposal', column: 'person_id', key: 'id', label: '征集中提出的建言' },
    { table: 'call_topic', column: 'person_id', key: 'id', label: '认领的征集选题' },
    { table: 'call_join', column: 'person_id', key: 'topic_id', label: '申请联名的征集选题', unless: 'EXISTS (SELECT 1 FROM call_join x WHERE x.topic_id = t.topic_id AND x.mandate_id = t.mandate_id AND x.person_id = $2)' },
  ]);
  registerOwnData('征集中提出的建言', (work, { personId }) =>
    work.sql(
      `SELECT to_char(p.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "时间", c.title AS "征集", p.title AS "标题", p.situation AS "情况和问题", p.wish AS "希望怎么解决", p.place AS "地点"
       FROM call_proposal p JOIN topic_call c ON c.id = p.call_id WHERE p.person_id = $1 ORDER BY p.created_at DESC LIMIT 2000`,
      [personId],
    ),
  );
}

/** Consumers and sweeps; once per process. */
export function registerCallJobs({ registerConsumer, registerSweep }: Pick<JobRegistry, 'registerConsumer' | 'registerSweep'>): void {
  registerConsumer(callsFollowing.name, callsFollowing.types, callsFollowing.handle);
  // The first minutes of the day after a call's last one.
  registerSweep('calls', '5 0 * * *', async (work, congressId) => void (await sweepCalls(work, congressId)));
}
