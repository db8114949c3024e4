-- Full-text search. Row-level security forbids the application to use the index of words itself (`@@` is not leakproof), so these functions
-- look into it with the owner's eyes. They keep the wall themselves, give back bare ids and ranks, and whoever asks still reads the rows
-- through the wall and its own permissions.
--
-- `narrow` is the part of the query that the index answers quickly (whole words); `asked` is all of it, looked at in the rows that are left:
-- "IS TRUE" keeps the index from it, for which the beginnings of words are dear.
-- Ranking looks at every match and says nothing among thousands that all hold the word: up to `most` matches are ranked; when there are
-- more, the newest are given instead, unranked in themselves, found by walking the index of dates.

CREATE OR REPLACE FUNCTION newest_matches(own uuid, asked tsquery, most int)
RETURNS TABLE (id uuid, rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off
AS $$
  SELECT s.id, 0::real FROM suggestion s
  WHERE s.congress_id = own AND s.search_vector @@ asked ORDER BY s.submitted_at DESC LIMIT most
$$;

-- Suggestions of the congress in which the unit of work acts, and those shared with it.
CREATE OR REPLACE FUNCTION search_suggestions(narrow tsquery, asked tsquery, most int)
RETURNS TABLE (id uuid, rank real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = public, pg_temp
AS $$
DECLARE
  own uuid := NULLIF(current_setting('app.congress', true), '')::uuid;
  many boolean;
BEGIN
  SELECT count(*) > most INTO many FROM (SELECT 1 FROM suggestion s WHERE s.congress_id = own AND s.search_vector @@ narrow LIMIT most + 1) x;
  IF many THEN
    RETURN QUERY SELECT n.id, n.rank FROM newest_matches(own, asked, most) n;
  ELSE
    RETURN QUERY SELECT s.id, ts_rank(s.search_vector, asked) FROM suggestion s WHERE s.congress_id = own AND s.search_vector @@ narrow AND (s.search_vector @@ asked) IS TRUE;
  END IF;
  IF EXISTS (SELECT 1 FROM matter_share ms WHERE ms.congress_id = own) THEN
    RETURN QUERY SELECT s.id, ts_rank(s.search_vector, asked) FROM suggestion s
      WHERE s.id = ANY (ARRAY(SELECT ms.matter_id FROM matter_share ms WHERE ms.congress_id = own)) AND s.congress_id <> own AND (s.search_vector @@ asked) IS TRUE;
  END IF;
END $$;

-- Attachments by the words taken out of them, likewise.
CREATE OR REPLACE FUNCTION search_file_texts(narrow tsquery, asked tsquery, most int)
RETURNS TABLE (file_id uuid, matter_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = public, pg_temp
AS $$
DECLARE own uuid := NULLIF(current_setting('app.congress', true), '')::uuid;
BEGIN
  RETURN QUERY SELECT t.file_id, t.matter_id FROM file_text t WHERE t.congress_id = own AND t.search_vector @@ narrow AND (t.search_vector @@ asked) IS TRUE LIMIT most;
  IF EXISTS (SELECT 1 FROM matter_share ms WHERE ms.congress_id = own) THEN
    RETURN QUERY SELECT t.file_id, t.matter_id FROM file_text t
      WHERE t.matter_id = ANY (ARRAY(SELECT ms.matter_id FROM matter_share ms WHERE ms.congress_id = own)) AND t.congress_id <> own AND (t.search_vector @@ asked) IS TRUE;
  END IF;
END $$;

-- What the public may find: published suggestions only, of any congress. The conditions are the wall's for the reader.
CREATE OR REPLACE FUNCTION newest_published(asked tsquery, congresses uuid[], most int)
RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off
AS $$
  SELECT s.id FROM suggestion s
  WHERE s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND s.publish_consent AND NOT s.confidential
    AND (congresses IS NULL OR s.congress_id = ANY (congresses)) AND s.search_vector @@ asked
  ORDER BY s.published_at DESC LIMIT most
$$;

-- A function's columns are not replaced: the shape may change from one version to the next.
DROP FUNCTION IF EXISTS lately_published(tsquery, int, int), lately_published(tsquery, int), search_published(tsquery, tsquery, uuid[], int, int);

-- Which of the last published hold the words, newest first, and whether it went through all that are published. Most of what is looked for
-- stands there often enough, and no index of words is read. Every `step` it is asked whether to go on: not when there are `needed` of them, not
-- for long when they are rare.
CREATE OR REPLACE FUNCTION lately_published(asked tsquery, needed int, step int DEFAULT 500)
RETURNS TABLE (ids uuid[], ended boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off
AS $$
DECLARE
  one record;
  walked int := 0;
BEGIN
  ids := '{}';
  ended := true;
  FOR one IN
    SELECT s.id, s.search_vector @@ asked AS holds FROM suggestion s
    WHERE s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND s.publish_consent AND NOT s.confidential
    ORDER BY s.published_at DESC
  LOOP
    walked := walked + 1;
    IF one.holds THEN ids := ids || one.id; END IF;
    IF walked % step = 0 AND (cardinality(ids) >= needed OR walked = 15 * step OR (walked >= 5 * step AND cardinality(ids) * 6 < needed)) THEN
      ended := false;
      EXIT;
    END IF;
  END LOOP;
  RETURN NEXT;
END $$;

-- `needed`: how many of the newest are wanted when there are more than can be looked at one by one; the answer says so by `many`, and `total` is
-- then the least that there are.
CREATE OR REPLACE FUNCTION search_published(narrow tsquery, asked tsquery, congresses uuid[], most int, needed int)
RETURNS TABLE (id uuid, many boolean, total int)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100 SET search_path = public, pg_temp
AS $$
DECLARE
  found uuid[];
  all_seen boolean;
BEGIN
  IF congresses IS NULL AND needed < most THEN
    SELECT l.ids, l.ended INTO found, all_seen FROM lately_published(asked, needed) l;
    IF cardinality(found) >= needed OR all_seen THEN
      RETURN QUERY SELECT f, NOT all_seen, cardinality(found) FROM unnest(found[1:needed]) f;
      RETURN;
    END IF;
  END IF;
  -- Two statements: of all congresses the index of words alone is asked, of some the index that begins with the congress.
  IF congresses IS NULL THEN
    found := ARRAY(SELECT s.id FROM suggestion s
      WHERE s.search_vector @@ narrow AND (s.search_vector @@ asked) IS TRUE AND s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND s.publish_consent AND NOT s.confidential LIMIT most + 1);
  ELSE
    found := ARRAY(SELECT s.id FROM suggestion s
      WHERE s.congress_id = ANY (congresses) AND s.search_vector @@ narrow AND (s.search_vector @@ asked) IS TRUE AND s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND s.publish_consent AND NOT s.confidential LIMIT most + 1);
  END IF;
  IF cardinality(found) > most THEN
    RETURN QUERY SELECT n.id, true, most FROM newest_published(asked, congresses, needed) n;
  ELSE
    RETURN QUERY SELECT f, false, cardinality(found) FROM unnest(found) f;
  END IF;
END $$;
REVOKE ALL ON FUNCTION newest_matches(uuid, tsquery, int), search_suggestions(tsquery, tsquery, int), search_file_texts(tsquery, tsquery, int), newest_published(tsquery, uuid[], int), lately_published(tsquery, int, int), search_published(tsquery, tsquery, uuid[], int, int) FROM PUBLIC, smart_app, smart_reader;
GRANT EXECUTE ON FUNCTION search_suggestions(tsquery, tsquery, int), search_file_texts(tsquery, tsquery, int) TO smart_app;
GRANT EXECUTE ON FUNCTION search_published(tsquery, tsquery, uuid[], int, int) TO smart_app, smart_reader
