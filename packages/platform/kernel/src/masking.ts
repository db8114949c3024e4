/** Masks for personal data on screens and in exports. What is masked here must not travel unmasked beside it. */

/** "138****5678"; anything that is no mobile number keeps its last two characters at most. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[\s-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(7)}`;
  return maskMiddle(digits, 0, digits.length > 4 ? 2 : 0);
}

/** "4306************34": province and city, then the last two; date of birth and sex stay hidden. */
export function maskIdCard(id: string): string {
  const text = id.trim();
  return /^\d{17}[\dXx]$/.test(text) ? maskMiddle(text, 4, 1) : maskMiddle(text, 0, 0);
}

const COMPOUND_SURNAMES = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '夏侯',
  '东方',
  '南宫',
  '西门',
  '司徒',
  '端木',
  '长孙',
  '宇文',
  '独孤',
  '轩辕',
  '申屠',
];

/** "张**", "欧阳*": the surname, and one star for each further character. */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  const surname = characters.length > 2 && COMPOUND_SURNAMES.includes(characters.slice(0, 2).join('')) ? 2 : 1;
  return characters.length < 2 ? '*'.repeat(characters.length) : maskMiddle(characters.join(''), surname, 0);
}

function maskMiddle(text: string, first: number, last: number): string {
  const characters = [...text];
  return characters
    .map((character, index) => (index < first || index >= characters.length - last ? character : '*'))
    .join('');
}
