// administration.*: rows of the permission matrix. Administrators are created step by step, for the congress directly below and no other.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere } from './oracle.ts';
import type { Rows, World } from './row.ts';
import { standing, type Caller, type Place } from './world.ts';

const allSystem = everywhere('system_administrator');
/** Who is directly above each place. */
const above: Readonly<Record<Place, readonly Caller[]>> = {
  upper: [], home: at('upper', 'system_administrator'), sibling: at('upper', 'system_administrator'), lower: at('home', 'system_administrator'), lowest: at('lower', 'system_administrator'),
};
const belowOf: Readonly<Record<Place, readonly Place[]>> = { upper: ['home', 'sibling'], home: ['lower'], sibling: [], lower: ['lowest'], lowest: [] };
const targets: readonly Place[] = ['lower', 'home', 'lowest', 'upper'];

/** The same attempt for a congress below, the own one, two tiers below and above: only who is directly above may. */
const forEach = (what: (place: Place) => unknown) => (_world: World) => targets.map((place) => ({ what: `for ${place}`, input: what(place), allowed: above[place] }));

export const administrationRows: Rows = {
  'administration.below': (world) => [
    {
      input: { size: 100 }, allowed: allSystem,
      check: (output, who) => {
        const { place } = standing(who === 'anonymous' || who === 'nobody' ? 'home.deputy' : who);
        const rows = z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(output).rows.map((row) => row.id);
        for (const one of belowOf[place]) expect(rows).toContain(world.at[one].congressId);
        for (const one of ['upper', 'home', 'sibling', 'lower', 'lowest'] as const) if (!belowOf[place].includes(one)) expect(rows).not.toContain(world.at[one].congressId);
      },
    },
  ],
  'administration.administrators': (world) => forEach((place) => ({ belowId: world.at[place].congressId }))(world),
  'administration.create': (world) => [
    ...forEach((place) => ({ belowId: world.at[place].congressId, role: 'security_administrator', name: '新任管理员', phone: '13907308888', username: 'chain.below', way: 'invitation' }))(world),
    // The congress acted in cannot be chosen by the body.
    { what: 'with a congress of the own choosing', input: { belowId: world.at.lower.congressId, congressId: world.at.upper.congressId, role: 'security_administrator', name: '新任管理员', phone: '13907308888', username: 'chain.below', way: 'invitation' }, allowed: [], refusals: ['common.more_than_asked'] },
  ],
  'administration.remove': (world) => forEach((place) => ({ belowId: world.at[place].congressId, appointmentId: world.of(`${place}.security_administrator`).id, reason: '工作调动' }))(world).map((row) => ({ ...row, otherwise: 'common.conflict' })), // the last of a kind stays until another is set up
  'administration.renewInvitation': (world) =>
    forEach((place) => ({ belowId: world.at[place].congressId, appointmentId: world.of(`${place}.security_administrator`).id }))(world).map((row) => ({ ...row, otherwise: 'common.conflict' })),
  'administration.withdrawInvitation': (world) =>
    forEach((place) => ({ belowId: world.at[place].congressId, appointmentId: world.of(`${place}.security_administrator`).id }))(world).map((row) => ({ ...row, otherwise: 'common.not_found' })),
};
