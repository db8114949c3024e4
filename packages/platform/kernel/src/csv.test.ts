import { describe, expect, it } from 'vitest';
import { csvCell, csvOf } from './csv.ts';

describe('csv', () => {
  it('lets no cell run as a formula, also none written in full width', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '＝']) expect(csvCell(`${start}1+1`).replace(/^"/, '')).toMatch(/^'/);
    expect(csvCell('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`);
  });

  it('keeps numbers, quotes what needs quotes, and says that it is UTF-8', () => {
    expect(csvOf(['编号', '标题'], [[1, '甲,乙'], [null, '说"好"']])).toBe('\uFEFF编号,标题\r\n1,"甲,乙"\r\n,"说""好"""\r\n');
  });
});
