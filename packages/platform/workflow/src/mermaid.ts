// Diagrams are generated, never drawn: the README of a domain shows what the code does.
import { readFileSync, writeFileSync } from 'node:fs';
import { type AnyWorkflow, entries, targets } from './define.ts';

/** What the drawing needs; any workflow fits. */
type Drawable = Pick<AnyWorkflow, 'subject' | 'label' | 'initial' | 'states'> & {
  readonly actions: Readonly<Record<string, Pick<AnyWorkflow['actions'][string], 'label' | 'from' | 'to' | 'system' | 'starts' | 'meets' | 'reasonLength' | 'source'>>>;
};

/** The workflow as a Mermaid state diagram with Chinese labels. Acts that leave the state as it is stand in the table only. */
export function toMermaid(workflow: Drawable): string {
  const lines = ['stateDiagram-v2'];
  for (const [state, { label }] of entries(workflow.states)) lines.push(`  state "${label}" as ${state}`);
  lines.push(`  [*] --> ${workflow.initial}`);
  for (const [from, to, label] of arrows(workflow)) lines.push(`  ${from} --> ${to}: ${label}`);
  for (const [state, { final }] of entries(workflow.states)) if (final) lines.push(`  ${state} --> [*]`);
  return lines.join('\n');
}

/** One arrow for each pair of states; several acts between the same two share it. */
function arrows(workflow: Drawable): [string, string, string][] {
  const labels = new Map<string, [string, string, string[]]>();
  for (const [, action] of entries(workflow.actions)) {
    const label = action.system ? `${action.label}（系统）` : action.label;
    for (const from of action.from) {
      for (const to of targets(action)) {
        const arrow = labels.get(`${from} ${to}`) ?? [from, to, []];
        arrow[2].push(label);
        labels.set(`${from} ${to}`, arrow);
      }
    }
  }
  return [...labels.values()].map(([from, to, acts]) => [from, to, acts.join(' / ')]);
}

/** The acts as a table: what leads where, which limit begins or ends, and which rule it keeps. */
export function toTable(workflow: Drawable): string {
  const name = (state: string) => workflow.states[state]?.label ?? state;
  const rows = entries(workflow.actions).map(([, action]) => {
    const to = action.to === 'unchanged' ? '（不变）' : targets(action).map(name).join(' / ');
    const limits = [...(action.starts ?? []).map(({ kind, label }) => `起：${label ?? kind}`), ...(action.meets ?? []).map((kind) => `止：${labelOfKind(workflow, kind)}`)];
    const cells = [action.system ? `${action.label}（系统）` : action.label, action.from.map(name).join('、'), to, limits.join('；'), action.source ?? ''];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| 动作 | 从 | 到 | 期限 | 依据 |', '|---|---|---|---|---|', ...rows].join('\n');
}

function labelOfKind(workflow: Drawable, kind: string): string {
  for (const [, action] of entries(workflow.actions)) for (const start of action.starts ?? []) if (start.kind === kind && start.label) return start.label;
  return kind;
}

const markers = (subject: string): [string, string] => [`<!-- workflow:${subject} -->`, `<!-- /workflow:${subject} -->`];

function withDiagram(readme: string, workflow: Drawable): string {
  const [begin, end] = markers(workflow.subject);
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the README lacks the markers ${begin} and ${end}`);
  const block = `${begin}\n\n\`\`\`mermaid\n${toMermaid(workflow)}\n\`\`\`\n\n${toTable(workflow)}\n\n`;
  return readme.slice(0, from) + block + readme.slice(to);
}

/**
 * Writes diagram and table between `<!-- workflow:NAME -->` and `<!-- /workflow:NAME -->`; NAME is the workflow's subject.
 * @throws Error when the README has no such markers
 */
export function updateReadme(readmePath: string, workflow: Drawable): void {
  writeFileSync(readmePath, withDiagram(readFileSync(readmePath, 'utf8'), workflow));
}

/** Whether the README shows the workflow as it is. For a test: `expect(readmeIsCurrent(path, workflow)).toBe(true)`. */
export function readmeIsCurrent(readmePath: string, workflow: Drawable): boolean {
  const readme = readFileSync(readmePath, 'utf8');
  return withDiagram(readme, workflow) === readme;
}
