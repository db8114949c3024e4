/**
 * The one place where colours, type, spacing and shape are decided. `scripts/write-styles.ts` turns this file into
 * `tokens.css`, `tailwind.css` and `element-theme.css`; ECharts options import it directly.
 *
 * Contrast is a rule, not a taste: `tokens.test.ts` checks every text colour against every surface it is used on
 * (WCAG 2.2 AA, 4.5:1 for text, 3:1 for shapes and borders of controls).
 */
export const color = {
  page: '#F5F6F8',
  surface: '#FFFFFF',
  sunken: '#EEF0F3',
  line: '#DADDE3',
  'line-strong': '#848B97',
  text: '#1C2026',
  'text-muted': '#4E5560',
  'text-faint': '#5F6672',
  accent: '#B3191E',
  'accent-strong': '#8F1216',
  'accent-soft': '#FBEFEF',
  /** Only for the emblem line and honours; never for text. */
  gold: '#C9A25D',
  info: '#1F5FA8',
  'info-strong': '#174A85',
  'info-soft': '#EAF1F9',
  green: '#1B7F4B',
  'green-text': '#166A3F',
  'green-soft': '#E9F5EE',
  /** Shapes and borders; as text it would fail AA, therefore `amber-text`. */
  amber: '#B26A00',
  'amber-text': '#854F00',
  'amber-soft': '#FDF3E2',
  red: '#C62828',
  'red-text': '#B3191E',
  'red-soft': '#FDECEC',
} as const;

/** Font stacks: only what government computers and phones already have; nothing is downloaded. */
export const font = {
  sans: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif',
  serif: '"Songti SC","SimSun","Noto Serif CJK SC","Source Han Serif SC",serif',
} as const;

/** Sizes in rem, so that large-text mode scales them all. A page uses at most three of them. */
export const textSize = { sm: '0.875rem', base: '1rem', lg: '1.1875rem', xl: '1.5rem' } as const;

export const radius = { sm: '4px', md: '8px', lg: '12px' } as const;

/** px; breakpoints do not follow large-text mode, layouts wrap instead. */
export const breakpoint = { tablet: '768px', desktop: '1200px' } as const;

/** One step of the spacing grid: 4 px at normal size. */
export const spacing = '0.25rem';

/** Series colours for charts, distinguishable also by lightness; in this order. */
export const chartPalette = [color.info, color.accent, color.green, color.amber, '#6B4E9B', '#3B7C86', '#7A5C3E'] as const;

export type ColorName = keyof typeof color;
