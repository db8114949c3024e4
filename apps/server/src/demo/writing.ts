/** Puts the words of a matter into a place, and writes what clerks and deputies write on the way. Pure. */
import { addMonths, formatDate, type DateString } from '@smart/kernel/dates';
import type { Grade, Score } from '@smart/suggestions/model';
import type { DemoMatter } from './matters.ts';
import { pick, pickNumber } from './names.ts';
import type { DemoPlace } from './places.ts';

export type Setting = { readonly place: DemoPlace; readonly area: string; readonly other: string; readonly seed: string };

/** Fills areas and numbers in; the same setting gives the same text. */
export function fill(text: string, { place, area, other, seed }: Setting): string {
  let at = 0;
  return text
    .replaceAll('{A}', area)
    .replaceAll('{B}', other)
    .replaceAll('{P}', place.name)
    .replace(/\{(\d+)-(\d+)\}/g, (_all, from: string, to: string) => {
      at += 1;
      return String(Number(from) + pickNumber(`${seed}/${at}/${text.slice(0, 8)}`, Number(to) - Number(from) + 1));
    });
}

const villages = ['青石桥村', '花木塘村', '油菜垅村', '柳溪村', '樟树坪村', '双井村', '茶岭村', '白鹭洲村'] as const;
const cities = ['岳阳市', '益阳市', '常德市', '长沙市'] as const;

/** Those of the demonstration's areas that lie on the Dongting lake or the great river. */
const shore: readonly string[] = [
  '岳阳市', '益阳市', '常德市', '岳阳楼区', '云溪区', '君山区', '岳阳县', '华容县', '湘阴县', '城陵矶街道', '南湖街道', '屈子祠镇', '注滋口镇', '东山镇', '插旗镇', '江南镇',
];

/** Where a matter may lie in this congress; nowhere, when it speaks of a lake or of fields that are not there. */
export function areasOf(place: DemoPlace, { where }: Pick<DemoMatter, 'where'> = {}): readonly string[] {
  const areas = place.tier === 'township' ? villages : place.tier === 'province' ? cities : place.delegations.map((one) => one.name);
  if (where === 'country') return areas.filter((area) => !area.endsWith('街道'));
  return where === 'shore' ? areas.filter((area) => shore.includes(area)) : areas;
}

/** 我局、我厅、我委、本中心: as the organ speaks of itself. */
function selfOf(organName: string): string {
  if (organName.endsWith('厅')) return '我厅';
  if (organName.endsWith('委员会')) return '我委';
  if (organName.endsWith('中心')) return '本中心';
  return organName.endsWith('办公室') ? '本办' : '我局';
}

const obstacles = [
  '受用地指标和资金规模限制，目前尚不具备一次性实施的条件，我局已将其列入储备事项，条件成熟时优先安排',
  '相关技术标准上级正在修订，现阶段大面积推开的条件还不成熟，我局将先选点试验、积累经验',
  '由于涉及多个产权单位，协商需要较长时间，今年内难以完成，您的意见已经作为我局编制下一步规划的重要参考',
] as const;

export type ReplyAbout = {
  readonly matter: DemoMatter;
  readonly setting: Setting;
  readonly organName: string;
  readonly grade: Grade;
  readonly contactedOn: DateString;
  readonly commitmentDue: DateString;
  readonly opinionFrom: string | null;
  readonly round: number;
};

/** The body of the letter; number, addressee, the opening and closing words and the seal come from the letter's layout. */
export function replyBody(about: ReplyAbout): string {
  const { matter, setting, organName } = about;
  const self = selfOf(organName);
  const began = about.round === 1
    ? `${self}于${formatDate(about.contactedOn)}与您沟通，听取了您关于${matter.gist}的意见，并到${setting.area}了解情况。`
    : `收到您对第一次答复的意见后，${self}再次到${setting.area}现场核实，并于${formatDate(about.contactedOn)}与您见面，就${matter.gist}补充如下。`;
  const parts = [
    `一、办理情况。${fill(matter.done, setting).replaceAll('我局', self)}`,
    `二、下一步安排。${nextSteps(about).replaceAll('我局', self)}。`,
    ...(about.opinionFrom ? [`三、协办意见。${about.opinionFrom}提出的意见已经吸收到上述安排中，由两家单位共同落实。`] : []),
  ];
  return [began, ...parts].join('\n');
}

function nextSteps({ matter, setting, grade, commitmentDue, round }: ReplyAbout): string {
  if (grade === 'A') return round === 1 ? '您所提事项已经落实，我局将做好日常管护，发现问题及时处理' : '第一次答复中没有办到位的事项现已补办完成，我局将每季度回访一次';
  if (grade === 'C') return pick(setting.seed, obstacles);
  return `我局将抓紧推进：${fill(matter.plan, setting)}，计划于${formatDate(commitmentDue)}前完成，进展情况随时向您反馈`;
}

/** Promised by the end of a month some months ahead. */
export const promisedBy = (from: DateString, months: number): DateString => `${addMonths(from, months).slice(0, 7)}-28`;

export const contactWords = (seed: string, gist: string, area: string, deputy: string): string =>
  pick(seed, [
    `与${deputy}代表通话，介绍了前期调查情况，就${gist}交换意见。代表补充说明了${area}的实际困难，希望尽快有明确的时间安排。`,
    `到${area}现场与${deputy}代表见面，一起查看了情况，代表对${gist}的轻重缓急提出了具体想法，双方商定了办理思路。`,
    `请${deputy}代表参加座谈，逐条说明能够办理和暂时有困难的事项，代表对${gist}表示理解，要求答复时写明完成时间。`,
    `上门走访${deputy}代表，听取其对${gist}的意见，代表转达了${area}群众的具体要求，并提供了走访记录。`,
  ]);

export const opinionWords = (seed: string, gist: string, area: string): string =>
  pick(seed, [
    `我单位支持主办单位意见。涉及本单位职责的部分，将在${area}先行配合，落实${gist}所需的人员和场地。`,
    `经研究，同意按建议内容推进。建议把${gist}与我单位今年在${area}的项目合并安排，避免重复施工和重复投入。`,
    `我单位已对${area}相关情况作了核查，可以提供数据和技术支持，${gist}的具体方案请主办单位会商后确定。`,
  ]);

const comments: Readonly<Record<Score, readonly string[]>> = {
  satisfied: ['办理认真，事情办到了群众心坎上。', '多次到现场，答复具体，说到做到。', '沟通及时，效果明显，群众反映很好。', ''],
  mostly_satisfied: ['态度很好，希望加快后续进度。', '大部分问题已解决，盼望承诺事项按期完成。', '答复实在，希望建立长效机制。', ''],
  not_satisfied: ['答复仍停留在原则表态，希望明确时间和责任人。', '现场情况没有明显改变，请再次实地核查。', '群众最急的问题没有回应，希望重新研究。'],
};

export const commentOf = (seed: string, score: Score): string => pick(`${seed}/comment`, comments[score]);

export const extensionReason = (seed: string, gist: string): string =>
  pick(seed, [`${gist}涉及多个部门和产权单位，需要协商论证，三个月内难以形成方案`, `需要等待专项资金批复后才能明确${gist}的实施内容`, `${gist}正在进行技术论证和群众意见征求，需要更多时间`]);
