// The form of 接入系统: addresses are typed one to a line.
import type { trpc } from '../../api.ts';

export type Client = Awaited<ReturnType<typeof trpc.clients.list.query>>['rows'][number];
export type Scope = Client['scopes'][number];
/** What is shown once after a system was registered or given a new secret; a program on people's devices has none. */
export type Shown = { readonly name: string; readonly clientId: string; readonly clientSecret: string | null };

/** What a system may ask for beside who it is, in the words of the form. */
export const scopeChoices: readonly { readonly scope: Exclude<Scope, 'openid'>; readonly label: string; readonly hint?: string }[] = [
  { scope: 'profile', label: '姓名' },
  { scope: 'phone', label: '手机号', hint: '属于个人信息，业务确实需要才选' },
  { scope: 'capacities', label: '任职：代表资格、所在机关、职责和区划代码' },
  { scope: 'offline_access', label: '离开后更新：登录后 30 天内不用再次登录即可更新' },
];

/** Addresses as typed, one to a line; blank lines are nothing. */
export const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** What the server said of the lines of one field, each with the line it is about; undefined when nothing. */
export function lineProblem(fields: Readonly<Record<string, string>> | undefined, field: string): string | undefined {
  const said = Object.entries(fields ?? {}).flatMap(([path, message]) => {
    if (path === field) return [message];
    const [name, at] = path.split('.');
    return name === field && at !== undefined ? [`第 ${Number(at) + 1} 个：${message}`] : [];
  });
  return said.length > 0 ? said.join('；') : undefined;
}
