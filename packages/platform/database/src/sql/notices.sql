-- Whether the acting congress may tell people of another one about a matter: its own matter, shared with them, or theirs, shared with it.
CREATE OR REPLACE FUNCTION may_announce(matter uuid, other uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT other = NULLIF(current_setting('app.congress', true), '')::uuid
    OR EXISTS (SELECT 1 FROM matter_share s WHERE s.matter_id = matter AND s.congress_id = other)
$$;

-- Who serves in these organs today, in whichever congress: a matter shared with another tier must be announced to the organ there.
-- Runs with the owner's eyes; answers for the own congress and for matters of the own congress shared with the other one.
CREATE OR REPLACE FUNCTION organ_staff(matter uuid, organs uuid[], on_day date)
RETURNS TABLE (organ_id uuid, organ_kind text, congress_id uuid, person_id uuid, capacity_id uuid, roles text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT a.organ_id, o.kind, a.congress_id, a.person_id, a.id, a.roles
  FROM appointment a JOIN organ o ON o.id = a.organ_id
  WHERE a.organ_id = ANY (organs) AND a.starts_on <= on_day AND (a.ends_on IS NULL OR a.ends_on >= on_day)
    AND may_announce(matter, a.congress_id)
  UNION ALL
  -- Whoever stands in for a colleague today is told as the colleague is.
  SELECT a.organ_id, o.kind, a.congress_id, i.person_id, i.id, i.roles
  FROM stand_in i JOIN appointment a ON a.id = i.appointment_id JOIN organ o ON o.id = a.organ_id
  WHERE i.kind = 'substitute' AND i.refused_at IS NULL AND a.organ_id = ANY (organs)
    AND (i.starts_at AT TIME ZONE 'Asia/Shanghai')::date <= on_day AND (i.ends_at AT TIME ZONE 'Asia/Shanghai')::date > on_day
    AND (a.ends_on IS NULL OR a.ends_on >= on_day) AND may_announce(matter, a.congress_id)
$$;

-- Writes notices of one event, also into a congress the matter is shared with; one per event, person and kind.
CREATE OR REPLACE FUNCTION deliver_notices(notices jsonb) RETURNS SETOF uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  INSERT INTO notice (id, congress_id, person_id, capacity_id, event_id, kind, title, body, link, matter_id, created_at)
  SELECT n.id, n.congress_id, n.person_id, n.capacity_id, n.event_id, n.kind, n.title, n.body, n.link, n.matter_id, n.created_at
  FROM jsonb_to_recordset(notices) AS n(id uuid, congress_id uuid, person_id uuid, capacity_id uuid, event_id uuid, kind text, title text,
    body text, link text, matter_id uuid, created_at timestamptz)
  WHERE may_announce(n.matter_id, n.congress_id)
  ON CONFLICT (event_id, person_id, kind) DO NOTHING
  RETURNING person_id
$$;
-- Reminders that wait for their person's digest, likewise; one per event, person and kind.
CREATE OR REPLACE FUNCTION queue_reminders(entries jsonb) RETURNS SETOF uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  INSERT INTO reminder_entry (id, congress_id, person_id, capacity_id, app, event_id, kind, deadline_id, due_on, title, body, link, matter_id, created_at)
  SELECT n.id, n.congress_id, n.person_id, n.capacity_id, n.app, n.event_id, n.kind, n.deadline_id, n.due_on, n.title, n.body, n.link, n.matter_id, n.created_at
  FROM jsonb_to_recordset(entries) AS n(id uuid, congress_id uuid, person_id uuid, capacity_id uuid, app text, event_id uuid, kind text, deadline_id uuid,
    due_on date, title text, body text, link text, matter_id uuid, created_at timestamptz)
  WHERE may_announce(n.matter_id, n.congress_id)
  ON CONFLICT (event_id, person_id, kind) DO NOTHING
  RETURNING person_id
$$;
REVOKE ALL ON FUNCTION queue_reminders(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION queue_reminders(jsonb) TO smart_app;
REVOKE ALL ON FUNCTION organ_staff(uuid, uuid[], date), may_announce(uuid, uuid), deliver_notices(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organ_staff(uuid, uuid[], date), deliver_notices(jsonb) TO smart_app
