// Large keys for numbers (适老化): a phone number or a code is tapped on the page itself, on keys a thumb cannot miss.
const kept = 'smart.keypad';
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '清空', '0', '删除'] as const;

/** Gives every field for digits a switch and the keys. Whoever chose large text has them at once. */
export function offerKeypads(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-keypad]')) offer(input);
}

function offer(input: HTMLInputElement): void {
  const pad = document.createElement('div');
  pad.className = 'keypad';
  pad.id = `${input.id}-keypad`;
  pad.setAttribute('role', 'group');
  pad.setAttribute('aria-label', '数字键盘');
  for (const key of keys) pad.append(keyOf(key, input));
  const toggle = button('');
  toggle.className = 'keypad-switch';
  toggle.setAttribute('aria-controls', pad.id);
  const show = (open: boolean): void => {
    pad.hidden = !open;
    // The device's own keyboard would cover half of the page.
    input.inputMode = open ? 'none' : 'numeric';
    toggle.textContent = open ? '收起大号数字键盘' : '用大号数字键盘';
    toggle.setAttribute('aria-expanded', String(open));
  };
  toggle.addEventListener('click', () => {
    const open = toggle.getAttribute('aria-expanded') !== 'true';
    show(open);
    remember(open);
    input.focus();
  });
  show(remembered() ?? document.documentElement.classList.contains('large-text'));
  // What is wrong stays right below the field.
  (document.getElementById(`${input.id}-problem`) ?? input).after(toggle, pad);
}

function keyOf(key: (typeof keys)[number], input: HTMLInputElement): HTMLButtonElement {
  const made = button(key);
  if (key.length > 1) made.className = 'keypad-word';
  made.addEventListener('click', () => {
    if (key === '清空') input.value = '';
    else if (key === '删除') input.value = input.value.slice(0, -1);
    else if (input.maxLength < 0 || input.value.length < input.maxLength) input.value += key;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  return made;
}

function button(words: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = words;
  return made;
}

function remembered(): boolean | null {
  try {
    const value = localStorage.getItem(kept);
    return value === null ? null : value === 'open';
  } catch {
    return null;
  }
}

function remember(open: boolean): void {
  try {
    localStorage.setItem(kept, open ? 'open' : 'closed');
  } catch {
    // Without storage the switch works for this page only.
  }
}
