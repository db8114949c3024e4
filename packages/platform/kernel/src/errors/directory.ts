import type { ErrorTopic } from './topic.ts';

export const directoryErrors = {
  /** Thrown when a second mandate lies in an area without subordination (选举法 48). The caller ends the first or chooses another congress. */
  'directory.second_mandate_not_related': {
    http: 409,
    message: (p: { existing: string; requested: string }) =>
      `该同志已是${p.existing}代表，${p.requested}与其没有隶属关系，不得同时担任（选举法第四十八条）。请核对行政区域，或者先办理原代表资格终止手续。`,
  },
  /** Thrown when a standing-committee member or a township (vice) chairperson would hold an executive post (地方组织法 47、18). The caller ends one post. */
  'directory.executive_post_conflict': {
    http: 409,
    message: (p: { person: string; post: string; article?: string }) =>
      `${p.person}担任${p.post}，不得同时担任行政机关、监察机关、审判机关、检察机关的职务（地方组织法${p.article ?? '第四十七条'}）。请先办理免职或者辞职手续。`,
  },
  /** Thrown when an organ still has cases, staff or subordinate organs. The caller moves them first. */
  'directory.organ_in_use': {
    http: 409,
    message: (p: { organ: string; reason: string }) => `“${p.organ}”${p.reason}，不能撤销。请先移交或者办结后再操作。`,
  },
  /** Thrown when a street or statistical unit is treated as a tier (地方组织法 59: a street has a working committee only). */
  'directory.division_has_no_congress': {
    http: 409,
    message: (p: { division: string }) =>
      `${p.division}不设人民代表大会。街道只设人大街道工作委员会（地方组织法第五十九条），请在所属的县（市、区）人大名下办理。`,
  },
} as const satisfies ErrorTopic<'directory'>;
