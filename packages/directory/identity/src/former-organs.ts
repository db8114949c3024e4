// Which organs went over into one (机构改革), as a part of the statement that reads a sign-in.
/**
 * A sub-select over `organ o`: the ids of all organs that it took over, directly or in several steps. Only organs of the same congress are
 * looked at, through its index: a province has tens of thousands.
 */
export const formerOrganIds = `(WITH RECURSIVE former(id) AS (
       SELECT x.id FROM organ x WHERE x.congress_id = o.congress_id AND x.successor_id = o.id
       UNION SELECT y.id FROM organ y JOIN former f ON y.congress_id = o.congress_id AND y.successor_id = f.id)
     SELECT json_agg(former.id ORDER BY former.id) FROM former)`;
