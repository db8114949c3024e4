// Who may do what in the directory. Pure; draws the buttons and guards the server.
import type { DirectoryActor } from './actor.ts';

/** As much of CASL's builder as rules about the directory need. */
type Rules = {
  can(action: string, type: 'Organ' | 'Term' | 'CongressParameter', conditions?: { congressId: string }): unknown;
};

/**
 * The directory is readable by all (divisions, congresses and organs are public facts). Its own organs and terms are administered by
 * a congress's system administrator; parameters by the administrator and, because they decide on handling, the congress's officers.
 */
export function directoryPolicy(actor: DirectoryActor, { can }: Rules): void {
  const own = { congressId: actor.congressId };
  can('read', 'Organ');
  can('read', 'Term');
  can('read', 'CongressParameter', own);
  if (actor.roles.includes('system_administrator')) {
    can('manage', 'Organ', own);
    can('manage', 'Term', own);
  }
  if (actor.roles.includes('system_administrator') || actor.roles.includes('congress_officer')) can('manage', 'CongressParameter', own);
}
