-- What the finder of similar suggestions sees over the wall. Every function runs with the owner's eyes and says what it lets through.

-- A function's columns are not replaced: the shape may change from one version to the next.
DROP FUNCTION IF EXISTS suggestion_candidates(text[], real[], real, int), published_words(uuid[]);

-- Which suggestions to compare closely: of the own congress those that hold most of the asked words, over all congresses what is published
-- and answers several of the rarest questions. Bare ids; who asks reads the rows under their own rights. The rows of the own congress are few
-- and are all looked at; elsewhere each question touches a bounded number of rows, however many there are.
CREATE OR REPLACE FUNCTION suggestion_candidates(any_word text, queries text[], weights real[], most_each int, most_own int, most_others int)
RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  (SELECT o.id FROM (
     SELECT s.id, ts_rank('{0.05, 0.05, 0.4, 1}', s.search_vector, any_word::tsquery) AS score FROM suggestion s
     WHERE s.congress_id = NULLIF(current_setting('app.congress', true), '')::uuid AND s.submitted_at IS NOT NULL AND s.state <> 'withdrawn'
     OFFSET 0) o
   WHERE o.score > 0.001 ORDER BY o.score DESC, o.id DESC LIMIT most_own)
  UNION
  (SELECT e.id FROM (
     SELECT x.id, sum(q.weight) AS score FROM unnest(queries, weights) AS q(query, weight)
     CROSS JOIN LATERAL (
       SELECT s.id FROM suggestion s WHERE s.search_vector @@ q.query::tsquery AND s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND NOT s.confidential LIMIT most_each
     ) x GROUP BY x.id) e
   ORDER BY e.score DESC, e.id DESC LIMIT most_others)
$$;

-- Titles of published suggestions with the words of their title and text, for the finer comparison.
CREATE OR REPLACE FUNCTION published_words(ids uuid[])
RETURNS TABLE (id uuid, congress_id uuid, title text, words text, submitted_at timestamptz, replied boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT s.id, s.congress_id, s.title, ts_filter(s.search_vector, '{a,b}')::text, s.submitted_at, s.replied_at IS NOT NULL FROM suggestion s
  WHERE s.id = ANY (ids) AND s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND NOT s.confidential
$$;

-- What is published of these suggestions, of whatever congress, with the newest signed reply and what was promised.
CREATE OR REPLACE FUNCTION published_answers(ids uuid[])
RETURNS TABLE (id uuid, congress_id uuid, congress_name text, title text, number_label text, lead_name text, lead_organ_name text, state text, grade text,
  submitted_at timestamptz, reply jsonb, promises jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT s.id, s.congress_id, c.name, s.title, s.number_label, s.lead_name, s.lead_organ_name, s.state, s.grade, s.submitted_at,
    (SELECT jsonb_build_object('organName', r.organ_name, 'grade', r.grade, 'body', left(r.body, 1500), 'signedAt', r.signed_at) FROM reply r
     WHERE r.suggestion_id = main.id AND r.state = 'signed' ORDER BY r.round DESC, r.signed_at DESC LIMIT 1),
    (SELECT COALESCE(jsonb_agg(jsonb_build_object('text', p.text, 'dueOn', p.due_on, 'state', p.state) ORDER BY p.due_on, p.id), '[]') FROM commitment p
     JOIN reply r ON r.id = p.reply_id AND r.state = 'signed' WHERE p.suggestion_id = main.id)
  FROM suggestion s JOIN congress c ON c.id = s.congress_id
  -- A merged one is answered with the main one, as far as that one is public itself.
  LEFT JOIN suggestion m ON m.id = s.merged_into_id AND m.published_at IS NOT NULL AND m.state <> 'withdrawn' AND NOT m.confidential
  CROSS JOIN LATERAL (SELECT COALESCE(m.id, s.id) AS id OFFSET 0) main
  WHERE s.id = ANY (ids) AND s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND NOT s.confidential
$$;

-- Published suggestions of any congress that refer to an earlier one. What a deputy wrote about it stands in the suggestion's own text.
CREATE OR REPLACE FUNCTION published_references(earlier uuid)
RETURNS TABLE (id uuid, kind text, title text, number_label text, congress_name text, state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT s.id, r.kind, s.title, s.number_label, c.name, s.state
  FROM suggestion_relation r JOIN suggestion s ON s.id = r.suggestion_id JOIN congress c ON c.id = s.congress_id
  WHERE r.earlier_id = earlier AND s.published_at IS NOT NULL AND s.state <> 'withdrawn' AND NOT s.confidential
  ORDER BY s.published_at DESC LIMIT 20
$$;

-- In how many of the newest published suggestions each word stands; the row of the empty word counts the suggestions. Words that stand in
-- one alone are left out: they weigh most anyway. Only what is published is counted. In the realm of the system only.
CREATE OR REPLACE FUNCTION refresh_suggestion_words(newest int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  counted int;
BEGIN
  IF current_setting('app.realm', true) IS DISTINCT FROM 'system' THEN RETURN 0; END IF;
  DELETE FROM suggestion_word;
  INSERT INTO suggestion_word (word, documents)
  SELECT t.word, t.ndoc FROM ts_stat(format(
    'SELECT ts_filter(search_vector, ''{a,b}'') FROM (SELECT search_vector FROM suggestion WHERE published_at IS NOT NULL AND state <> ''withdrawn'' AND NOT confidential AND search_vector IS NOT NULL ORDER BY published_at DESC LIMIT %s) s',
    newest)) t WHERE t.ndoc > 1 AND t.word <> '';
  SELECT count(*) INTO counted FROM (SELECT 1 FROM suggestion WHERE published_at IS NOT NULL AND state <> 'withdrawn' AND NOT confidential AND search_vector IS NOT NULL LIMIT newest) s;
  INSERT INTO suggestion_word (word, documents) VALUES ('', counted);
  RETURN counted;
END
$$;

REVOKE ALL ON FUNCTION suggestion_candidates(text, text[], real[], int, int, int), published_words(uuid[]), published_answers(uuid[]), published_references(uuid), refresh_suggestion_words(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION suggestion_candidates(text, text[], real[], int, int, int), published_words(uuid[]), published_answers(uuid[]), published_references(uuid), refresh_suggestion_words(int) TO smart_app
