// opinionPublication.*: rows of the permission matrix. The office of the congress that heard an opinion makes it public or not; everybody else reads what is public, on the site.
import { expect } from 'vitest';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const officers = at('home', 'congress_officer');
const text = { title: '路灯修好了', content: '路灯坏了三个月', reply: '已经修好路灯并恢复照明' };

export const opinionPublicationRows: Rows = {
  'opinionPublication.list': ({ opinions }) => [{ input: {}, allowed: everywhere('congress_officer'), check: (output, who) => expect(JSON.stringify(output).includes(opinions.closed)).toBe(officers.some((one) => one === who)) }],
  'opinionPublication.propose': ({ opinions }) => [{ input: { opinionId: opinions.closed }, allowed: officers }],
  'opinionPublication.publish': ({ opinions }) => [{ what: 'at its end', input: { opinionId: opinions.closed, ...text }, allowed: officers }, { what: 'under way', input: { opinionId: opinions.handed, ...text }, allowed: officers, otherwise: 'workflow.refused' }],
  'opinionPublication.decline': ({ opinions }) => [{ input: { opinionId: opinions.closed, reason: '涉及个人隐私' }, allowed: officers }],
  'opinionPublication.withdraw': ({ opinions }) => [{ input: { opinionId: opinions.published, reason: '内容需要修改' }, allowed: officers }],
};
