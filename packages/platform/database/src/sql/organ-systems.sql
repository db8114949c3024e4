-- Messages of one act for the systems of the organs it concerns, in whichever congress: only for organs that have a key in force, and only
-- about matters of the own congress or shared with the other one. They have no number yet. Gives the organs that get one.
CREATE OR REPLACE FUNCTION stage_exchange_messages(messages jsonb) RETURNS SETOF uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  INSERT INTO exchange_message (id, congress_id, organ_id, type, suggestion_id, content, at)
  SELECT m.id, o.congress_id, m.organ_id, m.type, m.suggestion_id, m.content, m.at
  FROM jsonb_to_recordset(messages) AS m(id uuid, organ_id uuid, type text, suggestion_id uuid, content jsonb, at timestamptz)
  JOIN organ o ON o.id = m.organ_id
  WHERE EXISTS (SELECT 1 FROM exchange_key k WHERE k.organ_id = m.organ_id AND k.revoked_at IS NULL) AND may_announce(m.suggestion_id, o.congress_id)
  RETURNING organ_id
$$;

-- Numbers what the acts of this transaction staged, organ by organ in one order of locks; the locks last until the commit, so that numbers
-- become visible in their order.
CREATE OR REPLACE FUNCTION number_exchange_messages(organs uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE organ_of uuid;
BEGIN
  FOR organ_of IN SELECT DISTINCT x FROM unnest(organs) AS x ORDER BY x LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('exchange:' || organ_of::text, 0));
    UPDATE exchange_message m SET sequence = n.number
    FROM (SELECT s.id, (SELECT COALESCE(max(x.sequence), 0) FROM exchange_message x WHERE x.organ_id = organ_of) + row_number() OVER (ORDER BY s.id) AS number
          FROM exchange_message s WHERE s.organ_id = organ_of AND s.sequence IS NULL) n
    WHERE m.id = n.id;
  END LOOP;
END
$$;
REVOKE ALL ON FUNCTION stage_exchange_messages(jsonb), number_exchange_messages(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stage_exchange_messages(jsonb), number_exchange_messages(uuid[]) TO smart_app
