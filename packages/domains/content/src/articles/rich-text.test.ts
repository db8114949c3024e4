import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningOf, cleanHtml, wordsOf } from './rich-text.ts';

/** Things that run, load or pretend in one browser or another, most of them valid in several languages at once. */
const polyglots = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)><animate onbegin=alert(1) attributeName=x>',
  'jaVasCript:/*-/*`/*\\`/*\'/*"/**/(/* */oNcliCk=alert() )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>\\x3e',
  '"><svg/onload=alert(1)>\'"><img src=1 onerror=alert(1)><iframe src=javascript:alert(1)>',
  '<a href="javascript:alert(1)">点</a><a href=" jav&#x0A;ascript:alert(1)">点</a><a href="data:text/html,<script>alert(1)</script>">点</a>',
  '<a href="//elsewhere.example/x">点</a><a href="vbscript:x">点</a>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<form action="https://elsewhere.example"><input name=password><button formaction=javascript:alert(1)>登录</button></form>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data="x.swf"></object><embed src=x><link rel=stylesheet href=//x><meta http-equiv=refresh content="0;url=//x"><base href="//x">',
  '<p style="background:url(javascript:alert(1));position:fixed;text-align:right" class="site-button" id="main" onclick="alert(1)">文</p>',
  '<p title="`<script>`">a</p><xmp><script>alert(1)</script></xmp><plaintext><script>',
  '<template><script>alert(1)</script></template><details open ontoggle=alert(1)><video><source onerror=alert(1)></video>',
  '\u0000<scr\u0000ipt>alert(1)</script>',
];
/** Nothing of these may be left as markup; the same characters as text (escaped) are harmless. */
const dangerous = /<(?:script|img|svg|iframe|object|embed|link|meta|base|form|input|button|style|template|video|source|math|xmp|details|noscript)|<[^>]*\s(?:on\w+|class|id|srcdoc|formaction)\s*=|<[^>]*(?:javascript|vbscript|data):|<[^>]*href="\/\/|url\(|position/i;

describe('cleanHtml', () => {
  it.each(polyglots)('leaves nothing that runs or loads: %s', (html) => {
    expect(cleanHtml(html)).not.toMatch(dangerous);
    expect(cleanHtml(`<p>${html}</p>`)).not.toMatch(dangerous);
  });

  it('leaves nothing dangerous of any mixture, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...polyglots), fc.string(), fc.constantFrom('<p>', '</p>', '<a href="', '">', '<table><tr><td>', '<!--', '-->', '<![CDATA[')), { maxLength: 8 }), (parts) => {
        const cleaned = cleanHtml(parts.join(''));
        expect(cleaned).not.toMatch(dangerous);
        expect(cleanHtml(cleaned)).toBe(cleaned);
      }),
      { numRuns: 300 },
    );
  });

  it('is steady for tables nested without their ends', () => {
    const cleaned = cleanHtml('<table><tr><td><A<table><tr><td>');
    expect(cleanHtml(cleaned)).toBe(cleaned);
  });

  it('keeps what an official text needs', () => {
    const text = '<h2>一、总体情况</h2><p>全市<strong>十二</strong>件。</p><ul><li>供水</li></ul><table><tbody><tr><th>单位</th><td colspan="2">件数</td></tr></tbody></table><p style="text-align:right">市人大常委会</p><p><a href="https://www.example.gov.cn/">链接</a><a href="/calls">征集</a></p>';
    expect(cleanHtml(text)).toBe(text);
  });

  it('turns the headings and marks of other editors into its own', () => {
    expect(cleanHtml('<h1>标题</h1><b>粗</b><span style="color:red">红</span><font size=7>大</font>')).toBe('<h2>标题</h2><strong>粗</strong>红大');
  });
});

describe('the words of a text', () => {
  it('are lines, as they read', () => expect(wordsOf('<h2>甲</h2><p>乙 &amp; 丙&lt;丁</p><ul><li>戊</li></ul>')).toBe('甲\n乙 & 丙<丁\n戊'));
  it('are none where only marks are', () => expect(wordsOf('<p> </p><hr><p></p>')).toBe(''));
  it('begin with so many characters', () => expect(beginningOf('<p>一二三四五六</p>', 4)).toBe('一二三…'));
});
