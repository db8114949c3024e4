/** 群众意见 in the demonstration: some in each state, played through the services; our own words. */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { receive as receiveFile } from '@smart/files/receive';
import { addDays, startOfDayShanghai, today, type DateString } from '@smart/kernel/dates';
import { enterAsCitizen, opinionSecret } from '@smart/opinions/entering';
import { evaluate } from '@smart/opinions/follow';
import { answerSupervision, settleSupervision, supervise } from '@smart/opinions/supervising/supervising';
import { listSupervisions } from '@smart/opinions/supervising/looking';
import { type Ground, supervisionsInput } from '@smart/opinions/supervising/model';
import type { Channel, OpinionTopic } from '@smart/opinions/model';
import { sort } from '@smart/opinions/classing';
import { proposePublication, publishOpinion } from '@smart/opinions/publishing/publishing';
import { accept, answer, handOver, receive, redirect, reply } from '@smart/opinions/sorting';
import { takeUpOpinion } from '../links/opinion-suggestion.ts';
import type { Troupe } from './company.ts';
import type { DepartmentKey } from './departments.ts';
import type { Slug } from './places.ts';
import { storyId, type Stage } from './scene.ts';

type Handled = { readonly organ: DepartmentKey; readonly note: string; /** Null: under way. */ readonly reply: string | null; readonly verdict: 'satisfied' | 'dissatisfied' | null; /** 督查: what is asked; answered and settled when there is an outcome. */ readonly supervised?: { readonly ground: Ground; readonly request: string; readonly answer: string | null; readonly outcome: string | null } };
type Play = {
  readonly place: Slug; readonly at: string; readonly content: string; readonly topic: OpinionTopic | null; readonly daysAgo: number; readonly toDeputy?: boolean; /** Brought to the station of the place, by its code. */ readonly atStation?: boolean; /** Closed, and not yet decided whether it is shown. */ readonly waitsForPublication?: boolean; readonly pictured?: boolean; /** 位置: latitude and longitude, and whether the organ may know it. */ readonly point?: readonly [latitude: number, longitude: number, shared: boolean];
  readonly fate: { readonly kind: 'waits' } | { readonly kind: 'accepted' } | { readonly kind: 'redirected'; readonly channel: Channel; readonly reason: string } | { readonly kind: 'answered'; readonly reply: string } | { readonly kind: 'taken' } | ({ readonly kind: 'handled' } & Handled);
};

const plays: readonly Play[] = [
  { place: 'city', at: '湖滨社区二号楼', topic: 'urban', daysAgo: 34, pictured: true, content: '楼前的窨井盖翘起一角，骑车经过差点摔倒。请派人换一个平整的井盖。', fate: { kind: 'handled', organ: 'housing', note: '请核实井盖权属，尽快更换', reply: '经核实，该井盖属雨水管网设施，已于次日更换为防沉降井盖，并检查了同一路段的其他井盖。', verdict: 'satisfied' } },
  { place: 'city', at: '学院路', topic: 'environment', daysAgo: 30, content: '楼下烧烤店的油烟直接排到过道，晚上不敢开窗。希望装上净化设备。', fate: { kind: 'handled', organ: 'environment', note: '请现场检测并督促整改', reply: '已责令该店安装油烟净化设施并限期改道排放，装好以后将复测。', verdict: 'dissatisfied', supervised: { ground: 'dissatisfied', request: '群众反映油烟没有减轻，请复测并说明净化设施安装和运行情况。', answer: null, outcome: null } } },
  { place: 'city', at: '东茅岭路', topic: 'transport', daysAgo: 41, content: '公交站台的雨棚破了一大块，下雨天等车没有地方躲。希望换一块新的。', fate: { kind: 'handled', organ: 'transport', note: '请现场查看并尽快修复', reply: '已更换东茅岭路站台雨棚，并检查了沿线十二处站台，另有两处一并修复。', verdict: 'satisfied', supervised: { ground: 'repeated', request: '站台雨棚多次反映，请说明全线排查情况。', answer: '已排查沿线十二处站台，破损的三处全部更换，列入每月巡查。', outcome: '雨棚已经换好，沿线站台一并检查，人大工作人员到现场看过。' } } },
  { place: 'city', at: '南津港路', topic: 'urban', daysAgo: 38, waitsForPublication: true, content: '人行道的盲道被电动车占满，视力不好的人没法走。请施划停车位。', fate: { kind: 'handled', organ: 'housing', note: '请会同社区施划停车位', reply: '已在路段两端施划非机动车停车位六十个，安排专人早晚劝导。', verdict: 'satisfied' } },
  { place: 'county', at: '荣家湾镇', topic: 'environment', daysAgo: 36, content: '村口的垃圾桶三四天才清一次，天热的时候味道很大。希望天天清。', fate: { kind: 'handled', organ: 'environment', note: '请督促保洁单位调整清运频次', reply: '已把清运改为每天一次，另增设带盖垃圾桶八个，由村里的保洁员负责冲洗。', verdict: 'satisfied' } },
  { place: 'city', at: '火车站东广场', topic: 'transport', daysAgo: 6, point: [29.3776, 113.1132, true], content: '夜里到站的旅客打不到车，公交末班太早。希望把末班车延长到最后一趟列车之后。', fate: { kind: 'handled', organ: 'transport', note: '请研究延长末班车时间的可行性', reply: null, verdict: null } },
  { place: 'city', at: '', topic: 'labour', daysAgo: 9, content: '在工地干了两个月，包工头说没钱，一直不发工资，我想请代表帮我要回来。', fate: { kind: 'redirected', channel: 'arbitration', reason: '拖欠工资可以先向劳动保障监察机构投诉，也可以申请劳动仲裁，都不收费。' } },
  { place: 'city', at: '金鹗公园', topic: 'education', daysAgo: 12, content: '公园里的健身步道晚上几点关灯？我们下班晚，常常走到一半灯就灭了。', fate: { kind: 'answered', reply: '经与公园管理处联系，步道照明自本周起延长到二十二时三十分，入口处已张贴告示。' } },
  { place: 'city', at: '南湖片区', topic: 'health', daysAgo: 4, toDeputy: true, content: '社区卫生站周末不开门，老人拿慢性病的药要跑到大医院排队。建议周末轮流值班。', fate: { kind: 'taken' } },
  { place: 'city', at: '花板桥路口', topic: 'transport', daysAgo: 2, toDeputy: true, content: '路口的左转灯只有十秒，早上只能过三辆车，后面排到桥上。请调整时长。', fate: { kind: 'accepted' } },
  { place: 'city', at: '', topic: null, daysAgo: 1, content: '小区门口的快递柜占了消防通道，跟物业说了几次都没有挪。请有关部门管一管。', fate: { kind: 'waits' } },
  { place: 'city', at: '求索路', topic: null, daysAgo: 2, point: [29.3651, 113.1187, false], content: '求索路小学门口没有护栏，放学时孩子直接跑到马路上，很危险，请加装护栏。', fate: { kind: 'waits' } },
  { place: 'city', at: '求索路小学', topic: null, daysAgo: 1, content: '希望在求索路小学校门口安装护栏，接孩子的人和车挤在一起，看着害怕。', fate: { kind: 'waits' } },
  { place: 'county', at: '荣家湾镇', topic: 'urban', daysAgo: 3, content: '集镇菜市场门口的下水道一下雨就冒水，摊贩和买菜的人都要蹚水。', fate: { kind: 'accepted' } },
  { place: 'town', at: '集镇老街', topic: 'urban', daysAgo: 1, atStation: true, content: '老街的公厕晚上七点就锁门，赶集的老人不方便。请把开放时间延长到九点。', fate: { kind: 'waits' } },
  { place: 'town', at: '沿湖村', topic: 'transport', daysAgo: 2, atStation: true, content: '沿湖村到镇上的班车一天只有两趟，孩子周末回家等不到车。希望加一趟下午的。', fate: { kind: 'accepted' } },
];

/** Plays the opinions of one place that are not there yet. */
export async function playOpinions(stage: Stage, troupe: Troupe, day: DateString): Promise<void> {
  for (const play of plays.filter(({ place }) => place === troupe.place.slug)) {
    const [known] = await stage.work.sql('SELECT 1 FROM opinion WHERE form_key = $1', [keyOf(play)]);
    if (!known) await playOne(stage, troupe, play, day);
  }
}

/** A drawn picture, as a citizen would send a photograph. */
async function pictureFor({ files }: Stage): Promise<{ store: Stage['files']; contents: { name: string; mediaType: string; size: number; sha256: string }[] }> {
  const received = await receiveFile(files, { stream: Readable.from([readFileSync(new URL('manhole.jpg', import.meta.url))]), name: '照片1.jpg' });
  const { path, name, mediaType, size, sha256 } = received;
  await files.keep(path, sha256, size);
  return { store: files, contents: [{ name, mediaType, size, sha256 }] };
}

const keyOf = ({ place, content }: Play): string => `demonstration ${place} ${content.slice(0, 12)}`;

type Supervised = NonNullable<Handled['supervised']>;

/** The office asks, the organ answers within the week, the office settles. */
async function playSupervision({ work }: Stage, troupe: Troupe, id: string, { ground, request, answer: text, outcome }: Supervised, stand: (after: number, hour: number) => void): Promise<void> {
  stand(16, 9);
  await supervise(work, troupe.officer, { opinionIds: [id], ground, request, dueOn: addDays(today(work.clock), 20) });
  const { rows } = await listSupervisions(work, troupe.officer, supervisionsInput.parse({ states: ['issued'] }));
  const letter = rows.find(({ opinionId }) => opinionId === id);
  const [handler] = await work.sql<{ organId: string }>('SELECT organ_id AS "organId" FROM opinion WHERE id = $1', [id]);
  if (!letter || !handler || text === null) return;
  stand(20, 10);
  await answerSupervision(work, troupe.clerkOf(handler.organId), { id: letter.id, answer: text, doneBy: null });
  stand(22, 9);
  if (outcome !== null) await settleSupervision(work, troupe.officer, { id: letter.id, outcome });
}

async function playOne(stage: Stage, troupe: Troupe, play: Play, day: DateString): Promise<void> {
  const { work, clock, company } = stage;
  const stand = (after: number, hour: number): void => clock.set(new Date(startOfDayShanghai(addDays(day, Math.min(0, after - play.daysAgo))).getTime() + hour * 3_600_000).toISOString());
  const { fate } = play;
  stand(0, 8);
  const deputy = play.toDeputy ? company.account('deputy.city', troupe.place.slug) : null;
  const [station] = play.atStation ? await work.sql<{ id: string }>(`SELECT id FROM station WHERE congress_id = $1 AND state = 'open' ORDER BY id LIMIT 1`, [troupe.congressId]) : [];
  const stationId = station?.id ?? null;
  const { id, number } = await enterAsCitizen(work, troupe.congressId, { content: play.content, place: play.at, name: '', hideName: true }, { key: keyOf(play), deputyPersonId: deputy?.personId ?? null, stationId, ...(play.point ? { point: { latitude: play.point[0], longitude: play.point[1], shared: play.point[2] } } : {}), ...(play.pictured ? { pictures: await pictureFor(stage) } : {}) });
  if (fate.kind === 'waits') return;
  stand(1, 8.5);
  if (fate.kind === 'redirected') return void (await redirect(work, troupe.officer, { id, channel: fate.channel, reason: fate.reason }));
  await accept(work, troupe.officer, { id });
  if (play.topic !== null) await sort(work, troupe.officer, { id, topic: play.topic, urgent: false });
  if (fate.kind === 'answered') await answer(work, troupe.officer, { id, reply: fate.reply });
  if (fate.kind === 'taken' && deputy) await takeUpOpinion(work, deputy, { id }, storyId(keyOf(play)));
  if (fate.kind !== 'handled') return;
  const organ = troupe.organ(fate.organ);
  const clerk = troupe.clerkOf(organ.id);
  await handOver(work, troupe.officer, { id, organId: organ.id, reason: fate.note });
  stand(3, 9);
  await receive(work, clerk, { id });
  if (fate.reply === null) return;
  stand(12, 10);
  await reply(work, clerk, { id, reply: fate.reply });
  if (fate.verdict === null) return;
  stand(14, 8.8);
  await evaluate(work, number, opinionSecret(id), fate.verdict);
  if (fate.supervised) await playSupervision(stage, troupe, id, fate.supervised, stand);
  if (fate.verdict !== 'satisfied' || play.waitsForPublication) return;
  stand(15, 9);
  const { version, title, content, place, topic, reply: words } = await proposePublication(work, troupe.officer, id);
  await publishOpinion(work, troupe.officer, { opinionId: id, expectedVersion: version, title, content, place, topic, reply: words });
}
