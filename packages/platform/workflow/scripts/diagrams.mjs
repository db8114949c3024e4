// Brings the diagrams in the READMEs of all domains up to date: `pnpm --filter @smart/workflow diagrams`.
import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readmeIsCurrent, updateReadme } from '../src/mermaid.ts';

const root = join(import.meta.dirname, '../../../..');
const isWorkflow = (value) => typeof value === 'object' && value !== null && 'subject' in value && 'states' in value && 'actions' in value;

for (const file of globSync('packages/domains/*/src/workflow*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts'))) {
  const readme = join(root, dirname(file), '../README.md');
  for (const workflow of Object.values(await import(join(root, file))).filter(isWorkflow)) {
    const current = readmeIsCurrent(readme, workflow);
    if (!current) updateReadme(readme, workflow);
    console.log(`${relative(root, readme)}: ${workflow.subject} ${current ? 'is current' : 'updated'}`);
  }
}
