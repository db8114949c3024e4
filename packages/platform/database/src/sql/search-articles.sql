-- Published articles by their words, likewise: the index is asked with the owner's eyes, the conditions are the wall's for the reader.
-- Of more than `most` matches the newest are given.
CREATE OR REPLACE FUNCTION search_articles(narrow tsquery, asked tsquery, own uuid, most int)
RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = public, pg_temp
AS $$
  SELECT a.id FROM article a
  WHERE a.state = 'published' AND (own IS NULL OR a.congress_id = own) AND a.search_vector @@ narrow AND (a.search_vector @@ asked) IS TRUE
  ORDER BY a.published_at DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION search_articles(tsquery, tsquery, uuid, int) FROM PUBLIC, smart_app, smart_reader;
GRANT EXECUTE ON FUNCTION search_articles(tsquery, tsquery, uuid, int) TO smart_app, smart_reader
