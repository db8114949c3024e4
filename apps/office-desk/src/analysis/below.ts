// Charts by place: the own congress's suggestions by the delegation's district, and the congresses below as counts.
import { hasMap } from '@smart/charts/maps.ts';
import { largestSentence } from '@smart/charts/sentences.ts';
import { percent, rateOf } from '@smart/suggestions/analysis/figures';
import type { AnalysisView, BelowView } from '@smart/suggestions/analysis/model';
import type { Card } from './models.ts';

const shortOf = (name: string): string => (name.length > 4 ? name.slice(0, 4) : name);

/** Delegations are named after the district that elected them: 岳阳楼区代表团. */
function delegationMap(view: AnalysisView, below: BelowView): Card | null {
  const delegationOf = new Map(below.districts.map(({ code, name }) => [code, view.byDelegation.find(({ key }) => key.startsWith(name))]));
  const rows = below.districts.map(({ code, name }) => ({ key: code, label: shortOf(name), values: [delegationOf.get(code)?.count ?? 0] }));
  if (rows.every((row) => row.values[0] === 0)) return null;
  return {
    id: 'map', title: '分地区：本级建议', sentence: largestSentence(rows, '按选举单位所在地，'), note: '按提出建议的代表所在代表团统计；解放军等没有所在地的代表团不在图上。',
    model: { kind: 'map', map: below.division, head: '地区', unit: '件', series: [{ name: '建议' }], rows },
    behind: ({ key }) => {
      const delegation = delegationOf.get(key)?.key;
      return delegation === undefined ? undefined : { delegation };
    },
  };
}

/** Everything by place; what cannot be drawn as a map is drawn as bars. */
export function placeCards(view: AnalysisView, below: BelowView): Card[] {
  if (below.districts.length === 0) return [];
  const drawable = hasMap(below.division);
  const own = drawable ? delegationMap(view, below) : null;
  const counted = '只汇总下级人大的件数，不含具体建议；具体内容请到公众网站查看已公开的建议。';
  const rows = below.districts.map(({ code, name, submitted }) => ({ key: code, label: drawable ? shortOf(name) : name, values: [submitted] }));
  const tiers = below.tiers.map(({ tier, label, submitted, replied }) => ({ key: tier, label, values: [submitted, replied] }));
  const total = below.tiers.reduce((sum, one) => sum + one.congresses, 0);
  const rates = below.districts.map(({ code, name, satisfied, evaluated, inTime, late }) => ({ key: code, label: name, values: [rateOf(satisfied, evaluated), rateOf(inTime, inTime + late)] }));
  const sums = below.districts.reduce((sum, one) => ({ satisfied: sum.satisfied + one.satisfied, evaluated: sum.evaluated + one.evaluated, notEvaluated: sum.notEvaluated + one.notEvaluated }), { satisfied: 0, evaluated: 0, notEvaluated: 0 });
  return [
    ...(own ? [own] : []),
    { id: 'below', title: '分地区：下级人大的建议', sentence: largestSentence(rows, '各地（含乡镇）中'), note: counted, model: { kind: drawable ? 'map' : 'bars', head: '地区', unit: '件', series: [{ name: '建议' }], rows, ...(drawable ? { map: below.division } : { drawn: 20 }) } },
    { id: 'tiers', title: '分层级', sentence: largestSentence(tiers, `下级 ${total} 个人大中`), note: counted, model: { kind: 'bars', head: '层级', unit: '件', series: [{ name: '提出', tone: 'info' }, { name: '已答复', tone: 'green' }], rows: tiers } },
    {
      id: 'below-rates', title: '分地区：满意率和按期答复率', note: counted,
      sentence: `下级人大合计满意率 ${percent(rateOf(sums.satisfied, sums.evaluated))}，另有 ${sums.notEvaluated} 件未作评价，不计入。`,
      model: { kind: 'bars', head: '地区', unit: '%', drawn: 20, series: [{ name: '满意率', tone: 'info' }, { name: '按期答复率（已答复的）', tone: 'green' }], rows: rates },
    },
  ];
}
