// pnpm bench similar: how often the earlier suggestion is among the first five for its rewriting, and how long the search takes, at province
// scale (200,000 generated suggestions). In the same run the baseline: the same words ranked by PostgreSQL's ts_rank alone.
// Goals: recall among five ≥ 0.9, a search < 50 ms (median and 95 of 100).
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readConfig } from '@smart/kernel/config';
import { toSimilarQuery, toVector } from '@smart/search';
import { openDeployment } from '@smart/server/deployment';
import { createServices } from '@smart/server/services';
import { refreshWordCounts } from '@smart/suggestions/finder/counts';
import { similarSuggestions } from '@smart/suggestions/similar';
import type { LabelledPair } from '@smart/suggestions/finder/labelled-pair';
import { labelledPairs, lookAlikes } from '@smart/suggestions/finder/labelled-pairs';
import type { Capacity } from '@smart/identity/capacity';
import { seeded } from './lib/deployment.ts';

type Place = { congressId: string; congressName: string; divisionCode: string; tier: 'city'; termId: string; mandateId: string; personId: string };
type Measured = { found: number; times: number[] };

const quiet = (): void => undefined;
const scale = process.env['BENCH_SCALE'] === 'county' ? 'county' : 'province';
const dataDir = await seeded(scale);
const deployment = await openDeployment(readConfig({ DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'error' }), quiet, 'command');
const services = await createServices(deployment, { log: quiet });
const admin = new pg.Client({ connectionString: deployment.adminUrl });
await admin.connect();

const percentile = (times: readonly number[], share: number): number => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const planted: string[] = [];

/** Writes an earlier suggestion as a published one of the place. */
async function plant({ congressId, termId, mandateId, personId }: Place, [title, background, proposal]: LabelledPair[0]): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO suggestion (id, congress_id, term_id, state, title, background, proposal, topic, proposed_organ_ids, lead_mandate_id, lead_person_id, lead_name, submitted_at, published_at, updated_at, search_vector)
     VALUES ($1, $2, $3, 'closed', $4, $5, $6, 'other', '{}', $7, $8, '测量', '2025-03-02', '2025-09-02', now(), $9::tsvector)`,
    [id, congressId, termId, title, background, proposal, mandateId, personId, toVector([{ text: title, weight: 'A' }, { text: `${background}\n${proposal}`, weight: 'B' }])],
  );
  planted.push(id);
  return id;
}

const { rows: places } = await admin.query<Place>(
  `SELECT c.id AS "congressId", c.name AS "congressName", c.division_code AS "divisionCode", c.tier, t.id AS "termId", m.id AS "mandateId", m.person_id AS "personId"
   FROM congress c JOIN term t ON t.congress_id = c.id AND t.current CROSS JOIN LATERAL (SELECT id, person_id FROM mandate WHERE congress_id = c.id AND status = 'active' ORDER BY id LIMIT 1) m
   WHERE c.tier IN ('city', 'county') ORDER BY c.division_code LIMIT 40`,
);
const placeOf = (at: number): Place => {
  const place = places[at % places.length];
  if (!place) throw new Error('the seeded deployment has no congress');
  return place;
};
const deputyOf = (place: Place): Capacity => ({
  id: place.mandateId, kind: 'mandate', personId: place.personId, personName: '测量', userId: place.personId, congressId: place.congressId, congressName: place.congressName, divisionCode: place.divisionCode, tier: place.tier,
  label: '代表', roles: ['deputy'], termId: place.termId,
});

try {
  const { rows: [total] } = await admin.query<{ count: number }>('SELECT count(*)::int AS count FROM suggestion');
  const ids: string[] = [];
  for (const [at, pair] of labelledPairs.entries()) ids.push(await plant(placeOf(at), pair[0]));
  for (const [at, alike] of lookAlikes.entries()) await plant(placeOf(at + 1), alike);
  await admin.query('ANALYZE suggestion');
  const began = performance.now();
  const counted = await services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) => refreshWordCounts(services.workOf(unit, 'bench')));
  console.log(`${(total?.count ?? 0).toLocaleString('en')} generated suggestions (${scale} scale), ${labelledPairs.length} earlier ones and ${lookAlikes.length} look-alikes written by hand among them`);
  console.log(`  counting the words of ${counted.toLocaleString('en')} published suggestions (nightly): ${((performance.now() - began) / 1000).toFixed(1)} s`);

  // The half that asks in another congress than the earlier one's sees what is published there.
  const asked = labelledPairs.map(([, [title, text]], at) => ({ title, text, id: ids[at], own: deputyOf(placeOf(at)), other: deputyOf(placeOf(at + 7)) }));
  const ours = async (who: 'own' | 'other'): Promise<Measured> => {
    const measured: Measured = { found: 0, times: [] };
    for (const one of asked) {
      await services.units.unitOfWork({ role: 'smart_app', 'app.congress': one[who].congressId, 'app.person': one[who].personId }, async (unit) => {
        const work = services.workOf(unit, 'bench');
        const start = performance.now();
        const { items: found } = await similarSuggestions(work, one[who], { title: one.title, text: one.text, limit: 5 });
        measured.times.push(performance.now() - start);
        measured.found += found.some(({ id }) => id === one.id) ? 1 : 0;
      }, { readOnly: true });
    }
    return measured;
  };
  const baseline = async (): Promise<Measured> => {
    const measured: Measured = { found: 0, times: [] };
    for (const one of asked) {
      const start = performance.now();
      const { rows } = await admin.query<{ id: string }>(
        `SELECT id FROM suggestion s WHERE search_vector @@ $1::tsquery AND published_at IS NOT NULL ORDER BY ts_rank(search_vector, $1::tsquery) DESC, submitted_at DESC LIMIT 5`,
        [toSimilarQuery(`${one.title}。${one.title}。${one.text}`, 15)],
      );
      measured.times.push(performance.now() - start);
      measured.found += rows.some(({ id }) => id === one.id) ? 1 : 0;
    }
    return measured;
  };
  await ours('own'); // what is slow only the first time
  const results = [['the finder, in the own congress', await ours('own')], ['the finder, from another congress', await ours('other')], ['baseline: ts_rank alone', await baseline()]] as const;
  for (const [name, { found, times }] of results) {
    console.log(`  ${name.padEnd(36)} recall among five ${(found / asked.length).toFixed(2)}   p50 ${percentile(times, 0.5).toFixed(1).padStart(7)} ms   p95 ${percentile(times, 0.95).toFixed(1).padStart(7)} ms`);
  }
  const [own] = results;
  const [recall, p95] = [own[1].found / asked.length, percentile(own[1].times, 0.95)];
  console.log(`  ${recall >= 0.9 ? 'met   ' : 'MISSED'} recall ${recall.toFixed(2)} (goal ≥ 0.90)\n  ${p95 < 50 ? 'met   ' : 'MISSED'} p95 ${p95.toFixed(1)} ms (goal < 50)`);
} finally {
  await admin.query('DELETE FROM suggestion WHERE id = ANY ($1::uuid[])', [planted]);
  await admin.end();
  await services.close();
  await deployment.close();
}
process.exit(0);
