// 办事用时 of those who have no account: taps and seconds from the link that led to a form to the page that confirms it, told as sums of the
// congress that was spoken to. Nothing of what was typed is read, and nothing is kept in the browser longer than its tab is open.
import { EffortMeter, type EffortSample, type Held, listen } from '@smart/client/effort';
import { keyTasks, siteTasks, stepNames } from '@smart/effort/tasks';

type SiteTask = (typeof siteTasks)[number];
const kept = 'smart.effort';
/** A page that goes away this soon after a press on a link or a button of ours goes on to another of ours. */
const LEADING_MS = 3000;

let division = '';
let led = -LEADING_MS;

function tell(sample: EffortSample<SiteTask>): void {
  // A congress that is not known yet has no sums.
  if (division !== '') navigator.sendBeacon('/effort', new Blob([JSON.stringify({ division, samples: [sample] })], { type: 'application/json' }));
}

function heldBefore(): Held<SiteTask> | null {
  const text = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  const [task, taps, left, seen] = (text ?? '').split(' ');
  const [name, step] = [siteTasks.find((one) => one === task), stepNames.find((one) => one === left)];
  return name && step ? { task: name, taps: Number(taps), left: step, seen: Number(seen) } : null;
}

/** Begins with what the page says of itself: a form that begins a task, or what confirms one. */
export function beginEffort(): void {
  const meter = new EffortMeter(keyTasks, tell, () => performance.now());
  const form = document.querySelector<HTMLElement>('form[data-effort]');
  const confirmed = document.querySelector<HTMLElement>('[data-effort-done]');
  const before = heldBefore();
  division = confirmed?.dataset['effortAt'] ?? '';
  if (before) meter.resume(before);
  // Whoever comes from another page of ours pressed a link there.
  else if (URL.canParse(document.referrer) && new URL(document.referrer).origin === location.origin) meter.pressed(undefined);
  if (confirmed) meter.acted(confirmed.dataset['effortDone'] ?? '', true);
  meter.opened(location.pathname, form?.dataset['effort'] ?? '');
  if (form?.querySelector('[role=alert]')) meter.acted(form.dataset['effort'] ?? '', false);
  listen(meter);

  const lead = (): void => void (led = performance.now());
  document.addEventListener('submit', lead);
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest<HTMLAnchorElement>('a[href]')?.host === location.host) lead();
  });
  window.addEventListener('pagehide', () => {
    division = document.querySelector<HTMLInputElement | HTMLSelectElement>('form[data-effort] [name=division]')?.value ?? '';
    if (performance.now() - led > LEADING_MS) return meter.leave();
    const held = meter.hold();
    if (held) sessionStorage.setItem(kept, `${held.task} ${held.taps} ${held.left} ${Math.round(held.seen)}`);
  });
}
