// Parse, authorise by role, call the service; nothing else. Citizens come through the public site and not through here.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { stationsBelow } from './below.ts';
import './field-labels.ts';
import * as keeping from './keeping.ts';
import * as inputs from './model-inputs.ts';
import * as views from './model-views.ts';
import { savePictures } from './pictures.ts';
import * as placing from './placing.ts';
import * as receptionReading from './reception-reading.ts';
import * as receptions from './receptions.ts';
import * as reading from './reading.ts';
import * as signingIn from './signing-in.ts';
import * as staffing from './staffing.ts';
import * as visits from './visits.ts';

const officers = ['congress_officer'] as const satisfies readonly Role[];
/** Whoever sits at the station's desk; the services keep each to the own station. */
const desks = ['congress_officer', 'station_clerk'] as const satisfies readonly Role[];
const posting = ['congress_officer', 'system_administrator'] as const satisfies readonly Role[];
const deputies = ['deputy'] as const satisfies readonly Role[];
const watchers = ['congress_officer', 'congress_leader', 'station_clerk'] as const satisfies readonly Role[];
const there = ['congress_officer', 'station_clerk', 'deputy'] as const satisfies readonly Role[];
const registry = ['congress_officer', 'congress_leader', 'standing_committee_member'] as const satisfies readonly Role[];
const readers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'station_clerk'] as const satisfies readonly Role[];

/** 代表联络站. */
export const stationsRouter = router({
  list: capacityProcedure.meta({ roles: readers, description: '本行政区域的联络站' }).input(inputs.listStationsInput).output(views.stationListView).query(({ ctx, input }) => reading.listStations(ctx.work, ctx.capacity, input)),
  below: capacityProcedure.meta({ roles: registry, description: '联络站分布' }).input(z.strictObject({})).output(views.stationsBelowView).query(({ ctx }) => stationsBelow(ctx.work, ctx.capacity)),
  detail: capacityProcedure.meta({ roles: readers, description: '一个联络站' }).input(z.strictObject({ id: idSchema })).output(views.stationView).query(({ ctx, input }) => reading.stationOf(ctx.work, ctx.capacity, input.id)),
  places: capacityProcedure.meta({ roles: officers, description: '可以设站的行政区划' }).input(z.strictObject({})).output(views.placeChoices).query(({ ctx }) => reading.placesOf(ctx.work, ctx.capacity)),
  staffChoices: capacityProcedure.meta({ roles: officers, description: '可以担任站长、联络员的工作人员' }).input(inputs.staffChoicesInput).output(views.staffChoices).query(({ ctx, input }) => reading.staffChoicesOf(ctx.work, ctx.capacity, input.q)),
  desks: capacityProcedure.meta({ roles: posting, description: '工作人员可以担任的联络站' }).input(inputs.deskChoicesInput).output(views.deskChoices).query(({ ctx, input }) => staffing.desksOf(ctx.work, ctx.capacity, input)),
  setDesks: capacityProcedure.meta({ roles: posting, description: '安排联络站工作人员' }).input(inputs.setDesksInput).output(views.deskReceipt).mutation(({ ctx, input }) => staffing.setDesks(ctx.work, ctx.capacity, input)),
  save: capacityProcedure.meta({ roles: officers, description: '设立、修改联络站' }).input(inputs.saveStationInput).output(views.stationReceipt).mutation(({ ctx, input }) => keeping.saveStation(ctx.work, ctx.capacity, input)),
  savePictures: capacityProcedure.meta({ roles: desks, description: '更新联络站照片' }).input(inputs.savePicturesInput).output(views.stationReceipt).mutation(({ ctx, input }) => savePictures(ctx.work, ctx.capacity, input)),
  close: capacityProcedure.meta({ roles: officers, description: '撤销联络站' }).input(inputs.closeStationInput).output(views.stationReceipt).mutation(({ ctx, input }) => keeping.closeStation(ctx.work, ctx.capacity, input)),
  reopen: capacityProcedure.meta({ roles: officers, description: '恢复联络站' }).input(inputs.stationRef).output(views.stationReceipt).mutation(({ ctx, input }) => keeping.reopenStation(ctx.work, ctx.capacity, input)),
  merge: capacityProcedure.meta({ roles: officers, description: '合并联络站' }).input(inputs.mergeStationInput).output(views.stationReceipt).mutation(({ ctx, input }) => keeping.mergeStation(ctx.work, ctx.capacity, input)),

  // --- 全员化进站
  placing: capacityProcedure.meta({ roles: officers, description: '代表进站的安排和缺口' }).input(inputs.listPlacingInput).output(views.placingView).query(({ ctx, input }) => placing.placing(ctx.work, ctx.capacity, input)),
  placingBelow: capacityProcedure.meta({ roles: officers, description: '下级代表进站的情况' }).input(z.strictObject({})).output(views.placingBelowView).query(({ ctx }) => placing.placingBelow(ctx.work, ctx.capacity)),
  confirmPlacing: capacityProcedure.meta({ roles: officers, description: '确认代表进站' }).input(inputs.confirmPlacingInput).output(views.placingReceipt).mutation(({ ctx, input }) => placing.confirmPlacing(ctx.work, ctx.capacity, input)),
  endPlacing: capacityProcedure.meta({ roles: officers, description: '调出联络站' }).input(inputs.endPlacingInput).output(views.placingReceipt).mutation(({ ctx, input }) => placing.endPlacing(ctx.work, ctx.capacity, input)),

  // --- 选民接待日
  receptions: capacityProcedure.meta({ roles: watchers, description: '本级的选民接待日' }).input(inputs.listReceptionsInput).output(views.receptionListView).query(({ ctx, input }) => receptionReading.listReceptions(ctx.work, ctx.capacity, input)),
  mine: capacityProcedure.meta({ roles: deputies, description: '我的联络站' }).input(z.strictObject({})).output(views.myStationView).query(({ ctx }) => receptionReading.myStation(ctx.work, ctx.capacity)),
  saveReception: capacityProcedure.meta({ roles: desks, description: '安排接待日' }).input(inputs.saveReceptionInput).output(views.stationReceipt).mutation(({ ctx, input }) => receptions.saveReception(ctx.work, ctx.capacity, input)),
  announceReception: capacityProcedure.meta({ roles: desks, description: '公告接待日' }).input(inputs.stationRef).output(views.stationReceipt).mutation(({ ctx, input }) => receptions.announceReception(ctx.work, ctx.capacity, input)),
  postponeReception: capacityProcedure.meta({ roles: desks, description: '接待日改期' }).input(inputs.postponeReceptionInput).output(views.stationReceipt).mutation(({ ctx, input }) => receptions.postponeReception(ctx.work, ctx.capacity, input)),
  cancelReception: capacityProcedure.meta({ roles: desks, description: '取消接待日' }).input(inputs.closeStationInput).output(views.stationReceipt).mutation(({ ctx, input }) => receptions.cancelReception(ctx.work, ctx.capacity, input)),
  signIn: capacityProcedure.meta({ roles: deputies, description: '接待日扫码签到' }).input(inputs.signInInput).output(views.signInReceipt).mutation(({ ctx, input }) => signingIn.signIn(ctx.work, ctx.capacity, input)),
  recordReception: capacityProcedure.meta({ roles: there, description: '记录接待情况' }).input(inputs.recordReceptionInput).output(views.stationReceipt).mutation(({ ctx, input }) => receptions.recordReception(ctx.work, ctx.capacity, input)),

  // --- 固定联系户和走访: the deputy's own
  myVisits: capacityProcedure.meta({ roles: deputies, description: '我的联系户和走访' }).input(inputs.myVisitsInput).output(views.myVisitsView).query(({ ctx, input }) => visits.myVisits(ctx.work, ctx.capacity, input)),
  correctVisit: capacityProcedure.meta({ roles: deputies, description: '更正走访' }).input(inputs.correctVisitInput).output(views.householdReceipt).mutation(({ ctx, input }) => visits.correctVisit(ctx.work, ctx.capacity, input)),
  withdrawVisit: capacityProcedure.meta({ roles: deputies, description: '删除走访' }).input(inputs.withdrawVisitInput).output(views.householdReceipt).mutation(({ ctx, input }) => visits.withdrawVisit(ctx.work, ctx.capacity, input)),
  saveHousehold: capacityProcedure.meta({ roles: deputies, description: '登记、修改联系户' }).input(inputs.saveHouseholdInput).output(views.householdReceipt).mutation(({ ctx, input }) => visits.saveHousehold(ctx.work, ctx.capacity, input)),
  endHousehold: capacityProcedure.meta({ roles: deputies, description: '结束、恢复联系' }).input(inputs.endHouseholdInput).output(views.householdReceipt).mutation(({ ctx, input }) => visits.endHousehold(ctx.work, ctx.capacity, input)),
});
