/** 代表简介 in the demonstration: drawn pictures and made-up resumes of a few deputies; one waits to be looked at. Played through the services. */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { receiveUpload } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { addDays, type DateString, startOfDayShanghai } from '@smart/kernel/dates';
import { confirmProfile, photoPurpose, proposeProfile } from '@smart/stations/profiles/profiles';
import type { Troupe } from './company.ts';
import type { Stage } from './scene.ts';

/** Of how many deputies of a place something is told. */
const shown = 4;
const resumes = [
  '一九八〇年代出生，大学文化。毕业后在乡镇卫生院工作，现从事社区医疗。关心基层医疗、养老和残疾人照护。',
  '一九七〇年代出生，大专文化。当过船员、村委会主任，现经营水产合作社。关心湖区环境和渔民转产。',
  '一九九〇年代出生，研究生文化。从事机械设计，获得实用新型专利三项。关心青年就业和职业教育。',
  '一九六〇年代出生，中专文化。从教三十余年，现任中学教师。关心教育均衡和校园安全。',
] as const;

/** Four deputies of the city and the district; the last of them waits. */
export async function playProfiles({ work, clock, files }: Stage, { deputies, officer, congressId, place }: Troupe, day: DateString): Promise<void> {
  if (!['city', 'district'].includes(place.slug)) return;
  const [known] = await work.sql('SELECT 1 FROM deputy_profile WHERE congress_id = $1 LIMIT 1', [congressId]);
  if (known) return;
  const photo = async (deputy: Capacity): Promise<string> => {
    const [person] = await work.sql<{ gender: string | null }>('SELECT gender FROM person WHERE id = $1', [deputy.personId]);
    const name = person?.gender === '女' ? 'avatar-two.jpg' : 'avatar-one.jpg';
    return (await receiveUpload(work, files, { stream: Readable.from([readFileSync(new URL(name, import.meta.url))]), name: '照片.jpg', purpose: photoPurpose, congressId, person: { id: deputy.personId, label: deputy.personName } })).id;
  };
  for (const [at, deputy] of deputies.slice(0, shown).entries()) {
    clock.set(new Date(startOfDayShanghai(addDays(day, -30 + at)).getTime() + 9 * 3_600_000).toISOString());
    await proposeProfile(work, deputy, { resume: resumes[at % resumes.length] ?? '', photoId: await photo(deputy) });
    if (at < shown - 1) await confirmProfile(work, officer, { mandateId: deputy.id });
  }
}
