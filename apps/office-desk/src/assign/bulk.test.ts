import { describe, expect, it } from 'vitest';
import { bulkRequests, type BulkItem } from './bulk.ts';
import { emptyHandOver } from './hand-over.ts';

const item = (id: string, organId?: string): BulkItem => ({
  id, version: 2, title: id, recommendation: { organs: organId === undefined ? [] : [{ organId, organName: organId, role: 'lead', confidence: 1, reason: '' }] },
});

describe('bulk hand-over', () => {
  it('gives each to whom is recommended and names those without', () => {
    const { requests, without } = bulkRequests([item('a', 'roads'), item('b')], null);
    expect(requests).toEqual([{ id: 'a', expectedVersion: 2, organs: [{ organId: 'roads', role: 'lead' }] }]);
    expect(without.map((one) => one.id)).toEqual(['b']);
  });

  it('what was changed in a row counts before the recommendation', () => {
    const { requests, without } = bulkRequests([item('a', 'roads'), item('b')], null, new Map([['b', { ...emptyHandOver('lead'), leadId: 'schools' }], ['a', { ...emptyHandOver('lead'), leadId: 'water' }]]));
    expect(requests.map((one) => one.organs[0]?.organId)).toEqual(['water', 'schools']);
    expect(without).toEqual([]);
  });

  it('gives all to the same organs when told so', () => {
    const { requests } = bulkRequests([item('a', 'roads'), item('b')], { ...emptyHandOver('office'), officeId: 'office' });
    expect(requests.map((one) => one.organs)).toEqual([[{ organId: 'office', role: 'distribute' }], [{ organId: 'office', role: 'distribute' }]]);
  });
});
