// Who may do what in the directory. Pure; draws the buttons and guards the server.
import type { AbilityBuilder, MongoAbility } from '@casl/ability';
import type { DirectoryActor } from './actor.ts';

/** What rules about the directory are written on. */
export type DirectorySubject = 'Organ' | 'Term' | 'Parameter';
export type DirectoryAction = 'read' | 'manage';

type Can = AbilityBuilder<MongoAbility>['can'];

/**
 * The directory is readable by all (architecture: divisions, congresses and organs are). Its own organs and terms are administered by
 * a congress's system administrator; parameters by the administrator and, because they decide on handling, the congress's officers.
 */
export function directoryPolicy(actor: DirectoryActor, can: Can): void {
  const own = { congressId: actor.congressId };
  can('read', 'Organ');
  can('read', 'Term');
  can('read', 'Parameter', own);
  if (actor.roles.includes('system_administrator')) {
    can('manage', 'Organ', own);
    can('manage', 'Term', own);
  }
  if (actor.roles.includes('system_administrator') || actor.roles.includes('congress_officer')) can('manage', 'Parameter', own);
}
