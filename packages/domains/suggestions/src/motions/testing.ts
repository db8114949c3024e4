// A session with deputies who sign motions, for tests.
import { registerParameters } from '@smart/divisions/parameters';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import type { House } from '../testing.ts';
import { decideMotion } from './deciding.ts';
import { motionParameters } from './parameters.ts';
import { answerMotion, inviteToMotion, saveMotion, submitMotion } from './writing.ts';

export const motionText = {
  title: '关于加快推进老旧小区加装电梯的议案',
  cause: '我市老旧小区居民加装电梯需求强烈，推进缓慢。',
  grounds: '全市二〇〇〇年以前建成的多层住宅小区较多，老年居民上下楼不便。现行办法意见征集难、资金筹措难、管线迁改难，需要由市人大作出决定予以推动。',
  plan: '由市人民代表大会作出关于推进老旧小区加装电梯的决定，明确政府及有关部门职责、资金安排和办理时限，每年向市人大常委会报告进展情况。',
  topic: 'urban_construction',
  publishConsent: true,
} as const;

/** Opens a session of the city that sits on the day of the house's clock and gives its id, and as many deputies as a motion needs. */
export async function motionHouse(house: House, number = 6) {
  registerParameters(motionParameters);
  const { as, city, database, deputy } = house;
  const sessionId = newId();
  await database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on) VALUES ($1, $2, $3, $4, '2026-03-01', '2026-03-05')`, [sessionId, city.congressId, city.termId, number]);
  const committeeId = newId();
  await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind) VALUES ($1, $2, '岳阳市人大城乡建设环境保护委员会', '城环委', 'special_committee')`, [committeeId, city.congressId]);
  const committee = await house.staffOf('何苗', committeeId, '市人大城环委', 'special_committee', ['handling_clerk']);
  const signers: Capacity[] = [house.cosigner, house.otherDeputy];
  for (const name of ['孔祥', '曹军', '严华', '金玲', '魏明', '陶然', '姜红', '戚勇']) signers.push(await house.deputyOf(name));
  /** Written and signed by `count` deputies, the lead included; not handed in. */
  const signed = async (count = 10, by = deputy): Promise<string> => {
    const { id } = await as(by, (work, who) => saveMotion(work, who, motionText));
    const [first, ...others] = signers.filter((one) => one.personId !== by.personId).slice(0, count - 1);
    if (!first) return id;
    await as(by, (work, who) => inviteToMotion(work, who, { id, mandateIds: [first.id] }));
    await as(first, (work, who) => answerMotion(work, who, { id, agree: true }));
    // The others sign as their answers leave it: ten answers for each motion would be most of the tests' time.
    for (const one of others) {
      await database.adminSql(`INSERT INTO motion_cosigner (id, congress_id, motion_id, mandate_id, person_id, name, state, answered_at) VALUES ($1, $2, $3, $4, $5, $6, 'confirmed', $7)`, [newId(), city.congressId, id, one.id, one.personId, one.personName, house.clock.now()]);
    }
    return id;
  };
  const handedIn = async (count = 10): Promise<string> => {
    const id = await signed(count);
    await as(deputy, (work, who) => submitMotion(work, who, { id }));
    return id;
  };
  const referred = async (): Promise<string> => {
    const id = await handedIn();
    await as(house.officer, (work, who) => decideMotion(work, who, { id, decision: 'referred', decidedOn: '2026-03-02', committeeOrganId: committeeId }));
    return id;
  };
  return { sessionId, committeeId, committee, signers, signed, handedIn, referred };
}
