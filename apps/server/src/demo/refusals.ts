/** Suggestions that are no suggestions: one for each legal ground of non-acceptance (domain rules 2.3). Our own words. */
import type { DeclineFollowUp, DeclineGround } from '@smart/suggestions/model';

export type Refusal = {
  readonly ground: DeclineGround;
  readonly followUp: DeclineFollowUp;
  readonly title: string;
  readonly background: string;
  readonly proposal: string;
  readonly reason: string;
};

export const refusals: readonly Refusal[] = [
  {
    ground: 'personal_matter', followUp: 'returned', title: '关于重新核定本人承包地征收面积的建议',
    background: '本人家庭在{A}有承包地三块，去年修路时丈量的面积与承包证上相差零点四亩，找过村里两次，没有得到满意的说法。', proposal: '请有关单位派人重新丈量，按承包证面积补发差额。',
    reason: '反映的是代表本人家庭的征收补偿问题，请依法申请行政复议或者通过信访渠道解决，我们可以协助联系经办单位。',
  },
  {
    ground: 'forwarded_letter', followUp: 'letter_of_deputy', title: '关于转交{A}居民来信的建议',
    background: '{A}一栋居民楼的住户写来联名信，反映楼下仓库夜间装卸货物影响休息，现把群众来信全文附上，请予处理。', proposal: '请把来信转给主管部门，尽快给写信群众答复。',
    reason: '来信已转送有关部门按群众诉求办理并由其直接答复写信人，不作为代表建议处理，作为代表来信留作工作参考。',
  },
  {
    ground: 'judicial_case', followUp: 'returned', title: '关于尽快审结一起货款纠纷的建议',
    background: '{A}一家农资店与外地客商的货款纠纷去年起诉，正在审理，当事人认为进度太慢，影响了今年进货，希望代表帮助反映。', proposal: '请法院加快审理，并考虑判令对方先行付款。',
    reason: '属于正在审理的具体案件，应当由当事人依法向承办法院提出，代表建议不得干预个案审理。',
  },
  {
    ground: 'academic_or_product', followUp: 'returned', title: '关于推广一种新型路面材料的建议',
    background: '本厂的产品采用新的配方，铺设的路面不起尘、不反光，已经在几个院内道路试用，价格比同类材料略高。', proposal: '请交通、住建部门在{A}的道路工程中推广使用我厂生产的路面材料。',
    reason: '属于推介具体产品。建材选用应当依法通过公开采购和质量检测确定，可以参加有关部门组织的新材料评审。',
  },
  {
    ground: 'accusation', followUp: 'returned', title: '关于查处一名村干部问题的建议',
    background: '有群众向代表检举{A}某村一名干部在发放物资时优亲厚友，名单没有公示，群众意见较大。', proposal: '请有关单位立案调查，给予处分并公布结果。',
    reason: '属于检举、控告，已告知代表向纪检监察机关反映的途径，相关材料没有进入公开流程。',
  },
  {
    ground: 'no_substance', followUp: 'amend', title: '关于进一步做好{A}各项工作的建议',
    background: '{A}近年来各方面工作都有进步，群众总体是满意的，但还有一些地方做得不够好，需要继续努力，不断提高水平。', proposal: '希望有关部门高度重视，加强领导，狠抓落实，把工作做得更好。',
    reason: '没有写明具体情况、问题和做法，承办单位无从办理。请选择一件事写明时间、地点和建议内容后重新提出。',
  },
  {
    ground: 'bidding', followUp: 'returned', title: '关于{A}排水工程施工单位选择的建议',
    background: '{A}排水工程即将招标，本地一家施工队熟悉地下情况，去年应急抢修时表现不错，担心外来队伍不了解情况。', proposal: '建议在评标时把工程交给本地施工队承建，其他标段可以给外地企业。',
    reason: '涉及招标投标的具体中标意见。工程应当依法公开招标，对招标活动有异议的可以向行政监督部门投诉。',
  },
  {
    ground: 'beyond_powers', followUp: 'letter_of_deputy', title: '关于提高全国城乡居民基础养老金标准的建议',
    background: '{A}走访中，许多老人反映每月领取的基础养老金不够日常药费，希望标准能够再提高一些，让没有退休工资的老人生活更宽裕。', proposal: '建议国务院有关部门提高全国城乡居民基础养老金最低标准。',
    reason: '全国最低标准由国家规定，超出本级职权。已作为代表来信报送上级人大常委会，本级可以提出提高地方补贴的建议。',
  },
  {
    ground: 'legal_consultation', followUp: 'returned', title: '关于购买经营性住房能否提取公积金的建议',
    background: '{A}有居民想咨询，购买的公寓属于商业用途，请问是否能够提取住房公积金，需要准备哪些材料，到哪个窗口办理。', proposal: '请告知现行规定是否允许提取，以及具体办理的办法。',
    reason: '属于政策咨询，已请住房公积金管理机构电话解答。代表认为规定需要完善的，可以另行提出修改建议。',
  },
  {
    ground: 'competition', followUp: 'returned', title: '关于限制外地砂石进入{A}的建议',
    background: '外地砂石价格比本地低两成，{A}几家砂石厂今年销量下降，有的已经停产，影响了当地工人的收入。', proposal: '建议限制外地企业的砂石进入本地工地，重点工程优先采购本地企业的产品。',
    reason: '限制外地商品进入属于干涉公平竞争，法律不允许。可以就改善本地企业的运输条件、提高产品质量提出建议。',
  },
];
