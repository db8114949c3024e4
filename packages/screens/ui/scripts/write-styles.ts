/**
 * Writes the three style sheets that are made from `src/tokens.ts`:
 * `node packages/screens/ui/scripts/write-styles.ts`. `tokens.test.ts` fails while they are out of date.
 */
import { writeFileSync } from 'node:fs';
import { elementThemeCss, tailwindCss, tokensCss } from '../src/styles.ts';

const folder = new URL('../src/', import.meta.url);
writeFileSync(new URL('tokens.css', folder), tokensCss());
writeFileSync(new URL('tailwind.css', folder), tailwindCss());
writeFileSync(new URL('element-theme.css', folder), elementThemeCss());
