-- The hashes of all acts in a span of time, over all congresses: what the day's closing hash is made of. No content, no person.
-- Runs with the owner's eyes; answers in the realm of the system only.
CREATE OR REPLACE FUNCTION action_log_hashes(since timestamptz, until timestamptz)
RETURNS TABLE (id uuid, at timestamptz, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT l.id, l.at, l.hash FROM action_log l
  WHERE l.at >= since AND l.at < until AND current_setting('app.realm', true) = 'system'
  ORDER BY l.at, l.id
$$;
REVOKE ALL ON FUNCTION action_log_hashes(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION action_log_hashes(timestamptz, timestamptz) TO smart_app
