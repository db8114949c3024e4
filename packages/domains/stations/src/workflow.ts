// States and acts of a station as data. Pure: the same rules draw the button and guard the server.
import type { Capacity } from '@smart/identity/capacity';
import { deskDuty, type DeskPost } from '@smart/identity/station-desk';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import type { StationState } from './model.ts';

/** Who acts, as far as the rules look at it. */
export type Actor = Pick<Capacity, 'id' | 'kind' | 'congressId' | 'roles' | 'standIn'>;

export type StationSubject = Subject<StationState> & { readonly name: string; /** Who staffs it. */ readonly desk: readonly DeskPost[] };

/** Those who serve the deputies in the congress that runs the station. */
export const isKeeper = (actor: Actor, subject: { readonly congressId: string }): Verdict =>
  actor.congressId === subject.congressId && actor.roles.includes('congress_officer') ? true : { reason: '只有设立该站的人大代表工作机构可以办理' };

/** What goes on at a station day by day: the office that runs it, and its own 站长 and 联络员. */
export const isAtStation = (actor: Actor, subject: { readonly congressId: string; readonly desk: readonly DeskPost[] }): Verdict =>
  isKeeper(actor, subject) === true || (actor.congressId === subject.congressId && deskDuty(actor, subject.desk) !== null) ? true : { reason: '只有设立该站的人大代表工作机构和该站工作人员可以办理' };

/** Posts are given by the system administrator of the congress, stations by its office as well. */
const staffs = (actor: Actor, subject: StationSubject): Verdict =>
  isKeeper(actor, subject) === true || (actor.congressId === subject.congressId && actor.roles.includes('system_administrator')) ? true : { reason: '只有本级人大代表工作机构和系统管理员可以安排' };

/** A station is never deleted: what was done there stays, and people are told where to go instead. */
export const stationWorkflow = defineWorkflow<StationSubject, Actor>()({
  subject: 'station',
  label: '代表联络站',
  initial: 'open',
  states: {
    open: { label: '开放' },
    closed: { label: '已撤销' },
    merged: { label: '已并入', final: true },
  },
  actions: {
    found: { label: '设立', from: ['open'], to: 'unchanged', who: isKeeper, event: 'station.founded', source: '组织法 60：县级以上人大常委会建立基层联系点、代表联络站' },
    amend: { label: '修改', from: ['open'], to: 'unchanged', who: isKeeper, event: 'station.amended' },
    staff: { label: '安排工作人员', from: ['open'], to: 'unchanged', who: staffs, event: 'station.staffed' },
    picture: { label: '更新照片', from: ['open'], to: 'unchanged', who: isAtStation, event: 'station.pictured' },
    close: { label: '撤销', from: ['open'], to: 'closed', who: isKeeper, event: 'station.closed', reasonLength: 2 },
    merge: { label: '并入其他站', from: ['open', 'closed'], to: 'merged', who: isKeeper, event: 'station.merged', reasonLength: 2 },
    reopen: { label: '恢复', from: ['closed'], to: 'open', who: isKeeper, event: 'station.reopened' },
  },
});

export type StationAction = keyof typeof stationWorkflow.actions;
