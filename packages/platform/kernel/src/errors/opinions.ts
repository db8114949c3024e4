import type { ErrorTopic } from './topic.ts';

export const opinionsErrors = {
  /** Thrown when number and secret fit no receipt; which of them is wrong is not told. The caller lets both be corrected. */
  'opinions.unknown_receipt': { http: 404, message: () => '回执编号或者查询码不正确。请对照回执核对两项后重新查询，字母不分大小写。' },
  /** Thrown when a citizen has added as often as is taken. What was typed stays. */
  'opinions.enough_added': { http: 409, message: () => '补充的次数已到上限。请等待办理，或者另外提交一条意见。' },
  /** Thrown when a deputy whose mandate is suspended or over takes an opinion up. */
  'opinions.mandate_not_active': { http: 403, message: () => '代表资格不在任（暂停或者已经终止），不能转为建议。有疑问的请与代表工作机构联系。' },
  /** Thrown when pictures that waited with a form were cleaned away (a day later). The caller lets them be chosen again; the words stay. */
  'opinions.pictures_gone': { http: 409, message: () => '照片保存已超过一天，请重新选择照片后提交，文字不用重填。' },
  /** Thrown when a picture of a form cannot be taken; which and why stands at the field. The caller keeps the words and the good pictures. */
  'opinions.picture_refused': { http: 415, message: () => '有照片没有接收，请看说明后重新选择。文字和其他照片都已保留。' },
  /** Thrown when an opinion is merged into itself. */
  'opinions.case_of_itself': { http: 400, message: () => '不能把一条意见并入它自己。请取消勾选本件后再并案。' },
  /** Thrown when an opinion that others were merged into is to be merged itself. The caller merges the other way round. */
  'opinions.case_in_case': { http: 409, message: ({ number }: { number: string }) => `意见 ${number} 下已有并案的意见，请把其他意见并入这一条，或者先让它们退出并案。` },
  /** Thrown when an opinion about which a letter of supervision runs is to be merged: the letter would wait for an organ that has it no more. */
  'opinions.supervised': { http: 409, message: ({ number }: { number: string }) => `意见 ${number} 正在督查，不能并入其他意见。请先办结或者撤销督查，或者把其他意见并入这一条。` },
  /** Thrown when something else than a picture is attached to an opinion. */
  'opinions.only_pictures': { http: 415, message: () => '群众意见只能添加照片（JPG、PNG、WEBP）。请移除其他文件后再登记。' },
  /** Thrown when a form names a congress that does not exist here. The caller offers the choice. */
  'opinions.no_congress': { http: 400, message: () => '请选择向哪一级人大反映。' },
  /** Thrown for an address under which no opinion is public; whether it ever was is not told. */
  'opinions.not_public': { http: 404, message: () => '这条意见没有公开，或者已经撤下。可以在“意见和答复”里查找其他内容。' },
} as const satisfies ErrorTopic<'opinions'>;
