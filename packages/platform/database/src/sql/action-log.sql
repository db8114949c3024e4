-- The action log as the public may check it, and the bookkeeping that looks over all congresses. Every function runs with the
-- owner's eyes, so it passes the wall; each says what it lets through. The hashes themselves are made in @smart/workflow.

-- The same text as canonicalJson in @smart/workflow/canonical: keys in order of code points, no spaces.
CREATE OR REPLACE FUNCTION canonical_json(value jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = public, pg_temp
AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'object' THEN '{' || COALESCE((SELECT string_agg(to_json(e.key)::text || ':' || canonical_json(e.value), ',' ORDER BY e.key COLLATE "C") FROM jsonb_each(value) AS e), '') || '}'
    WHEN 'array' THEN '[' || COALESCE((SELECT string_agg(canonical_json(e.value), ',' ORDER BY e.place) FROM jsonb_array_elements(value) WITH ORDINALITY AS e(value, place)), '') || ']'
    ELSE value::text
  END
$$;

-- The hash that a row of the log must carry.
CREATE OR REPLACE FUNCTION action_log_hash(l action_log) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
  SELECT encode(sha256(convert_to(canonical_json(jsonb_build_object(
    'id', l.id, 'congressId', l.congress_id, 'matterId', l.matter_id, 'subjectType', l.subject_type, 'subjectId', l.subject_id,
    'sequence', l.sequence, 'action', l.action, 'fromState', l.from_state, 'toState', l.to_state, 'personId', l.person_id,
    'capacityId', l.capacity_id, 'actorLabel', l.actor_label, 'reason', l.reason, 'detail', l.detail,
    'at', to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'previousHash', l.previous_hash)), 'UTF8')), 'hex')
$$;

-- Anyone who holds a receipt may learn that the act is on record and unchanged, of what kind it is, when it was done and under which
-- day's closing hash it stands. Nothing of the matter, nobody's name.
CREATE OR REPLACE FUNCTION check_receipt(code text)
RETURNS TABLE (subject_type text, action text, at timestamptz, unchanged boolean, day date, sealed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT l.subject_type, l.action, l.at,
    l.hash = action_log_hash(l) AND l.previous_hash = COALESCE(
      (SELECT p.hash FROM action_log p WHERE p.subject_type = l.subject_type AND p.subject_id = l.subject_id AND p.sequence = l.sequence - 1), repeat('0', 64)),
    (l.at AT TIME ZONE 'Asia/Shanghai')::date,
    EXISTS (SELECT 1 FROM log_anchor a WHERE a.day = (l.at AT TIME ZONE 'Asia/Shanghai')::date)
  FROM action_log l
  WHERE code ~ '^[0-9a-f]{20}$' AND l.hash >= code AND l.hash < code || 'g'
  ORDER BY l.hash LIMIT 1
$$;

-- The first day of the log, for the system's sealing.
CREATE OR REPLACE FUNCTION action_log_first_day() RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT (min(l.at) AT TIME ZONE 'Asia/Shanghai')::date FROM action_log l WHERE current_setting('app.realm', true) = 'system'
$$;

-- How many limits run that were computed from one parameter, by their dates; of the own congress and those below it. Counts only.
CREATE OR REPLACE FUNCTION open_deadlines_of(parameter_key text, congresses uuid[])
RETURNS TABLE (started_on date, first_due_on date, count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT d.started_on, d.first_due_on, count(*)
  FROM deadline d
  JOIN congress c ON c.id = d.congress_id
  JOIN congress own ON own.id = NULLIF(current_setting('app.congress', true), '')::uuid
  WHERE d.status = 'open' AND d.congress_id = ANY (congresses) AND d.basis->>'parameter' = parameter_key
    AND starts_with(c.division_code, own.division_code)
  GROUP BY d.started_on, d.first_due_on
$$;

-- Events that a consumer has not dealt with, for the system's catch-up; `consumers` maps each consumer to the types it takes. Ids only.
CREATE OR REPLACE FUNCTION undelivered_events(consumers jsonb, after_id uuid, before timestamptz, most int)
RETURNS TABLE (consumer text, event_id uuid, congress_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT c.name, e.id, e.congress_id
  FROM domain_event e
  JOIN jsonb_each(consumers) AS c(name, types) ON c.types ? e.type
  WHERE e.id > after_id AND e.at < before AND current_setting('app.realm', true) = 'system'
    AND NOT EXISTS (SELECT 1 FROM consumed_event x WHERE x.consumer = c.name AND x.event_id = e.id)
  ORDER BY e.id, c.name LIMIT most
$$;

REVOKE ALL ON FUNCTION canonical_json(jsonb), action_log_hash(action_log), check_receipt(text), action_log_first_day(),
  open_deadlines_of(text, uuid[]), undelivered_events(jsonb, uuid, timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION check_receipt(text) TO smart_app, smart_reader;
GRANT EXECUTE ON FUNCTION action_log_first_day(), open_deadlines_of(text, uuid[]), undelivered_events(jsonb, uuid, timestamptz, int) TO smart_app
