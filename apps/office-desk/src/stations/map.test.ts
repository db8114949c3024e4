import { expect, it } from 'vitest';
import { stationCards } from './map.ts';

const rows = [{ code: '430602', label: '岳阳楼区', stations: 2 }, { code: '430671', label: '屈原管理区', stations: 1 }, { code: '430621', label: '岳阳县', stations: 0 }];

it('colours the counties of a city, says where no station is, and shares opinions among stations', () => {
  const [stations, opinions] = stationCards({ division: '4306', rows }, [{ code: '430602', received: 5 }, { code: '430621', received: 3 }], 2026);
  expect(stations?.model).toMatchObject({ kind: 'map', map: '4306' });
  expect(stations?.sentence).toMatch(/岳阳楼区最多，2 个.*还没有联络站的 1 个：岳阳县。/);
  expect(opinions?.model.rows.map(({ values }) => values)).toEqual([[2.5], [0], [null]]);
  expect(opinions?.sentence).toBe('下级人大今年收到群众意见 8 条，平均每站 2.7 条。');
});

it('draws bars where there is no outline, nothing where nothing is below, and no opinions for those who do not read such figures', () => {
  const cards = stationCards({ division: '430602', rows: [{ code: '430602001', label: '岳阳楼街道', stations: 1 }] }, null, 2026);
  expect(cards.map(({ model }) => model.kind)).toEqual(['bars']);
  expect(stationCards({ division: '430621101', rows: [] }, [], 2026)).toEqual([]);
});
