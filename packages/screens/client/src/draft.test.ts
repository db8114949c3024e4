import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crash, device, empty, leaveAll, open, refusal, server } from './draft.fixture.ts';
import { draftWords } from './draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  leaveAll();
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('every change is on the device at once and on the server after a moment of quiet', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  draft.value.value.body = '修路';
  expect(phone.kept.get('p.new')).toContain('修路');
  await vi.advanceTimersByTimeAsync(700);
  draft.value.value.body = '修路，建桥';
  expect(draft.stateText.value).toBe('正在保存…');
  await vi.advanceTimersByTimeAsync(700);
  expect(backend.state.saves).toBe(0);
  await vi.advanceTimersByTimeAsync(300);
  expect(backend.state.saves).toBe(1);
  expect(backend.state.present?.value.body).toBe('修路，建桥');
  expect(draft.stateText.value).toBe('已保存');
});

test('typing while a save is under way is not lost', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  draft.value.value.body = '一';
  await vi.advanceTimersByTimeAsync(820);
  draft.value.value.body = '一二';
  await vi.advanceTimersByTimeAsync(2000);
  expect(backend.state.present).toEqual({ value: { title: '', body: '一二' }, revision: 2 });
  expect(draft.state.value).toBe('saved');
});

test('without network the words stay here, and go out when it is back', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.mode = 'down';
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '离线写的';
  await vi.advanceTimersByTimeAsync(3000);
  expect(draft.stateText.value).toBe('未联网，已存在本机');
  expect(backend.state.present).toBeNull();
  backend.state.mode = 'up';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(backend.state.present?.value.title).toBe('离线写的');
  expect(draft.state.value).toBe('saved');
});

test('the online event sends at once', async () => {
  const target = new EventTarget();
  vi.stubGlobal('window', target);
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  const [phone, backend] = [device(), server()];
  backend.state.mode = 'down';
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '桥';
  await vi.advanceTimersByTimeAsync(40_000);
  const tries = backend.state.saves;
  backend.state.mode = 'up';
  target.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(60);
  expect(backend.state.saves).toBe(tries + 1);
  expect(draft.state.value).toBe('saved');
});

test('after a crash the words are there before the form is drawn', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.mode = 'down';
  const first = open(phone.storage, backend);
  first.draft.value.value.body = '崩溃前的字';
  await crash(first.draft, phone.kept);
  backend.state.mode = 'up';
  const { draft } = open(phone.storage, backend);
  expect(draft.value.value.body).toBe('崩溃前的字');
  await vi.advanceTimersByTimeAsync(2000);
  expect(backend.state.present?.value.body).toBe('崩溃前的字');
});

test('another device continues where the first one stopped', async () => {
  const [phone, desk, backend] = [device(), device(), server()];
  const first = open(phone.storage, backend);
  first.draft.value.value.body = '手机上写的';
  await vi.advanceTimersByTimeAsync(2000);
  const second = open(desk.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  expect(second.draft.value.value.body).toBe('手机上写的');
  expect(second.draft.conflict.value).toBeNull();
});

for (const which of ['mine', 'theirs'] as const) {
  test(`two devices wrote: the person chooses ${which}, and both then agree`, async () => {
    const [phone, desk, backend] = [device(), device(), server()];
    const first = open(phone.storage, backend);
    const second = open(desk.storage, backend);
    await vi.advanceTimersByTimeAsync(100);
    first.draft.value.value.body = '手机';
    await vi.advanceTimersByTimeAsync(2000);
    second.draft.value.value.body = '电脑';
    await vi.advanceTimersByTimeAsync(2000);
    expect(second.draft.state.value).toBe('conflict');
    expect(second.draft.conflict.value).toMatchObject({ mine: { body: '电脑' }, theirs: { body: '手机' } });
    expect(backend.state.present?.value.body).toBe('手机');
    await Promise.all([second.draft.resolve(which), vi.advanceTimersByTimeAsync(2000)]);
    expect(second.draft.state.value).toBe('saved');
    expect(backend.state.present?.value.body).toBe(which === 'mine' ? '电脑' : '手机');
    expect(second.draft.value.value.body).toBe(which === 'mine' ? '电脑' : '手机');
  });
}

test('an answer lost on the way is not mistaken for another device', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  backend.state.mode = 'answer lost';
  draft.value.value.body = '一';
  await vi.advanceTimersByTimeAsync(900);
  draft.value.value.body = '一二';
  backend.state.mode = 'up';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(draft.conflict.value).toBeNull();
  expect(backend.state.present?.value.body).toBe('一二');
});

test('a slow look at the server that a save has overtaken is no other device', async () => {
  const [phone, backend] = [device(), server()];
  let looks = 0;
  const load = async () => {
    const seen = await backend.load();
    // The first look is under way while words are saved.
    if ((looks += 1) === 1) await new Promise((resolve) => setTimeout(resolve, 1_000));
    return seen;
  };
  const { draft } = open(phone.storage, { ...backend, load });
  draft.value.value.body = '一';
  await vi.advanceTimersByTimeAsync(900);
  expect(backend.state.saves).toBe(1);
  draft.value.value.body = '一二';
  await vi.advanceTimersByTimeAsync(5_000);
  expect(draft.conflict.value).toBeNull();
  expect(backend.state.present).toEqual({ value: { title: '', body: '一二' }, revision: 2 });
});

test('leaving the page and coming back at once is not a conflict', async () => {
  const [phone, backend] = [device(), server()];
  const first = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  first.draft.value.value.body = '一';
  await vi.advanceTimersByTimeAsync(820);
  first.draft.value.value.body = '一二';
  first.leave();
  const { draft } = open(phone.storage, backend);
  expect(draft.value.value.body).toBe('一二');
  await vi.advanceTimersByTimeAsync(3000);
  expect(draft.conflict.value).toBeNull();
  expect(backend.state.present?.value.body).toBe('一二');
});

test('a refusal is shown with its reason and not repeated until something changes', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.refuse = refusal('common.invalid_input', 400, '标题：最多 60 个字');
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '太长';
  await vi.advanceTimersByTimeAsync(120_000);
  expect(draft.stateText.value).toBe('已存在本机，尚未保存到服务器：标题：最多 60 个字');
  expect(backend.state.saves).toBe(1);
  backend.state.refuse = null;
  draft.value.value.title = '短';
  await vi.advanceTimersByTimeAsync(2000);
  expect(draft.state.value).toBe('saved');
});

test('the network goes between the refusal and the look at what was written meanwhile: asked again when it is back', async () => {
  const [phone, desk, backend] = [device(), device(), server()];
  const first = open(phone.storage, backend);
  const second = open(desk.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  first.draft.value.value.body = '手机';
  await vi.advanceTimersByTimeAsync(2000);
  second.draft.value.value.body = '电脑';
  await vi.advanceTimersByTimeAsync(860);
  backend.state.mode = 'down';
  await vi.advanceTimersByTimeAsync(1000);
  expect(second.draft.state.value).toBe('local');
  backend.state.mode = 'up';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(second.draft.conflict.value).toMatchObject({ mine: { body: '电脑' }, theirs: { body: '手机' } });
});

test('a conflict that is not about the draft does not loop', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.refuse = refusal('workflow.version_conflict', 409, '刚刚被别人办理了');
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '桥';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(draft.state.value).toBe('refused');
  expect(backend.state.saves).toBe(1);
});

test('a draft handed in elsewhere leaves this device when nothing here is unsent', async () => {
  const [phone, backend] = [device(), server()];
  const first = open(phone.storage, backend);
  first.draft.value.value.body = '已提交的';
  await vi.advanceTimersByTimeAsync(2000);
  first.leave();
  backend.state.present = null;
  const { draft } = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(200);
  expect(draft.value.value).toEqual(empty);
  expect(phone.kept.size).toBe(0);
});

test('flush tells whether the server has everything', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  draft.value.value.body = '马上提交';
  const [sent] = await Promise.all([draft.flush(), vi.advanceTimersByTimeAsync(500)]);
  expect(sent).toBe(true);
  backend.state.mode = 'down';
  draft.value.value.body = '断网';
  const [second] = await Promise.all([draft.flush(), vi.advanceTimersByTimeAsync(500)]);
  expect(second).toBe(false);
});

test('a full device is said, and the server is still told', async () => {
  const [phone, backend] = [device(), server()];
  phone.break();
  backend.state.mode = 'down';
  const { draft } = open(phone.storage, backend);
  draft.value.value.body = '字';
  await vi.advanceTimersByTimeAsync(1000);
  expect(draft.stateText.value).toBe('本机存储不可用，请不要关闭页面，联网后会自动保存');
  backend.state.mode = 'up';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(draft.stateText.value).toBe('已保存');
  expect(draftWords('idle', false, '')).toBe('');
});

test('what is typed before the server first answers is no conflict with what the page began with; with what somebody else wrote it is', async () => {
  for (const [there, state] of [[empty, 'saved'], [{ title: '', body: '别人写的' }, 'conflict']] as const) {
    const [phone, backend] = [device(), server()];
    backend.state.present = { value: { ...there }, revision: 3 };
    const { draft } = open(phone.storage, backend);
    draft.value.value.body = '手快';
    await vi.advanceTimersByTimeAsync(3000);
    expect(draft.state.value).toBe(state);
    expect(backend.state.present.value.body).toBe(state === 'saved' ? '手快' : '别人写的');
    leaveAll();
  }
});
