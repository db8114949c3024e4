// 文件资料 and 常委会公报: what is said of a document besides its text. Pure and without imports, so that every app can use it.

/** What a document is. */
export const documentKindLabels = { regulation: '地方性法规', decision: '决定', resolution: '决议', report: '报告', appointment: '任免', bulletin: '公告', rule: '制度办法', other: '其他文件' } as const;
export type DocumentKind = keyof typeof documentKindLabels;
export const documentKinds = ['regulation', 'decision', 'resolution', 'report', 'appointment', 'bulletin', 'rule', 'other'] as const satisfies readonly DocumentKind[];

/** Whether it holds. It is the one thing that changes after a document was published. */
export const validityLabels = { in_force: '有效', amended: '已修改', repealed: '已废止' } as const;
export type Validity = keyof typeof validityLabels;
export const validities = ['in_force', 'amended', 'repealed'] as const satisfies readonly Validity[];

export const documentLimits = { number: 40, issuer: 60, note: 100, firstYear: 1954, lastIssue: 99 } as const;

/** What stands above the text of a document; for an issue of the gazette its year and number. */
export type DocumentFacts = {
  readonly documentKind: DocumentKind | null;
  /** 文号, 「岳常发〔2026〕3号」 */
  readonly number: string;
  /** 发布机关 */
  readonly issuer: string;
  /** 通过日期 */
  readonly adoptedOn: string | null;
  readonly validity: Validity;
  /** By what it was amended or repealed. */
  readonly validityNote: string;
  /** The issue of the gazette it is, or it stands in. */
  readonly gazetteYear: number | null;
  readonly gazetteIssue: number | null;
};

export const noFacts: DocumentFacts = { documentKind: null, number: '', issuer: '', adoptedOn: null, validity: 'in_force', validityNote: '', gazetteYear: null, gazetteIssue: null };

/** 「2026 年第 3 号」; null while one of the two is missing. */
export const issueLabel = ({ gazetteYear, gazetteIssue }: Pick<DocumentFacts, 'gazetteYear' | 'gazetteIssue'>): string | null =>
  gazetteYear === null || gazetteIssue === null ? null : `${gazetteYear} 年第 ${gazetteIssue} 号`;

export const isDocumentKind = (value: string): value is DocumentKind => value in documentKindLabels;
export const isValidity = (value: string): value is Validity => value in validityLabels;
