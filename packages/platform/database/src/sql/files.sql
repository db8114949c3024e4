-- What the daily clean-up of files must know across all congresses. Runs with the owner's eyes; answers in the realm of the
-- system only. Ids and hashes, no names.
CREATE OR REPLACE FUNCTION orphan_files(before timestamptz, most int)
RETURNS TABLE (id uuid, congress_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT f.id, f.congress_id FROM stored_file f
  WHERE f.matter_id = f.id AND f.created_at < before AND current_setting('app.realm', true) = 'system'
  ORDER BY f.id LIMIT most
$$;

-- Those of the given contents that no file has any more.
CREATE OR REPLACE FUNCTION unused_contents(hashes text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT h FROM unnest(hashes) AS h
  WHERE current_setting('app.realm', true) = 'system' AND NOT EXISTS (SELECT 1 FROM stored_file f WHERE f.sha256 = h)
$$;
REVOKE ALL ON FUNCTION orphan_files(timestamptz, int), unused_contents(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION orphan_files(timestamptz, int), unused_contents(text[]) TO smart_app
