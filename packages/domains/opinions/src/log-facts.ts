// What the log keeps beside an act on an opinion, as timelines read it.
import { z } from 'zod';

const text = z.string().nullish();
const facts = z.object({ digest: text, pictures: text, topic: text, organName: text, channel: text, deputyName: text, stage: text, numberLabel: text, verdict: text, by: text, intoId: text, intoNumber: text, numbers: text, subtopic: text, urgency: text, placeName: text, dueOn: text });

/** The facts of one row; none when it keeps none. */
export function factsOf(detail: unknown): Partial<z.output<typeof facts>> {
  const parsed = facts.safeParse(detail);
  return parsed.success ? parsed.data : {};
}
