// 征询意见表: what goes with every reply, filled in as far as it is known; the deputy marks and signs. Words only, no layout.

export type OpinionForm = {
  /** "市九届人大三次会议第12号建议" */
  number: string;
  title: string;
  lead: string;
  /** Confirmed co-signers. */
  cosigners: readonly string[];
  organ: string;
  letterNumber: string;
};

export const FORM_TITLE = '代表建议办理情况征询意见表';
export const FORM_NOTE = '注：请在选定的项目前打“√”。已在代表履职服务平台评价的，不必再填写本表。';

/** More names than fit into a cell are counted. */
const namesShown = 12;

export const proposersOf = ({ lead, cosigners }: OpinionForm): string => {
  if (cosigners.length === 0) return lead;
  const shown = cosigners.slice(0, namesShown).join('、');
  return `${lead}（领衔）；联名：${shown}${cosigners.length > namesShown ? `等${cosigners.length}人` : ''}`;
};

const scale = '□满意　　□基本满意　　□不满意';

/** Rows of the table: label, words, and lines that stay free for writing. */
export function formRows(form: OpinionForm): { label: string; words: string; free?: number }[] {
  return [
    { label: '建议编号', words: form.number },
    { label: '建议标题', words: form.title },
    { label: '提出代表', words: proposersOf(form) },
    { label: '承办单位', words: form.organ },
    { label: '答复文号', words: form.letterNumber },
    { label: '沟通方式', words: '□电话沟通　□上门走访　□座谈面商　□网络沟通' },
    { label: '办理态度', words: scale },
    { label: '办理结果', words: scale },
    { label: '意见建议', words: '', free: 3 },
    { label: '代表签名', words: '（签名）　　　　　　　　　年　　月　　日' },
  ];
}
