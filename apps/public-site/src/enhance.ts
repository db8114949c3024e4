// The few things that are nicer with JavaScript. Every page works without it.

/** Choosing a filter searches at once; without script the button does it. */
for (const select of document.querySelectorAll<HTMLSelectElement>('form[data-instant] select')) {
  select.addEventListener('change', () => select.form?.requestSubmit());
}

/** A second press of the same button while the first is under way would ask twice. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) {
  form.addEventListener('submit', () => {
    for (const button of form.querySelectorAll('button')) button.setAttribute('aria-busy', 'true');
    setTimeout(() => {
      for (const button of form.querySelectorAll('button')) button.disabled = true;
    });
  });
}

/** Coming back with the browser's arrow shows the page as it was left, with dead buttons: bring them to life. */
window.addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[aria-busy]')) {
    button.disabled = false;
    button.removeAttribute('aria-busy');
  }
});

if (document.querySelector('[data-sign-in]')) void import('./enhance-sign-in.ts');
const point = document.querySelector<HTMLElement>('[data-point]');
if (point) void import('./enhance-point.ts').then(({ beginPoint }) => beginPoint(point));
if (document.querySelector('[data-effort], [data-effort-done]')) void import('./enhance-effort.ts').then(({ beginEffort }) => beginEffort());
if (document.querySelector('[data-work]')) void import('./enhance-work.ts').then(({ beginWork }) => beginWork());
