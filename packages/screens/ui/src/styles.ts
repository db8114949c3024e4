import { breakpoint, color, font, radius, spacing, textSize } from './tokens.ts';

const heading = '/* Made from tokens.ts by scripts/write-styles.ts. Change the tokens, then run it again. */\n';

function declarations(indent: string): string {
  const lines = [
    ...Object.entries(color).map(([name, value]) => `--color-${name}: ${value};`),
    ...Object.entries(font).map(([name, value]) => `--font-${name}: ${value};`),
    ...Object.entries(textSize).map(([name, value]) => `--text-${name}: ${value};`),
    ...Object.entries(radius).map(([name, value]) => `--radius-${name}: ${value};`),
    `--spacing: ${spacing};`,
  ];
  return lines.map((line) => `${indent}${line}\n`).join('');
}

/** Custom properties for pages without Tailwind (the desks). */
export function tokensCss(): string {
  return `${heading}:root {\n${declarations('  ')}}\n`;
}

/** The same properties as a Tailwind 4 theme: `bg-accent`, `text-text-muted`, `rounded-md`, `tablet:`, … */
export function tailwindCss(): string {
  const breakpoints = Object.entries(breakpoint).map(([name, value]) => `  --breakpoint-${name}: ${value};\n`);
  return `${heading}@theme static {\n${declarations('  ')}${breakpoints.join('')}}\n`;
}

/** Mixes `hex` with white (or black) by `share` of 0–1, as Element Plus does for its light and dark shades. */
export function mix(hex: string, other: 'white' | 'black', share: number): string {
  const target = other === 'white' ? 255 : 0;
  const channels = [1, 3, 5].map((at) => {
    const own = Number.parseInt(hex.slice(at, at + 2), 16);
    return Math.round(own + (target - own) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

function elementShades(name: string, hex: string): string {
  const light = [3, 5, 7, 8, 9].map((step) => `  --el-color-${name}-light-${step}: ${mix(hex, 'white', step / 10)};\n`);
  return `  --el-color-${name}: ${hex};\n${light.join('')}  --el-color-${name}-dark-2: ${mix(hex, 'black', 0.2)};\n`;
}

const elementPlain = {
  'color-white': '#ffffff',
  'color-black': color.text,
  'text-color-primary': color.text,
  'text-color-regular': color.text,
  'text-color-secondary': color['text-muted'],
  'text-color-placeholder': color['text-faint'],
  'text-color-disabled': color['line-strong'],
  'border-color': color['line-strong'],
  'border-color-hover': color['text-faint'],
  'border-color-light': color.line,
  'border-color-lighter': color.line,
  'border-color-extra-light': color.sunken,
  'border-color-dark': color['line-strong'],
  'border-color-darker': color['text-faint'],
  'fill-color': color.sunken,
  'fill-color-light': color.page,
  'fill-color-lighter': '#fafbfc',
  'fill-color-extra-light': '#fafbfc',
  'fill-color-dark': '#e6e8ec',
  'fill-color-blank': color.surface,
  'bg-color': color.surface,
  'bg-color-page': color.page,
  'bg-color-overlay': color.surface,
  'font-family': 'var(--font-sans)',
  'font-size-extra-large': '1.25rem',
  'font-size-large': '1.125rem',
  'font-size-medium': '1rem',
  'font-size-base': '1rem',
  'font-size-small': '0.9375rem',
  'font-size-extra-small': '0.875rem',
  'border-radius-base': radius.sm,
  'border-radius-small': radius.sm,
  'component-size-large': '2.75rem',
  'component-size': '2.25rem',
  'component-size-small': '1.75rem',
  'transition-duration': '0.15s',
  'transition-duration-fast': '0.1s',
} as const;

/**
 * Element Plus with our tokens. Its own blue, green and orange fail AA with white text, and its placeholder
 * and secondary greys fail on white; every replacement here is covered by the contrast test.
 */
export function elementThemeCss(): string {
  const shades = [
    elementShades('primary', color.accent),
    elementShades('success', color.green),
    elementShades('warning', color['amber-text']),
    elementShades('danger', color.red),
    elementShades('error', color.red),
    elementShades('info', color['text-muted']),
  ].join('');
  const plain = Object.entries(elementPlain).map(([name, value]) => `  --el-${name}: ${value};\n`);
  return `${heading}:root {\n${shades}${plain.join('')}}\n${elementRules}`;
}

const elementRules = `
/* Links are blue like everywhere else; red is kept for the primary action. */
.el-link.el-link--primary {
  --el-link-text-color: var(--color-info);
  --el-link-hover-text-color: var(--color-info-strong);
}

/* Text on tinted tags needs the darker green and amber. */
.el-tag.el-tag--success {
  --el-tag-text-color: var(--color-green-text);
}
.el-tag.el-tag--danger,
.el-tag.el-tag--primary {
  --el-tag-text-color: var(--color-red-text);
}

/* The label keeps its contrast when a field is required or in error. */
.el-form-item__label {
  color: var(--color-text);
}
.el-form-item__error {
  position: static;
  padding-top: 0.25rem;
  font-size: var(--text-sm);
  line-height: 1.5;
  color: var(--color-red-text);
}

/* Tables: calm heads, figures that line up. */
.el-table {
  --el-table-header-bg-color: var(--color-page);
  --el-table-header-text-color: var(--color-text-muted);
  --el-table-row-hover-bg-color: var(--color-info-soft);
  font-variant-numeric: tabular-nums;
}
.el-table th.el-table__cell {
  font-weight: 600;
}

/* Element Plus hides the focus ring on several controls; keyboard users need it. */
.el-button:focus-visible,
.el-link:focus-visible,
.el-tabs__item:focus-visible,
.el-menu-item:focus-visible,
.el-pagination button:focus-visible {
  outline: 3px solid var(--color-info);
  outline-offset: 2px;
}
.el-message-box,
.el-dialog {
  max-width: calc(100vw - 2rem);
}
`;
