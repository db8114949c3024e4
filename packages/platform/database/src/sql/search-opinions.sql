-- Published opinions and replies by their words, likewise: the index is asked with the owner's eyes, the conditions are the wall's for the
-- reader. Of more than `most` matches the newest are given.
CREATE OR REPLACE FUNCTION search_opinion_publications(narrow tsquery, asked tsquery, most int)
RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = public, pg_temp
AS $$
  SELECT o.id FROM opinion_publication o
  WHERE o.state = 'published' AND o.search_vector @@ narrow AND (o.search_vector @@ asked) IS TRUE
  ORDER BY o.published_at DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION search_opinion_publications(tsquery, tsquery, int) FROM PUBLIC, smart_app, smart_reader;
GRANT EXECUTE ON FUNCTION search_opinion_publications(tsquery, tsquery, int) TO smart_app, smart_reader
