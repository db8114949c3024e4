import { describe, expect, it } from 'vitest';
import { excerpt, highlight, keywords, queryTerms, tokens, toQuery, toSimilarQuery, toVector } from './index.ts';

/** What PostgreSQL does with `query @@ vector`, for queries without "or": every term, or a word that begins with it. */
function finds(query: string, text: string): boolean {
  const words = new Set(tokens(text));
  const asked = toQuery(query);
  if (asked === null) return false;
  return asked.split(' & ').every((term) => {
    const word = /^'(.*)'(:\*)?$/.exec(term);
    if (!word) throw new Error(`not a quoted term: ${term}`);
    return word[2] ? [...words].some((candidate) => candidate.startsWith(word[1] ?? '')) : words.has(word[1] ?? '');
  });
}

const TITLE = '关于加快推进岳阳楼区老旧小区加装电梯的建议';
const BODY = '代表李明、欧阳小龙和龘镕珺提出，依照岳交函〔2026〕12号，G107国道２０２６年改造，4S店占道，预算3.5万元。人民代表大会常务委员会办公室督办，修桥铺路。';

describe('searching Chinese text', () => {
  it.each([
    ['加装电梯', TITLE],
    ['老旧小区 电梯', TITLE],
    ['岳阳', TITLE],
    ['岳阳楼', TITLE],
    ['加装电梯的建议', TITLE],
    ['李明', BODY],
    ['欧阳小龙', BODY],
    ['龘镕珺', BODY],
    ['镕', BODY],
    ['岳交函〔2026〕12号', BODY],
    ['岳交函', BODY],
    ['g107', BODY],
    ['G1', BODY],
    ['2026年', BODY],
    ['4s店', BODY],
    ['3.5', BODY],
    ['代表大会', BODY],
    ['常务委员会', BODY],
    ['李在明', '由李在明提出'],
    ['桥', BODY],
  ])('"%s" is found', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['地铁', TITLE],
    ['电梯 地铁', TITLE],
    ['王明', BODY],
    ['G108', BODY],
    ['12.5', BODY],
  ])('"%s" is not found', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('finds every text by each pair of its names, wherever a name stands', () => {
    for (const name of ['王小明', '刘洋', '司马青衫', '喆堃', '𠮷田']) {
      for (const around of ['由%提出', '%', '代表%和张三', '昨天%天天来', '（%）', '的%的']) {
        const text = around.replace('%', name);
        expect([name, text, finds(name, text)]).toEqual([name, text, true]);
      }
    }
  });

  it('leaves out words without a subject, and says when nothing is left to ask', () => {
    expect(tokens(TITLE)).not.toContain('关于');
    expect(toQuery('关于的')).toBeNull();
    expect(toQuery('')).toBeNull();
    expect(toQuery(' \n，。！\u0000')).toBeNull();
    expect(queryTerms('电梯电梯 电梯')).toEqual(['电梯']);
  });

  it.each(["'; DROP TABLE suggestion; --", "电梯' | '地铁", '电梯 & !地铁 <-> (x):*', "\\'电梯\\", "o'neil''", '电梯\u0000地铁', '%_*?'])(
    'no operator or quote of %j reaches the database',
    (text) => {
      for (const literal of [toQuery(text) ?? '', toVector([{ text, weight: 'D' }]), toSimilarQuery(text) ?? '']) {
        expect(literal.replaceAll(/'[\p{L}\p{N}._\-/]+'(:\*|:[\d,A-D]+)?( & | \| | |$)/gu, '')).toBe('');
      }
    },
  );
});

describe('the search vector', () => {
  it('carries weights and positions, and keeps parts apart', () => {
    expect(toVector([{ text: '电梯', weight: 'A' }, { text: '加装电梯', weight: 'D' }])).toBe("'电梯':1A,19 '加装':18");
  });

  it('stays within the limits of PostgreSQL for a very long text', () => {
    const vector = toVector([{ text: '电梯改造'.repeat(20_000), weight: 'D' }]);
    for (const positions of vector.matchAll(/:([\d,]+)/g)) {
      const list = (positions[1] ?? '').split(',').map(Number);
      expect(list.length).toBeLessThanOrEqual(255);
      expect(Math.max(...list)).toBeLessThanOrEqual(16_383);
    }
    expect(Math.max(...tokens('x'.repeat(5000)).map((word) => word.length))).toBe(64);
  });

  it('cuts an ordinary suggestion in well under 100 ms', () => {
    const text = `${TITLE}。${BODY}`.repeat(10);
    tokens(text);
    const start = performance.now();
    toVector([{ text, weight: 'D' }]);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('similar texts', () => {
  it('asks for the words that say most', () => {
    const words = keywords(`${TITLE}。目前很多老年人上下楼困难，加装电梯资金筹集难。`, 6);
    expect(words).toContain('电梯');
    expect(words).toContain('加装');
    expect(words).not.toContain('的');
    for (const word of words) expect(tokens(`${TITLE}。目前很多老年人上下楼困难，加装电梯资金筹集难。`)).toContain(word);
    expect(toSimilarQuery('电梯')).toBe("'电梯'");
    expect(toSimilarQuery('，。')).toBeNull();
  });
});

describe('showing a match', () => {
  const marked = (segments: { text: string; match: boolean }[]) => segments.map((s) => (s.match ? `[${s.text}]` : s.text)).join('');

  it('marks what was asked for, whatever its width and case, and keeps the text as written', () => {
    expect(marked(highlight('关于４S店和加装电梯的建议', '4s 电梯'))).toBe('关于[４S]店和加装[电梯]的建议');
    expect(marked(highlight('增加50㎡用房', 'm2'))).toBe('增加50[㎡]用房');
    expect(marked(highlight('代表龘镕珺提出', '龘镕珺'))).toBe('代表[龘镕珺]提出');
    expect(marked(highlight('<b>电梯</b>', '电梯'))).toBe('<b>[电梯]</b>');
    expect(marked(highlight('没有', '电梯'))).toBe('没有');
    expect(highlight('', '电梯')).toEqual([]);
  });

  it('cuts around the first match', () => {
    const text = `${'甲'.repeat(200)}\n电梯${'乙'.repeat(200)}`;
    const shown = marked(excerpt(text, '电梯', 40));
    expect(shown).toContain('[电梯]');
    expect(shown.startsWith('…')).toBe(true);
    expect(shown.endsWith('…')).toBe(true);
    expect(marked(excerpt('短文 电梯', '电梯'))).toBe('短文 [电梯]');
    expect(marked(excerpt('没有命中的短文', '电梯'))).toBe('没有命中的短文');
  });
});
