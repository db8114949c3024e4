import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errandWorkflow } from './testing/errands.ts';
import { readmeIsCurrent, toMermaid, toTable, updateReadme } from './mermaid.ts';

test('every state and every change of state is in the diagram, in Chinese', () => {
  expect(toMermaid(errandWorkflow).split('\n')).toEqual([
    'stateDiagram-v2',
    '  state "草稿" as draft', '  state "待签收" as submitted', '  state "办理中" as handling', '  state "待评价" as answered', '  state "办结" as closed', '  state "已撤回" as withdrawn',
    '  [*] --> draft',
    '  draft --> submitted: 提交', '  submitted --> handling: 签收', '  handling --> answered: 答复', '  handling --> handling: 答复',
    '  answered --> closed: 评价 / 逾期未评价（系统）', '  submitted --> withdrawn: 撤回', '  handling --> withdrawn: 撤回',
    '  closed --> [*]', '  withdrawn --> [*]',
  ]);
});

test('the table names limits and sources', () => {
  expect(toTable(errandWorkflow)).toContain('| 签收 | 待签收 | 办理中 | 起：答复；止：签收 | 代表法第五十一条 |');
  expect(toTable(errandWorkflow)).toContain('| 记录沟通 | 办理中 | （不变） |  |  |');
});

test('a README is brought up to date between its markers, and the check notices when it is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  const path = join(folder, 'README.md');
  try {
    writeFileSync(path, '# 事项\n\n<!-- workflow:errand -->\nold\n<!-- /workflow:errand -->\n\nafter\n');
    expect(readmeIsCurrent(path, errandWorkflow)).toBe(false);
    updateReadme(path, errandWorkflow);
    expect(readmeIsCurrent(path, errandWorkflow)).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(/^# 事项\n\n<!-- workflow:errand -->[^]*stateDiagram-v2[^]*<!-- \/workflow:errand -->\n\nafter\n$/);
    writeFileSync(path, readFileSync(path, 'utf8').replace('签收', '收下'));
    expect(readmeIsCurrent(path, errandWorkflow)).toBe(false);
    writeFileSync(path, '# none\n');
    expect(() => updateReadme(path, errandWorkflow)).toThrow('lacks the markers');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
