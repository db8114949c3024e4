import type { ErrorTopic } from './topic.ts';

export const opinionsErrors = {
  /** Thrown when number and secret fit no receipt; which of them is wrong is not told. The caller lets both be corrected. */
  'opinions.unknown_receipt': { http: 404, message: () => '回执编号或者查询码不正确。请对照回执核对两项后重新查询，字母不分大小写。' },
  /** Thrown when a citizen has added as often as is taken. What was typed stays. */
  'opinions.enough_added': { http: 409, message: () => '补充的次数已到上限。请等待办理，或者另外提交一条意见。' },
  /** Thrown when a deputy whose mandate is suspended or over takes an opinion up. */
  'opinions.mandate_not_active': { http: 403, message: () => '代表资格不在任（暂停或者已经终止），不能转为建议。有疑问的请与代表工作机构联系。' },
  /** Thrown when a form names a congress that does not exist here. The caller offers the choice. */
  'opinions.no_congress': { http: 400, message: () => '请选择向哪一级人大反映。' },
  /** Thrown for an address under which no opinion is public; whether it ever was is not told. */
  'opinions.not_public': { http: 404, message: () => '这条意见没有公开，或者已经撤下。可以在“意见和答复”里查找其他内容。' },
} as const satisfies ErrorTopic<'opinions'>;
