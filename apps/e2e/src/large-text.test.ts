// 适老化: letters twice as large, on both sizes of screen, and nothing runs out of the window.
import { describe, expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { sizes, type Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const both = Object.keys(sizes).filter((one): one is Size => one in sizes);

describe.each(both)('twice as large on a %s', (size) => {
  it('the deputy\'s portal', async () => {
    const id = await troupeOf(system().app).reply({ title: `关于大字版的建议（${size}）` });
    const deputy = await system().arrive('deputy.city', { size });
    await deputy.open('/deputy/me');
    await deputy.page.getByLabel('特大').click();
    for (const [name, path] of [['home', ''], ['suggestions', 'suggestions'], ['suggestion', `suggestions/${id}`], ['write', 'write'], ['notices', 'notices'], ['me', 'me'], ['duty', 'duty']] as const) {
      await deputy.open(`/deputy/${path}`);
      await deputy.inspect(`large-deputy-${name}`);
    }
    expect(deputy.complaints).toEqual([]);
  });

  it('the office desk', async () => {
    const troupe = troupeOf(system().app);
    const title = `关于大字版工作台的建议（${size}）`;
    const id = await troupe.register({ title });
    const officer = await system().arrive('city.office', { size });
    await officer.open('/office/');
    await officer.page.getByLabel('文字大小').selectOption({ label: '特大' });
    for (const [name, path] of [['inbox', ''], ['examination', 'examination'], ['assignment', 'assignment'], ['board', 'board'], ['library', 'suggestions'], ['suggestion', `suggestions/${id}`], ['analysis', 'analysis']] as const) {
      await officer.open(`/office/${path}`);
      await officer.inspect(`large-office-${name}`);
    }
    expect(officer.complaints).toEqual([]);
  });

  it('the public site', async () => {
    const citizen = await system().arrive(null, { size });
    await citizen.open('/text-size?size=large&next=/');
    for (const [name, path] of [['home', '/'], ['list', '/suggestions'], ['log', '/log'], ['sign-in', '/sign-in']] as const) {
      await citizen.open(path);
      await citizen.inspect(`large-public-${name}`);
    }
    expect(citizen.complaints).toEqual([]);
  });
});
