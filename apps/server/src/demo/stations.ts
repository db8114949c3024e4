/** 代表联络站 in the demonstration: stations in every county and township, deputies assigned, a few reception days with bookings, a deputy's visits; played through the services. */
import { addDays, type DateString, startOfDayShanghai } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { receiveUpload } from '@smart/files/service';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { book } from '@smart/stations/bookings';
import { giveCodes } from '@smart/stations/codes';
import { saveStation } from '@smart/stations/keeping';
import { saveStationInput } from '@smart/stations/model-inputs';
import { picturesOfStation, savePictures } from '@smart/stations/pictures';
import { confirmPlacing, placing } from '@smart/stations/placing';
import { announceElsewhere, announceReception, recordReception, saveReception } from '@smart/stations/receptions';
import { addCriterion } from '@smart/stations/rating/criteria';
import { assess, publishRating, submitRating } from '@smart/stations/rating/rating';
import { listRatings } from '@smart/stations/rating/reading';
import { logVisit, myVisits, saveHousehold } from '@smart/stations/visits';
import type { Company, Troupe } from './company.ts';
import { demoPlaces } from './places.ts';
import type { Stage } from './scene.ts';

type OnStage = (congressId: string, run: (stage: Stage) => Promise<void>) => Promise<void>;

const rules = '一、每月安排代表到站接待群众，时间、地点和代表姓名提前三天公告。\n二、代表听取并记录群众意见，不直接处理具体问题。\n三、能当场说明的当场说明；属于镇街职责的转镇街办理；超出职权的报县级人大常委会转交，或者由代表提出建议。\n四、应当通过诉讼、仲裁、行政复议等途径解决的，告知办理途径。';
const planOf = (year: number): string => `${year} 年安排选民接待日不少于 12 次，每名进站代表参加不少于 2 次；组织专题听取意见 2 次；年底向选民公布接待和意见办理情况。`;

/** Deputies whom the office of the district has not assigned yet: what staff see when somebody new is elected. */
const WAITING = 3;

/** Founds, assigns and receives in every place where there is no station yet; townships before counties, so that their stations are known. @returns how many places were played */
export async function performStations(onStage: OnStage, company: Company, day: DateString): Promise<number> {
  let played = 0;
  const places = demoPlaces.toSorted((a, b) => b.code.length - a.code.length);
  for (const step of [found, hang, assign, receive, keepContact, rate]) {
    for (const place of places) {
      const troupe = company.troupe(place.slug);
      await onStage(troupe.congressId, async (stage) => {
        if (await step(stage, troupe, day)) played += 1;
      });
    }
  }
  return played;
}

const stand = ({ clock }: Stage, day: DateString, hour: number): void => clock.set(new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString());

/** Where a place has stations: a county in the areas its deputies come from that have no congress of their own here, a township in itself. */
function sitesOf({ place }: Troupe): { code: string; name: string }[] {
  if (place.tier === 'province') return [];
  if (place.tier !== 'county') return [{ code: place.code, name: place.name }];
  return place.delegations.flatMap(({ name, code }) => (code === undefined || demoPlaces.some((one) => one.code === code) ? [] : [{ code, name }]));
}

async function found(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  const [known] = await stage.work.sql('SELECT 1 FROM station WHERE congress_id = $1 LIMIT 1', [troupe.congressId]);
  const sites = sitesOf(troupe);
  if (known || sites.length === 0) return false;
  stand(stage, addDays(day, -90), 10);
  const centre = troupe.place.tier === 'city';
  for (const [at, { code, name }] of sites.entries()) {
    await saveStation(stage.work, troupe.officer, saveStationInput.parse({
      name: `${name}${centre ? '人大代表联络总站' : '人大代表联络站'}`, kind: centre ? 'centre' : 'station', label: at % 3 === 1 ? '人大代表之家' : '人大代表联络站', functions: at === 0 ? ['legislation'] : at === 1 ? ['budget'] : [],
      divisionCode: code, address: `${name}便民服务中心${at % 2 === 0 ? '一' : '二'}楼（演示）`, ...(centre ? { longitude: 113.1287, latitude: 29.3592 } : {}), hours: '工作日 9:00–12:00，14:30–17:00', phone: `0730-0000${String(600 + at)}`,
      // One that has not published its rules yet shows what that looks like.
      ...(at === 3 ? {} : { rules, plan: planOf(Number(day.slice(0, 4))), planYear: Number(day.slice(0, 4)) }), staff: [{ appointmentId: troupe.officer.id, duty: 'head' }, ...(troupe.place.slug === 'town' ? [{ appointmentId: stage.company.account('station.clerk', 'town').id, duty: 'liaison' }] : [])],
    }));
  }
  return true;
}

/** What the station of a place looks like; drawn. */
const pictures = [['station-room.jpg', '一楼接待室'], ['station-board.jpg', '公示栏和意见箱']] as const;

/** Pictures at the first station of the township and of the district. */
async function hang(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  const { work, files } = stage;
  if (!['district', 'town'].includes(troupe.place.slug)) return false;
  const stations = await work.sql<{ id: string }>(`SELECT s.id FROM station s WHERE s.congress_id = $1 AND NOT EXISTS (SELECT 1 FROM station_picture k WHERE k.congress_id = $1) ORDER BY s.id LIMIT 3`, [troupe.congressId]);
  stand(stage, addDays(day, -88), 10);
  for (const { id } of stations) {
    const hung: { fileId: string; alt: string }[] = [];
    for (const [name, alt] of pictures) {
      const file = await receiveUpload(work, files, { stream: Readable.from([readFileSync(new URL(name, import.meta.url))]), name, purpose: 'station', congressId: troupe.congressId, person: { id: troupe.officer.personId, label: troupe.officer.personName } });
      hung.push({ fileId: file.id, alt });
    }
    await savePictures(work, troupe.officer, { id, pictures: hung });
  }
  return stations.length > 0;
}

/** Who has booked the next reception day, and what they will ask. */
const askers = [['到村口的路去年挖开后一直没有修复，下雨天孩子上学要绕两里路。', '陈先生'], ['自来水早晚压力小，二楼上不去水，想问什么时候改管网。', ''], ['', '周女士']] as const;

/** With whom the city deputy of the demonstration keeps contact, and what was said lately; fictitious. */
const homes = [
  { name: '李大娘', address: '湖滨社区四栋', note: '一个人住，腿脚不便', visits: [{ daysAgo: 21, way: 'home', text: '血压药够吃到月底；楼道灯已经修好。' }, { daysAgo: 2, way: 'phone', text: '问候身体，提醒家庭医生周五上门。' }] },
  { name: '老陈家', address: '南湖片区六组', note: '柑橘种植户', visits: [{ daysAgo: 9, way: 'site', text: '今年挂果好，担心销路；希望对接合作社。' }] },
] as const;

/** Households and visits of one deputy, sealed as everybody's are. */
async function keepContact(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  if (troupe.place.slug !== 'city') return false;
  const { work } = stage;
  const deputy = stage.company.account('deputy.city', 'city');
  if ((await myVisits(work, deputy, { limit: 1, offset: 0 })).total > 0) return false;
  for (const { visits, ...home } of homes) {
    stand(stage, addDays(day, -40), 10);
    const id = newId();
    await saveHousehold(work, deputy, { id, phone: '', ...home });
    for (const { daysAgo, way, text } of visits) {
      stand(stage, addDays(day, -daysAgo), 18);
      await logVisit(work, deputy, { id: newId(), householdId: id, way, text, visitedOn: addDays(day, -daysAgo), opinion: null }, null);
    }
  }
  return true;
}

/** What the township says of its station, and where it is to be read. */
const evidence: Readonly<Record<string, string>> = { room: '便民服务中心设有接待室和意见箱', funds: '列入本年部门预算“代表工作”项目', sign: '站牌、公示栏按统一样式制作', support: '场所由镇政府长期提供，有专人值守' };

/** The township's and a county's stations are handed in, the city has published the county's, the district's is a draft: each step is there to be seen. */
async function rate(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  const { work } = stage;
  if (troupe.place.slug === 'city') return publishHandedIn(stage, troupe, day);
  if (troupe.place.slug === 'county') await ask(stage, troupe, day);
  if (!['town', 'county', 'district'].includes(troupe.place.slug)) return false;
  const [station] = await work.sql<{ id: string }>(`SELECT id FROM station s WHERE congress_id = $1 AND NOT EXISTS (SELECT 1 FROM station_rating r WHERE r.congress_id = $1) ORDER BY id LIMIT 1`, [troupe.congressId]);
  if (!station) return false;
  stand(stage, addDays(day, -1), 15);
  const hung = await picturesOfStation(work, station.id);
  const shows: Readonly<Record<string, string>> = { room: '一楼接待室', sign: '公示栏和意见箱' };
  const claims = Object.entries(evidence).map(([key, words]) => ({ key, met: key !== 'sign' || troupe.place.slug !== 'district', evidence: words, pictures: hung.filter(({ alt }) => alt === shows[key]).map(({ id }) => id) }));
  const { id } = await assess(work, troupe.officer, { stationId: station.id, claims });
  if (troupe.place.slug !== 'district') await submitRating(work, troupe.officer, { id });
  return true;
}

/** A county asks one thing more of its stations and those of its townships, from tomorrow on. */
async function ask({ work }: Stage, troupe: Troupe, day: DateString): Promise<void> {
  const [known] = await work.sql('SELECT 1 FROM station_criterion WHERE congress_id = $1 LIMIT 1', [troupe.congressId]);
  if (!known) await addCriterion(work, troupe.officer, { heading: 'served', label: '设有无障碍通道和老花镜、饮水等便民用品', measure: null, least: 1, startsOn: addDays(day, 1) });
}

async function publishHandedIn(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  const { rows } = await listRatings(stage.work, troupe.officer, { states: ['submitted'], limit: 1, offset: 0 });
  stand(stage, day, 9);
  for (const { id } of rows) await publishRating(stage.work, troupe.officer, { id, findings: [{ key: 'sign', found: false, note: '公示栏内容还没有更新到本年度' }], opinion: '制度健全，请补充联络员并标注地图位置。' });
  return rows.length > 0;
}

/** Deputies of the place itself, none of whom has an account of the demonstration. */
function waitingIn({ company }: Stage, { deputies }: Troupe): string[] {
  const known = ['deputy.district', 'deputy.city'].map((username) => company.account(username, 'district').id);
  return deputies.filter(({ id }) => !known.includes(id)).slice(-WAITING).map(({ id }) => id);
}

async function assign(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  const { work } = stage;
  await giveCodes(work, troupe.congressId);
  const [known] = await work.sql('SELECT 1 FROM station_member WHERE congress_id = $1 LIMIT 1', [troupe.congressId]);
  if (known || troupe.place.tier === 'province') return false;
  stand(stage, addDays(day, -80), 10);
  const { rows } = await placing(work, troupe.officer, { show: 'waiting', limit: 500, offset: 0 });
  const proposed = rows.filter(({ proposal }) => proposal !== null).map(({ mandateId }) => mandateId);
  const mandateIds = troupe.place.slug === 'district' ? proposed.filter((id) => !waitingIn(stage, troupe).includes(id)) : proposed;
  if (mandateIds.length > 0) await confirmPlacing(work, troupe.officer, { mandateIds });
  return mandateIds.length > 0;
}

/** One held, one announced, one that is only planned; at the station where the city deputy of the demonstration is met, where that is one's own. */
async function receive(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  const { work } = stage;
  await announceElsewhere(work, troupe.congressId);
  if (!['district', 'county', 'town'].includes(troupe.place.slug)) return false;
  const [known] = await work.sql('SELECT 1 FROM reception_day WHERE congress_id = $1 LIMIT 1', [troupe.congressId]);
  const [station] = await work.sql<{ id: string; mandateIds: string[] }>(
    `SELECT s.id, array_agg(m.mandate_id ORDER BY m.mandate_id = $2 DESC, m.id) AS "mandateIds" FROM station s JOIN station_member m ON m.station_id = s.id AND m.current_mandate_id IS NOT NULL
     WHERE s.congress_id = $1 GROUP BY s.id ORDER BY bool_or(m.mandate_id = $2) DESC, s.id LIMIT 1`,
    [troupe.congressId, stage.company.account('deputy.city', 'city').id],
  );
  if (known || !station) return false;
  const mandateIds = station.mandateIds.slice(0, 3);
  const slot = { stationId: station.id, startsAt: '09:00', endsAt: '11:30', place: '', mandateIds };
  const plan = async (heldOn: DateString, theme: string): Promise<string> => (await saveReception(work, troupe.officer, { ...slot, heldOn, theme })).id;
  stand(stage, addDays(day, -26), 9);
  const past = work.calendar.addWorkingDays(addDays(day, -20), 1);
  const held = await plan(past, '小区物业和停车');
  await announceReception(work, troupe.officer, { id: held });
  stand(stage, past, 12);
  await recordReception(work, troupe.officer, { id: held, visitors: 6, form: 'talk', questions: '两个小区反映电动车充电位不够；一位老人询问加装电梯补助怎么申请。', outcome: '加装电梯的补助办法当场说明；充电位的事转社区核实，代表拟提出建议。' });
  stand(stage, addDays(day, -1), 9);
  const announced = await plan(work.calendar.addWorkingDays(day, 4), '农村道路和供水');
  await announceReception(work, troupe.officer, { id: announced });
  for (const [at, [question, name]] of askers.entries()) await book(work, announced, { question, name }, `demonstration ${troupe.place.slug} ${at}`);
  await plan(work.calendar.addWorkingDays(day, 15), '');
  return true;
}
