// Names of divisions, as the index holds them. Where something is tells less than what it is: two matters of one town are seldom the same.
import { divisionsOf } from '@smart/divisions/data';

const SUFFIX = /(?:自治县|管理区|街道|地区|省|市|县|区|乡|镇)$/;
let known: ReadonlySet<string> | undefined;

/** Each name whole, without its last word, and the pair of characters between the two: unknown names are indexed in pairs. */
function placeWords(): ReadonlySet<string> {
  known ??= new Set(
    divisionsOf('43').flatMap(({ name }) => {
      const stem = name.replace(SUFFIX, '');
      const rest = name.slice(stem.length);
      return stem.length < 2 ? [name] : [name, stem, `${stem.slice(-1)}${rest.slice(0, 1)}`];
    }),
  );
  return known;
}

export const isPlaceWord = (word: string): boolean => placeWords().has(word);
