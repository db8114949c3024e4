// Rich text of articles: what may stand in it. Whatever an editor, a paste from elsewhere or a program sends is made anew from this list,
// so that nothing that runs, loads or looks like the site itself can reach a reader.
import sanitize from 'sanitize-html';

const align = { 'text-align': [/^(?:left|center|right|justify)$/] };
/** Where a link may lead: another site, a mailbox, a telephone, a place on this site. Said here, not left to what is known of schemes. */
const address = /^(?:https?:\/\/[^\s/]|mailto:[^\s]+@|tel:[\d+-]+$|\/(?![/\\]))\S*$/i;
const cell = ['colspan', 'rowspan', 'style'];

function linkOf(tagName: string, { href }: sanitize.Attributes): sanitize.Tag {
  return { tagName, attribs: href !== undefined && address.test(href) && !/["'<>`{}]/.test(href) ? { href } : {} };
}

const options: sanitize.IOptions = {
  allowedTags: ['p', 'h2', 'h3', 'strong', 'em', 'u', 's', 'br', 'hr', 'ul', 'ol', 'li', 'blockquote', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  allowedAttributes: { a: ['href'], ol: ['start'], p: ['style'], h2: ['style'], h3: ['style'], th: cell, td: cell },
  allowedStyles: { p: align, h2: align, h3: align, th: align, td: align },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math', 'template', 'title', 'head', 'xmp', 'noembed', 'noframes', 'plaintext'],
  // The page's own heading is the article's title; old marks become the ones of today.
  transformTags: { h1: 'h2', h4: 'h3', h5: 'h3', h6: 'h3', a: linkOf, b: 'strong', i: 'em', strike: 's', del: 's' },
  nestingLimit: 20,
};

/** Marks wrongly nested (a table within a row's cell, without its ends) are closed anew each time they are read: so many readings make any of them steady. */
const READINGS = 20;

/** The text made anew from what is allowed. Safe to repeat: cleaning what is clean changes nothing; what will not become steady is kept as words. */
export function cleanHtml(html: string): string {
  let text = html;
  for (let reading = 0; reading < READINGS; reading++) {
    const cleaned = sanitize(text, options).trim();
    if (cleaned === text) return cleaned;
    text = cleaned;
  }
  return sanitize(text, { allowedTags: [], allowedAttributes: {} }).trim();
}

const named: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ', '&amp;': '&' };

/** The words of a clean text, a line for each paragraph: for searching, excerpts and descriptions. */
export function wordsOf(html: string): string {
  const lines = html.replace(/<(?:\/(?:p|h2|h3|li|tr|blockquote)|br ?\/?|hr ?\/?)>/g, '\n').replace(/<\/t[dh]>/g, '　');
  const text = sanitize(lines, { allowedTags: [], allowedAttributes: {} }).replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (sign) => named[sign] ?? sign);
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').join('\n');
}

/** The beginning of a text as one line of at most `length` characters. */
export function beginningOf(html: string, length: number): string {
  const line = [...wordsOf(html).replace(/\s+/g, ' ')];
  return line.length > length ? `${line.slice(0, length - 1).join('')}…` : line.join('');
}
