// What the site of a congress says of itself, and its columns. Pure and without libraries, so that every app can use it.
import { articleKinds, kindLabels, type ArticleKind } from '../articles/model.ts';

export type FieldRule = {
  readonly label: string;
  readonly most: number;
  readonly hint: string;
  /** A tier that does not set it uses the nearest upper tier's. A site's own name is nobody else's. */
  readonly inherits: boolean;
  readonly pattern?: { readonly form: RegExp; readonly words: string };
};

/** Fields of the head and the foot of a site, in the order in which they are shown. */
export const siteFields = {
  name: { label: '网站名称', most: 30, hint: '不填写的，用人大名称', inherits: false },
  headerLine: { label: '页首说明', most: 40, hint: '网站名称下面的一行字', inherits: false },
  organiser: { label: '主办单位', most: 60, hint: '例如：某市人民代表大会常务委员会办公室', inherits: true },
  address: { label: '地址', most: 80, hint: '', inherits: true },
  postcode: { label: '邮编', most: 6, hint: '', inherits: true, pattern: { form: /^\d{6}$/, words: '邮编是 6 位数字' } },
  phone: { label: '联系电话', most: 30, hint: '公开的办公电话', inherits: true, pattern: { form: /^[\d\-－（）() 转]{5,30}$/, words: '请填写公开的办公电话，例如 0730-1234567' } },
  email: { label: '电子邮箱', most: 80, hint: '', inherits: true, pattern: { form: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, words: '请填写完整的邮箱地址' } },
  icp: { label: 'ICP 备案号', most: 40, hint: '例如：湘ICP备12345678号', inherits: true, pattern: { form: /^.{1,4}ICP备\d{4,12}号(?:-\d{1,3})?$/, words: '请按“湘ICP备12345678号”的形式填写' } },
  police: { label: '公安备案号', most: 40, hint: '例如：湘公网安备43060202000001号', inherits: true, pattern: { form: /^.{1,4}公网安备\s?\d{8,16}号$/, words: '请按“湘公网安备43060202000001号”的形式填写' } },
  siteCode: { label: '网站标识码', most: 20, hint: '党政机关网站的 10 位标识码', inherits: true, pattern: { form: /^[A-Za-z0-9]{10}$/, words: '网站标识码是 10 位字母或者数字' } },
} as const satisfies Readonly<Record<string, FieldRule>>;
export type SiteField = keyof typeof siteFields;
export const siteFieldNames = ['name', 'headerLine', 'organiser', 'address', 'postcode', 'phone', 'email', 'icp', 'police', 'siteCode'] as const satisfies readonly SiteField[];

/** A column (栏目) of a site. */
export type SiteColumn = { readonly key: string; readonly kind: ArticleKind; readonly name: string };

export const mostColumns = 12;

/** What every congress begins with. */
export const standardColumns: readonly SiteColumn[] = articleKinds.map((kind: ArticleKind) => ({ key: kind, kind, name: kindLabels[kind] }));

/** What the site tells of deputies besides name, congress and constituency; each congress switches it on or off. */
export const deputyFieldLabels = { gender: '性别', post: '工作单位和职务（没有单位的为居住地）', contact: '联系渠道（所在联络站和值班电话）', photo: '照片', resume: '工作简历' } as const;
export type DeputyField = keyof typeof deputyFieldLabels;
export const deputyFields = ['gender', 'post', 'contact', 'photo', 'resume'] as const satisfies readonly DeputyField[];

/** The site of one congress as pages show it. */
export type SiteFace = {
  readonly divisionCode: string;
  readonly congressName: string;
  readonly name: string;
  readonly headerLine: string;
  /** Legal and contact fields that are set, with the congress they come from when it is another. */
  readonly footer: readonly { readonly key: SiteField; readonly label: string; readonly value: string; readonly of: string | null }[];
  readonly columns: readonly SiteColumn[];
};
