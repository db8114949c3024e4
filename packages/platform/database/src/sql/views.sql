-- The public fields of those who are deputies now: who they are and for whom they stand (选举法 and 代表法 make them public).
-- Of the profile what the office confirmed, without what the person does not want shown.
-- Runs with the owner's eyes, so it passes the wall; it names every column it shows and no other.
DROP VIEW IF EXISTS deputy_public;
CREATE VIEW deputy_public WITH (security_barrier = true) AS
SELECT m.id AS mandate_id, m.person_id, m.congress_id, m.term_id, m.constituency_id, m.delegation_id, p.name, p.gender,
  CASE WHEN 'post' = ANY (d.hidden) THEN NULL ELSE p.employer END AS employer, CASE WHEN 'post' = ANY (d.hidden) THEN NULL ELSE p.position END AS position, p.fictitious,
  CASE WHEN 'resume' = ANY (d.hidden) THEN '' ELSE COALESCE(d.resume, '') END AS resume, d.photo_id IS NOT NULL AND NOT COALESCE('photo' = ANY (d.hidden), false) AS has_photo
FROM mandate m JOIN person p ON p.id = m.person_id LEFT JOIN deputy_profile d ON d.mandate_id = m.id
WHERE m.status = 'active';
GRANT SELECT ON deputy_public TO smart_app, smart_reader;

-- Who sits at the desk of which station: staff of open ones, with what was merged into them. Runs with the reader's eyes.
DROP VIEW IF EXISTS station_desk;
CREATE VIEW station_desk WITH (security_invoker = true) AS
SELECT f.appointment_id, f.person_id, f.congress_id, f.duty, k.id AS station_id
FROM station_staff f JOIN station s ON s.id = f.station_id AND s.state = 'open' JOIN station k ON k.id = s.id OR k.merged_into_id = s.id;
GRANT SELECT ON station_desk TO smart_app;
