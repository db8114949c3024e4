import type { ErrorTopic } from './topic.ts';

export const suggestionsErrors = {
  /** Thrown when the capacity is no active mandate of this congress (代表法 24、36). The caller switches the capacity. */
  'suggestions.not_a_deputy': {
    http: 403,
    message: (p: { congress: string }) =>
      `只有${p.congress}代表才能提出建议、批评和意见。请切换为本级人大代表身份后再提出。`,
  },
  /** Thrown to the public for a suggestion that is not, or no longer, published; whether it exists is not told. The caller offers the search. */
  'suggestions.not_public': {
    http: 404,
    message: () => '这件建议没有公开：可能尚未公开，或者已经撤回、撤下公开。请在“代表建议”中查找其他已公开的建议。',
  },
  /** Thrown to the public for a suggestion that was published and taken off again; the reason is written for the public. The caller offers the search. */
  'suggestions.publication_ended': {
    http: 410,
    message: (p: { reason: string; endedOn: string }) => `这件建议曾经公开，已于${p.endedOn}撤下。原因：${p.reason}。请在“代表建议”中查找其他已公开的建议。`,
  },
  /** Thrown when the mandate is suspended (代表法 61). Nothing to do until the suspension ends. */
  'suggestions.mandate_suspended': {
    http: 403,
    message: () =>
      '您的代表职务处于暂时停止执行期间（代表法第六十一条），暂不能办理。如有疑问请联系代表资格审查委员会。',
  },
  /** Thrown when the session's cut-off has passed. The caller offers to submit in recess. */
  'suggestions.session_closed': {
    http: 409,
    message: (p: { closedAt: string }) =>
      `大会期间提出建议的截止时间为${p.closedAt}，现已截止。请改为闭会期间提出，内容已保留。`,
  },
  /** Thrown when the session's cut-off has passed and the congress takes nothing more until its close. The caller keeps the draft. */
  'suggestions.session_closed_until': {
    http: 409,
    message: (p: { closedAt: string; from: string }) =>
      `大会期间提出建议的截止时间为${p.closedAt}，现已截止。按照本级人大的规定，请在${p.from}闭会以后作为闭会期间的建议提交，内容已保留。`,
  },
  /** Thrown when the deputy belongs to no delegation, or its leader is not registered. The caller offers the deputy's own name. */
  'suggestions.delegation_without_leader': {
    http: 409,
    message: () => '您没有编入代表团，或者代表团尚未确定团长，不能以代表团名义提出。请以本人名义提出，或者请代表工作机构登记团长。',
  },
  /** Thrown when a delegation would hand in between sessions or after the cut-off (重庆 8). The caller offers the deputy's own name. */
  'suggestions.delegation_in_session_only': {
    http: 409,
    message: () => '以代表团名义提出建议，只能在大会期间、建议截止时间以前。请改为以本人名义（可以联名）提出，内容已保留。',
  },
  /** Thrown when a paper suggestion is entered for somebody who is no active deputy. The caller chooses another deputy. */
  'suggestions.paper_no_deputy': {
    http: 400,
    message: () => '所选的不是本级人大的现任代表。请重新选择提出建议的代表。',
  },
  /** Thrown when a co-signer is no active deputy of the same congress. The caller removes the person from the list. */
  'suggestions.cosigner_not_eligible': {
    http: 400,
    message: (p: { names: readonly string[] }) =>
      `${p.names.join('、')}不是本级人大的现任代表，不能联名。请从联名名单中移除后再提交。`,
  },
  /** Thrown at submission while invited co-signers have neither confirmed nor declined. The caller reminds or removes them. */
  'suggestions.cosigners_unconfirmed': {
    http: 409,
    message: (p: { names: readonly string[] }) =>
      `${p.names.join('、')}尚未确认联名。请提醒其确认，或者移出联名名单后再提交。`,
  },
  /** Thrown when a refusal names no ground of the list. The caller lets the examiner choose one. */
  'suggestions.refusal_ground_required': {
    http: 400,
    message: () => '不作为代表建议处理时必须选择法定情形并写明理由，以便向代表说明。请选择情形后再办理。',
  },
  /** Thrown when an assignment has no or several lead organs. The caller corrects the assignment. */
  'suggestions.lead_organ_required': {
    http: 400,
    message: () => '主办、协办方式必须有且只有一个主办单位。请指定一个主办单位后再交办。',
  },
  /** Thrown when an organ is named twice in one assignment. The caller removes the second. */
  'suggestions.organ_already_assigned': {
    http: 409,
    message: (p: { organ: string }) => `${p.organ}已是本件的承办单位，不能重复交办。请选择其他单位。`,
  },
  /** Thrown when an organ asks to return a suggestion after the limit. The caller handles it on or talks to the assigning organ. */
  'suggestions.return_too_late': {
    http: 409,
    message: (p: { limit: string; dueOn: string }) =>
      `退办申请应当自交办之日起${p.limit}内提出，期限已于${p.dueOn}届满。请继续办理，确有困难的请与交办机关沟通。`,
  },
  /** Thrown when a handling organ passes the suggestion on by itself. The caller asks for a return instead. */
  'suggestions.transfer_not_allowed': {
    http: 403,
    message: () => '承办单位不得自行转办。认为不属于本单位职责的，请在规定期限内申请退办并说明理由。',
  },
  /** Thrown when a reply is drafted before a confirmed contact with the deputy (代表法 51). The caller records the contact. */
  'suggestions.contact_required': {
    http: 409,
    message: () =>
      '答复前应当与代表联系沟通、充分听取意见（代表法第五十一条）。请先登记沟通情况并由代表确认，再提交答复。',
  },
  /** Thrown when the lead organ replies while assisting opinions are missing. The caller reminds the organs. */
  'suggestions.assisting_opinion_missing': {
    http: 409,
    message: (p: { organs: readonly string[] }) =>
      `${p.organs.join('、')}尚未提交协办意见。请先催办，收齐后再提交答复。`,
  },
  /** Thrown when a grade that promises something names no commitment and date. The caller adds one. */
  'suggestions.commitment_required': {
    http: 400,
    message: (p: { grade: string }) => `办理结果为${p.grade}类的，必须列明承诺事项和完成时限。请补充后再提交。`,
  },
  /** Thrown when the grade is not in the congress's set. The caller shows the set. */
  'suggestions.grade_unknown': {
    http: 400,
    message: (p: { grade: string; grades: readonly string[] }) =>
      `没有“${p.grade}”这一办理结果，请在${p.grades.join('、')}中选择。`,
  },
  /** Thrown when an extension would pass six months from assignment (代表法 51). The caller chooses an earlier date. */
  'suggestions.extension_beyond_law': {
    http: 409,
    message: (p: { latest: string }) =>
      `延期后的答复期限最迟为${p.latest}（自交办之日起六个月，代表法第五十一条）。请选择不晚于该日的日期。`,
  },
  /** Thrown when a joint suggestion is withdrawn while co-signers have not agreed. The caller asks them. */
  'suggestions.withdrawal_needs_consent': {
    http: 409,
    message: (p: { names: readonly string[] }) =>
      `联名建议须经全体联名代表同意方可撤回，${p.names.join('、')}尚未同意。请先征得同意。`,
  },
  /** Thrown when the second handling has been used already. The caller goes on with coordination. */
  'suggestions.second_handling_used': {
    http: 409,
    message: () => '本件已经重新办理过一次。仍不满意的，请选择“协调”，由代表工作机构组织双方面商。',
  },
  /** Thrown when an evaluation comes from somebody else than the lead proposer, or after closing. */
  'suggestions.evaluation_not_open': {
    http: 409,
    message: (p: { reason: string }) => `现在不能评价：${p.reason}。请在“我的建议”中查看办理进度。`,
  },
  /** Thrown when a suggestion that must not be public would be published. The caller keeps it internal. */
  'suggestions.not_publishable': {
    http: 409,
    message: (p: { reason: string }) => `本件不能公开：${p.reason}。如情况有变，请先由代表工作机构更改公开意见。`,
  },
  /** Thrown when text is marked as a state secret: such matters stay off this system. */
  'suggestions.secret_off_system': {
    http: 409,
    message: () => '涉及国家秘密的内容不得在本系统填写和传输。请改用纸质件，按保密规定送本级人大代表工作机构。',
  },
} as const satisfies ErrorTopic<'suggestions'>;
