// 纸质签到表: printed by the system, signed by hand, photographed askew; who signed is found by itself, differences are shown, the clerk saves.
import { noTargets } from '@smart/duty/activities/model';
import { paperFrame } from '@smart/duty/activities/paper';
import { dateInShanghai } from '@smart/kernel/dates';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

/** Signs by hand in the boxes of these rows, and photographs the page as it lies on a table, upside down and in uneven light. */
async function photograph({ page }: Person, rows: readonly number[], { tilt = 'rotateX(14deg) rotateY(-9deg) rotateZ(185deg)', hidden = false } = {}): Promise<Buffer> {
  await page.evaluate(({ rows: signed, tilt: held, hidden: covered, frame }) => {
    const sheet = document.querySelector<HTMLElement>('.sheet');
    if (sheet === null) throw new Error('no sheet');
    const name = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(name, 'svg');
    svg.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
    svg.setAttribute('style', `inset: 0; width: ${frame.width}mm; height: ${frame.height}mm`);
    for (const row of signed) {
      const path = document.createElementNS(name, 'path');
      const [x, y] = [frame.sign.from + 8 + row * 2, frame.firstRow + row * frame.rowHeight];
      path.setAttribute('d', `M${x} ${y + 3}q4 -2 6 1t-3 4M${x + 9} ${y + 2}v6m-3 -4h7M${x + 16} ${y + 3}c6 -3 5 6 -1 5s8 -6 9 -1`);
      path.setAttribute('style', 'fill: none; stroke: #1d2a6b; stroke-width: 0.5');
      svg.append(path);
    }
    sheet.append(svg);
    if (covered) sheet.querySelector<HTMLElement>('.code')?.style.setProperty('visibility', 'hidden');
    const table = document.createElement('div');
    table.id = 'table';
    table.setAttribute('style', 'position: fixed; inset: 0; z-index: 99; display: grid; place-items: center; overflow: hidden; background: #8a7a66; perspective: 5200px');
    sheet.style.cssText += `; transform: ${held}; background: linear-gradient(100deg, #fdfcf7, #c9c4b8)`;
    table.append(sheet);
    document.body.append(table);
  }, { rows, tilt, hidden, frame: paperFrame });
  await page.setViewportSize({ width: 2200, height: 2800 });
  await page.evaluate(() => document.querySelector<HTMLElement>('#table .sheet')?.style.setProperty('zoom', '2.4'));
  const shot = await page.locator('#table').screenshot();
  // A phone's camera: larger, a little soft, noisy, JPEG.
  return sharp(shot).resize({ width: 3000 }).blur(0.8).jpeg({ quality: 80 }).toBuffer();
}

it('纸质签到表：打印、签名、拍照，系统认出谁签了名，与记录不同的写明，办公室核对后保存', async () => {
  const { as } = troupeOf(system().app);
  const { trpc } = await as('district.office');
  const today = dateInShanghai(new Date());
  const saved = await trpc.activities.save.mutate({ kind: 'research', theme: '调研老旧小区加装电梯', details: '', place: '湖滨社区', organiser: '区人大代表工委', heldOn: today, endsOn: today, startsAt: '09:00', endsAt: '23:00', targets: { ...noTargets, all: true } });
  await trpc.activities.publish.mutate({ id: saved.id, expectedVersion: saved.version });
  const { rows } = await trpc.activities.invitations.query({ id: saved.id });
  expect(rows.length).toBeGreaterThan(4);
  // Called as missing before the paper came to the desk, though the person signed.
  const [first, second, third] = rows;
  await trpc.activities.rollCall.mutate({ id: saved.id, marks: [{ invitationId: second?.id ?? '', mark: 'absent' }] });

  const officer = await system().arrive('district.office');
  await officer.open(`/office/activities/${saved.id}?tab=attendance`);
  await officer.page.getByRole('link', { name: '打印签到表' }).click();
  await officer.page.getByRole('heading', { level: 2, name: '调研老旧小区加装电梯' }).first().waitFor();
  await officer.inspect('office-activity-paper');
  // On paper: as many pages as sheets.
  const printed = await officer.page.pdf({ preferCSSPageSize: true });
  expect(printed.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(Math.ceil(rows.length / paperFrame.rows));
  const photo = await photograph(officer, [0, 1]);

  const desk = await system().arrive('district.office', { size: 'phone' });
  await desk.open(`/office/activities/${saved.id}?tab=attendance`);
  const camera = desk.page.getByLabel(/^签到表照片/);
  await camera.setInputFiles([{ name: '签到表.jpg', mimeType: 'image/jpeg', buffer: photo }]);
  await desk.page.getByText(`第 1 页：有签名 2 人，没有签名 ${Math.min(paperFrame.rows, rows.length) - 2} 人。`).waitFor();
  await desk.page.getByText('照片上有签名，系统记录为“未到”').waitFor();
  await desk.page.getByRole('img', { name: '照片上有签名' }).first().waitFor();
  await desk.inspect('office-activity-paper-read');
  const choice = (id: string | undefined, label: string) => desk.page.locator(`input[name="${id ?? ''}"]`).and(desk.page.getByLabel(label, { exact: true }));
  expect(await choice(first?.id, '到场').isChecked()).toBe(true);
  expect(await choice(third?.id, '未到').isChecked()).toBe(true);
  // What the system has stays until somebody says otherwise.
  expect(await choice(second?.id, '未到').isChecked()).toBe(true);
  await choice(second?.id, '到场').check();
  desk.taps();
  await desk.page.getByRole('button', { name: /^保存点名/ }).click();
  await desk.page.getByText(/已点名 \d+ 人/).first().waitFor();
  await expect.poll(async () => (await trpc.activities.invitations.query({ id: saved.id })).rows.slice(0, 3).map(({ state, signInWay }) => [state, signInWay])).toEqual([['attended', 'paper'], ['attended', 'roll_call'], ['absent', null]]);
  await expect.poll(async () => (await trpc.activities.detail.query({ id: saved.id })).sheets.length).toBe(1);

  // A corner under a thumb: said so, the photograph is kept, nothing is marked.
  await officer.page.reload();
  await officer.page.getByRole('heading', { level: 2, name: '调研老旧小区加装电梯' }).first().waitFor();
  const half = await photograph(officer, [0], { hidden: true });
  await camera.setInputFiles([{ name: '遮住一角.jpg', mimeType: 'image/jpeg', buffer: half }]);
  await desk.page.getByText('遮住一角.jpg：没有认出四角的方码，照片已经保存。').waitFor();
  await expect.poll(async () => (await trpc.activities.detail.query({ id: saved.id })).sheets.length).toBe(2);
  for (const person of [officer, desk]) expect(person.complaints).toEqual([]);
});
