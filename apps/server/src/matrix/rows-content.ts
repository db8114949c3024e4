// content.*: rows of the permission matrix. A congress's office writes for its own site; its officers and leaders let through what
// others wrote; other tiers and the public read what is published, on the site.
import { expect } from 'vitest';
import { z } from 'zod';
import { draftWords } from './articles.ts';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import { type Caller, standing } from './world.ts';

const officers = at('home', 'congress_officer');
const leaders = at('home', 'congress_leader');
const keepers = [...officers, ...leaders];
const isHome = (who: Caller): boolean => who !== 'anonymous' && who !== 'nobody' && standing(who).place === 'home';
const text = { columnKey: 'news', title: '本级网站的新稿件', body: '<p>正文</p>' };
const nothing = { name: '', headerLine: '', organiser: '', address: '', postcode: '', phone: '', email: '', icp: '', police: '', siteCode: '', columns: null };

export const contentRows: Rows = {
  'content.list': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => expect(JSON.stringify(output).includes(draftWords)).toBe(isHome(who)) }],
  'content.article': ({ articles }) => [{ what: 'a draft', input: { id: articles.draft }, allowed: keepers }, { what: 'published', input: { id: articles.published }, allowed: keepers }],
  'content.save': ({ articles }) => [{ what: 'new', input: text, allowed: everywhere('congress_officer') }, { what: 'a draft', input: { id: articles.draft, ...text }, allowed: officers }],
  'content.copy': ({ articles }) => [{ input: { id: articles.published }, allowed: officers }],
  'content.submit': ({ articles }) => [{ input: { id: articles.draft }, allowed: officers }],
  'content.takeBack': ({ articles }) => [{ what: 'the own', input: { id: articles.ownWaiting }, allowed: officers }, { what: "another's", input: { id: articles.waiting }, allowed: [] }],
  'content.approve': ({ articles }) => [{ what: "another's", input: { id: articles.waiting }, allowed: keepers }, { what: 'what the officer wrote', input: { id: articles.ownWaiting }, allowed: leaders }],
  'content.return': ({ articles }) => [
    { what: "another's", input: { id: articles.waiting, reason: '请补充地点' }, allowed: keepers },
    { what: 'what the officer wrote', input: { id: articles.ownWaiting, reason: '请补充地点' }, allowed: leaders },
  ],
  'content.publish': ({ articles }) => [{ input: { id: articles.scheduled }, allowed: officers }],
  'content.recall': ({ articles }) => [{ input: { id: articles.scheduled }, allowed: officers }],
  'content.withdraw': ({ articles }) => [{ input: { id: articles.published, reason: '内容有误，另行发布' }, allowed: officers }],
  'content.mark': ({ articles }) => [
    { what: 'a document', input: { id: articles.document, validity: 'repealed', note: '由新的办法废止' }, allowed: officers },
    { what: 'news', input: { id: articles.published, validity: 'repealed', note: '由新的办法废止' }, allowed: [] },
  ],
  'content.discard': ({ articles }) => [{ input: { id: articles.draft }, allowed: officers }],
  'content.site': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => expect(z.object({ divisionCode: z.string() }).parse(output).divisionCode === '4306').toBe(isHome(who)) }],
  'content.saveSite': () => [{ input: { ...nothing, phone: '0730-1234567' }, allowed: everywhere('congress_officer') }],
};
