// 代表联络站: the words of the domain. Pure, so that every app can use it.
import { keysOf } from '@smart/kernel/keys';

export const stationStateLabels = { open: '开放', closed: '已撤销', merged: '已并入' } as const;
export type StationState = keyof typeof stationStateLabels;
export const stationStates = keysOf(stationStateLabels);

/** What a station is in the usual order of levels; a congress may call it as it likes (`label`). */
export const stationKindLabels = { centre: '中心站', house: '代表之家', station: '代表联络站', point: '代表联系点' } as const;
export type StationKind = keyof typeof stationKindLabels;
export const stationKinds = keysOf(stationKindLabels);

/** What a station also serves for (组织法 60: opinions on legislation and supervision; points of contact are merged into it). */
export const stationFunctionLabels = { legislation: '立法联系点', supervision: '监督联系点', budget: '预算联系点', filing_review: '备案审查联系点' } as const;
export type StationFunction = keyof typeof stationFunctionLabels;
export const stationFunctions = keysOf(stationFunctionLabels);

export const staffDutyLabels = { head: '站长', liaison: '联络员' } as const;
export type StaffDuty = keyof typeof staffDutyLabels;
export const staffDuties = keysOf(staffDutyLabels);

/** Why a deputy is at this station (全员化进站). */
export const basisLabels = { constituency: '选区所在地', electing_unit: '选举单位所在地', workplace: '工作单位或者居住地', chosen: '工作人员指定' } as const;
export type Basis = keyof typeof basisLabels;
export const bases = keysOf(basisLabels);

export const receptionStateLabels = { planned: '待公告', announced: '已公告', held: '已接待', cancelled: '已取消' } as const;
export type ReceptionState = keyof typeof receptionStateLabels;
export const receptionStates = keysOf(receptionStateLabels);

/** 接待形式: how people were received, for the record and the archive (联系形式). */
export const receptionFormLabels = { talk: '当面接谈', meeting: '集中座谈', out: '上门接待', remote: '电话、视频接待' } as const;
export type ReceptionForm = keyof typeof receptionFormLabels;
export const receptionForms = keysOf(receptionFormLabels);
export const isReceptionForm = (value: string): value is ReceptionForm => value in receptionFormLabels;

export const bookingStateLabels = { booked: '已预约', cancelled: '已取消', over: '已结束' } as const;
export type BookingState = keyof typeof bookingStateLabels;
export const bookingStates = keysOf(bookingStateLabels);

/** How somebody was visited. */
export const visitWayLabels = { home: '入户走访', phone: '电话联系', site: '实地察看', meeting: '约见座谈' } as const;
export type VisitWay = keyof typeof visitWayLabels;
export const visitWays = keysOf(visitWayLabels);
export const isVisitWay = (value: string): value is VisitWay => value in visitWayLabels;

/** Longest texts, in characters. */
export const stationLimits = { name: 60, label: 20, address: 120, hours: 80, phone: 30, rules: 3000, plan: 3000, reason: 300, theme: 60, place: 100, questions: 2000, outcome: 2000, question: 500, visitorName: 30, household: 30, note: 500, visit: 2000, alt: 60, pictures: 12, receptionPictures: 6, pictureBytes: 10 * 1024 * 1024 } as const;

export const isStationState = (value: string): value is StationState => value in stationStateLabels;
export const isStationKind = (value: string): value is StationKind => value in stationKindLabels;
export const isStationFunction = (value: string): value is StationFunction => value in stationFunctionLabels;
export const isBasis = (value: string): value is Basis => value in basisLabels;
export const isStaffDuty = (value: string): value is StaffDuty => value in staffDutyLabels;
