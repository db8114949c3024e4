import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elementThemeCss, mix, tailwindCss, tokensCss } from './styles.ts';
import { chartPalette, color, type ColorName } from './tokens.ts';

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const onPlain: ColorName[] = [
  'text',
  'text-muted',
  'text-faint',
  'accent',
  'accent-strong',
  'info',
  'info-strong',
  'green-text',
  'amber-text',
  'red-text',
];
const tinted: [ColorName, ColorName][] = [
  ['info-strong', 'info-soft'],
  ['info', 'info-soft'],
  ['green-text', 'green-soft'],
  ['amber-text', 'amber-soft'],
  ['red-text', 'red-soft'],
  ['text', 'accent-soft'],
  ['text-muted', 'accent-soft'],
  ['text-muted', 'amber-soft'],
  ['text-muted', 'red-soft'],
  ['text-muted', 'info-soft'],
];

test('the contrast formula agrees with known values', () => {
  expect(contrast('#FFFFFF', '#000000')).toBeCloseTo(21, 5);
  expect(contrast('#FFFFFF', '#767676')).toBeCloseTo(4.54, 2);
});

test.each(onPlain.flatMap((text) => (['surface', 'page'] as const).map((ground) => [text, ground] as const)))(
  '%s is readable on %s',
  (text, ground) => {
    expect(contrast(color[text], color[ground])).toBeGreaterThanOrEqual(4.5);
  },
);

test.each(tinted)('%s is readable on %s', (text, ground) => {
  expect(contrast(color[text], color[ground])).toBeGreaterThanOrEqual(4.5);
});

test.each(['text', 'text-muted'] as const)('%s is readable on sunken', (text) => {
  expect(contrast(color[text], color.sunken)).toBeGreaterThanOrEqual(4.5);
});

test.each(['accent', 'accent-strong', 'info', 'green', 'red', 'amber-text', 'text'] as const)(
  'white is readable on %s',
  (ground) => {
    expect(contrast('#FFFFFF', color[ground])).toBeGreaterThanOrEqual(4.5);
  },
);

test.each(['line-strong', 'amber', 'green', 'red', 'info', 'accent'] as const)(
  'borders and shapes in %s are visible',
  (shape) => {
    expect(contrast(color[shape], color.surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(color[shape], color.page)).toBeGreaterThanOrEqual(3);
  },
);

test('chart series are visible on white', () => {
  for (const series of chartPalette) expect(contrast(series, '#FFFFFF'), series).toBeGreaterThanOrEqual(3);
});

test('Element Plus: text on the tinted backgrounds of tags and alerts is readable', () => {
  const pairs: [ColorName, ColorName][] = [
    ['red-text', 'accent'],
    ['green-text', 'green'],
    ['amber-text', 'amber-text'],
    ['red-text', 'red'],
    ['text-muted', 'text-muted'],
  ];
  for (const [text, base] of pairs)
    expect(contrast(color[text], mix(color[base], 'white', 0.9)), `${text} on ${base}`).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ['tokens.css', tokensCss],
  ['tailwind.css', tailwindCss],
  ['element-theme.css', elementThemeCss],
])('%s is up to date (else: node packages/screens/ui/scripts/write-styles.ts)', (name, make) => {
  expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(make());
});
