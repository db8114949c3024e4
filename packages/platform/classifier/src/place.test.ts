import { describe, expect, it } from 'vitest';
import { createPlaceFinder } from './index.ts';

const find = createPlaceFinder([
  { code: '43', name: '湖南省' }, { code: '4306', name: '岳阳市' }, { code: '430602', name: '岳阳楼区' }, { code: '430621', name: '岳阳县' },
  { code: '430626', name: '平江县' }, { code: '430626108', name: '南江镇' }, { code: '430921', name: '南县' }, { code: '430602010', name: '奇家岭街道' },
  { code: '430621100', name: '荣家湾镇' }, { code: '430181100', name: '社港镇' }, { code: '430105003', name: '望月湖街道' }, { code: '430626109', name: '望月湖街道' },
]);

describe('where a matter is', () => {
  it('the finest division that is named, and the spots', () => {
    const found = find({ title: '南江镇路灯不亮', text: '平江县南江镇昌江村口的路灯坏了一个月，迎宾大道也是黑的。' });
    expect(found.division).toEqual({ code: '430626108', name: '南江镇', said: '南江镇' });
    expect(found.spots).toContain('迎宾大道');
    expect(found.reason).toContain('“南江镇”（南江镇）');
  });

  it('a name said short is known, a road named after a town is not the town', () => {
    expect(find({ text: '荣家湾没有公园' }).division?.code).toBe('430621100');
    expect(createPlaceFinder([{ code: '430682105', name: '路口镇' }])({ text: '城陵矶路口的路灯坏了' }).division).toBeNull();
    expect(find({ text: '平江路修了半年还没通车' })).toMatchObject({ division: null, spots: ['平江路'] });
  });

  it('of two with one name the one near the place of filing, the other one stays a candidate', () => {
    expect(find({ text: '望月湖街道办事太慢' }, '4306').division?.code).toBe('430626109');
    expect(find({ text: '望月湖街道办事太慢' }, '4301')).toMatchObject({ division: { code: '430105003' }, candidates: [{ code: '430626109' }] });
  });

  it('a text without a place, and none at all', () => {
    expect(find({ text: '请问退休金怎么算' })).toEqual({ division: null, candidates: [], spots: [], reason: '文中没有写明地点' });
    expect(find({ text: '' }).division).toBeNull();
    expect(createPlaceFinder([])({ text: '平江县' }).division).toBeNull();
  });
});
