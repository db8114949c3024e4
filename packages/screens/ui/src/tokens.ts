/**
 * The one place where colours, type, spacing and shape are decided. `scripts/write-styles.ts` turns this file into
 * `tokens.css`, `tailwind.css` and `element-theme.css`; ECharts options import it directly.
 *
 * Contrast is a rule, not a taste: `tokens.test.ts` checks every text colour against every surface it is used on
 * (WCAG 2.2 AA, 4.5:1 for text, 3:1 for shapes and borders of controls).
 */
export const color = {
  page: '#f5f6f8',
  surface: '#ffffff',
  sunken: '#eef0f3',
  line: '#dadde3',
  'line-strong': '#848b97',
  text: '#1c2026',
  'text-muted': '#4e5560',
  'text-faint': '#5f6672',
  accent: '#b3191e',
  'accent-strong': '#8f1216',
  'accent-soft': '#fbefef',
  /** Only for the emblem line and honours; never for text. */
  gold: '#c9a25d',
  info: '#1f5fa8',
  'info-strong': '#174a85',
  'info-soft': '#eaf1f9',
  green: '#1b7f4b',
  'green-text': '#166a3f',
  'green-soft': '#e9f5ee',
  /** Shapes and borders; as text it would fail AA, therefore `amber-text`. */
  amber: '#b26a00',
  'amber-text': '#854f00',
  'amber-soft': '#fdf3e2',
  red: '#c62828',
  'red-text': '#b3191e',
  'red-soft': '#fdecec',
} as const;

/** Font stacks: only what government computers and phones already have; nothing is downloaded. */
export const font = {
  sans: "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif",
  serif: "'Songti SC', 'SimSun', 'Noto Serif CJK SC', 'Source Han Serif SC', serif",
} as const;

/** Sizes in rem, so that large-text mode scales them all. A page uses at most three of them. */
export const textSize = { sm: '0.875rem', base: '1rem', lg: '1.1875rem', xl: '1.5rem' } as const;

export const radius = { sm: '4px', md: '8px', lg: '12px' } as const;

/** px; breakpoints do not follow large-text mode, layouts wrap instead. */
export const breakpoint = { tablet: '768px', desktop: '1200px' } as const;

/** One step of the spacing grid: 4 px at normal size. */
export const spacing = '0.25rem';

/** Series colours for charts, distinguishable also by lightness; in this order. */
export const chartPalette = [
  color.info,
  color.accent,
  color.green,
  color.amber,
  '#6b4e9b',
  '#3b7c86',
  '#7a5c3e',
] as const;

export type ColorName = keyof typeof color;
