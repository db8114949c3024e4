/** What the demonstration's sites have published: our own words about fictitious events. Pure. */
import type { DocumentFacts } from '@smart/content/articles/documents';
import type { saveSiteInput } from '@smart/content/sites/model';
import type { z } from 'zod';
import type { Slug } from './places.ts';

export type ArticlePlay = {
  readonly place: Slug; readonly column: string; readonly title: string; readonly daysAgo: number; readonly source: string; readonly body: readonly string[];
  readonly facts?: Partial<DocumentFacts>;
  /** Without: published. */
  readonly fate?: 'draft' | 'in_review' | 'withdrawn';
};

type Site = Partial<Omit<z.input<typeof saveSiteInput>, 'columns'>>;

/** Fields that are nobody's: the numbers are made up. */
export const sitePlays: readonly { readonly place: Slug; readonly site: Site }[] = [
  { place: 'province', site: { organiser: '演示省级人大常委会办公室', icp: '湘ICP备00000000号', police: '湘公网安备00000000000000号', siteCode: '0000000000', email: 'office@example.com' } },
  { place: 'city', site: { name: '岳阳人大网（演示）', headerLine: '听民声 督实事', organiser: '演示市级人大常委会办公室', address: '演示大道 1 号', postcode: '414000', phone: '0730-0000000' } },
  { place: 'county', site: { phone: '0730-0000001' } },
];

const office = '常委会办公室';

export const articlePlays: readonly ArticlePlay[] = [
  { place: 'city', column: 'news', daysAgo: 2, source: office, title: '代表走进社区听取加装电梯意见', body: ['<p>近日，部分市人大代表来到老旧小区，与居民面对面交流加装电梯遇到的难处。代表们逐户了解情况，记录了费用分摊、采光补偿、后期维护三方面的问题。</p>', '<p>下一步，代表将结合网上征集到的建言形成代表建议，提交市人大常委会。</p>'] },
  { place: 'city', column: 'news', daysAgo: 9, source: office, title: '常委会组成人员视察城区供水改造工程', body: ['<p>视察组先后察看了水厂深度处理车间和两处老旧管网改造工地，听取了工程进度和水质检测情况的介绍。</p>', '<h2>视察组提出三点意见</h2>', '<ol><li>倒排工期，汛期之前完成主干管施工；</li><li>每月公布水质检测结果；</li><li>对高层小区二次供水设施建立台账。</li></ol>'] },
  { place: 'city', column: 'notice', daysAgo: 5, source: office, title: '关于征求噪声污染防治条例草案意见的公告', body: ['<p>《噪声污染防治条例（草案）》已经市人大常委会会议初次审议，现公开征求意见。</p>', '<p>有意见的单位和个人，可以在本公告发布之日起三十日内，以书面或者电子邮件方式提出。</p>', '<p style="text-align:right">市人大常委会法制工作委员会</p>'] },
  { place: 'city', column: 'notice', daysAgo: 20, source: office, title: '关于召开常委会会议的公告', body: ['<p>市人大常委会会议定于本月下旬举行，会期两天。会议拟听取和审议下列报告：</p>', '<ul><li>关于上年度代表建议办理情况的报告；</li><li>关于城区供水改造情况的报告；</li><li>关于预算执行情况的报告。</li></ul>', '<p>公民可以申请旁听，名额二十名。</p>'] },
  {
    place: 'city', column: 'document', daysAgo: 41, source: office, title: '关于批准年度决算的决议', body: ['<p>会议听取了年度决算的报告，审查了决算草案，决定批准年度决算。会议要求加强绩效管理，公开部门支出情况。</p>'],
    facts: { documentKind: 'resolution', number: '演示常〔2026〕4号', issuer: '演示市人大常委会', adoptedOn: '2026-06-28', gazetteYear: 2026, gazetteIssue: 1 },
  },
  {
    place: 'city', column: 'document', daysAgo: 42, source: office, title: '关于加强湖泊水环境保护的决定', body: ['<p>为了保护湖泊水环境，作如下决定：</p>', '<p>一、划定湖岸保护范围，设立界桩。</p>', '<p>二、每年向社会公布水质情况。</p>'],
    facts: { documentKind: 'decision', number: '演示常〔2026〕5号', issuer: '演示市人大常委会', adoptedOn: '2026-06-28', gazetteYear: 2026, gazetteIssue: 1 },
  },
  {
    place: 'city', column: 'document', daysAgo: 43, source: office, title: '渡口管理暂行办法', body: ['<p>为了加强渡口安全管理，制定本办法。渡船应当定期检验，载客不得超过核定人数。</p>'],
    facts: { documentKind: 'rule', number: '演示常〔2019〕2号', issuer: '演示市人大常委会办公室', adoptedOn: '2019-04-12', validity: 'repealed', validityNote: '由演示常〔2026〕6号废止' },
  },
  { place: 'city', column: 'document', daysAgo: 30, facts: { documentKind: 'rule', issuer: '演示市人大常委会办公室' }, source: office, title: '代表建议办理工作流程说明', body: ['<p>为方便代表和群众了解建议办理过程，现将主要环节说明如下。</p>', '<table><tbody><tr><th>环节</th><th>由谁办</th><th>时限</th></tr><tr><td>审查立案</td><td>代表工委</td><td>收到后及时审查</td></tr><tr><td>答复代表</td><td>承办单位</td><td>三个月，至迟六个月</td></tr><tr><td>评价</td><td>代表</td><td>收到答复后</td></tr></tbody></table>'] },
  { place: 'city', column: 'gazette', daysAgo: 40, facts: { gazetteYear: 2026, gazetteIssue: 1 }, source: office, title: '常委会公报（演示第一号）', body: ['<p>本期刊载常委会第三十次会议通过的决议、决定，全文见本期目录。</p>'] },
  { place: 'city', column: 'work', daysAgo: 12, source: '代表工委', title: '代表小组开展夏季防汛调研', body: ['<p>第二代表小组沿湖检查了三座排涝泵站，查看了设备试机记录，对值守力量不足的泵站提出了增配建议。</p>'] },
  { place: 'city', column: 'news', daysAgo: 1, source: office, title: '常委会会议听取供水改造情况报告', body: ['<p>会议认为，改造工程总体进展顺利，水质稳定达标；同时指出，部分老旧小区入户管更换进度偏慢。</p>'], fate: 'in_review' },
  { place: 'city', column: 'work', daysAgo: 1, source: '代表工委', title: '代表联络站下月接待安排', body: ['<p>下月接待日安排正在汇总。</p>'], fate: 'draft' },
  { place: 'city', column: 'notice', daysAgo: 15, source: office, title: '关于停止受理纸质建议的通知', body: ['<p>纸质建议停止受理。</p>'], fate: 'withdrawn' },
  { place: 'province', column: 'news', daysAgo: 3, source: office, title: '省级人大代表培训班开班', body: ['<p>培训班为期三天，围绕代表法、怎样写好代表建议、预算审查监督等内容授课，一百二十名代表参加。</p>'] },
  { place: 'province', column: 'notice', daysAgo: 11, source: office, title: '关于公布年度立法计划的公告', body: ['<p>年度立法计划已经常委会主任会议通过，现予公布。列入初次审议的项目八件，调研论证项目十二件。</p>'] },
  { place: 'county', column: 'news', daysAgo: 4, source: office, title: '县人大代表视察农村饮水工程', body: ['<p>代表们走访了五个村组，查看蓄水池和净化设备，与村民算用水账，提出统一管护、水价公开的意见。</p>'] },
  { place: 'county', column: 'notice', daysAgo: 14, source: office, title: '关于补选县人大代表的公告', body: ['<p>因工作变动，第三选区补选县人大代表一名。选民名单在投票日的二十日以前公布。</p>'] },
  { place: 'district', column: 'news', daysAgo: 6, source: office, title: '区人大代表夜访背街小巷照明', body: ['<p>代表们晚上八点沿六条小巷逐盏查看路灯，记下不亮的三十一盏，当场与管理单位约定维修时间。</p>'] },
];
