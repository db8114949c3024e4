-- 群众意见 as counts by congress, station, topic and month of hearing: for the tiers above and for everybody, who never see a row of them.
-- It runs with the owner's eyes and gives nothing but numbers. `scope` is the beginning of division codes; days are days of Beijing.
CREATE OR REPLACE FUNCTION opinion_figures(scope text, since date, before date)
RETURNS TABLE (congress_id uuid, station_id uuid, topic text, month text, received int, answered int, redirected int, in_time int, days int, satisfied int, basically int, dissatisfied int, unrated int)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000 SET search_path = public, pg_temp
AS $$
  SELECT o.congress_id, o.station_id, o.topic, to_char(o.created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), count(*)::int,
    (count(*) FILTER (WHERE o.reply IS NOT NULL AND o.state IN ('replied', 'closed')))::int,
    (count(*) FILTER (WHERE o.state = 'redirected'))::int,
    (count(*) FILTER (WHERE o.reply IS NOT NULL AND o.state IN ('replied', 'closed') AND (o.replied_at AT TIME ZONE 'Asia/Shanghai')::date - (o.created_at AT TIME ZONE 'Asia/Shanghai')::date <= 30))::int,
    COALESCE(sum((o.replied_at AT TIME ZONE 'Asia/Shanghai')::date - (o.created_at AT TIME ZONE 'Asia/Shanghai')::date) FILTER (WHERE o.reply IS NOT NULL AND o.state IN ('replied', 'closed')), 0)::int,
    (count(*) FILTER (WHERE o.satisfaction = 'satisfied'))::int, (count(*) FILTER (WHERE o.satisfaction = 'basically'))::int,
    (count(*) FILTER (WHERE o.satisfaction = 'dissatisfied'))::int, (count(*) FILTER (WHERE o.satisfaction = 'none'))::int
  FROM congress c JOIN opinion o ON o.congress_id = c.id
  WHERE c.division_code LIKE scope || '%' AND o.created_at >= since::timestamp AT TIME ZONE 'Asia/Shanghai' AND o.created_at < before::timestamp AT TIME ZONE 'Asia/Shanghai'
  GROUP BY 1, 2, 3, 4
$$;
REVOKE ALL ON FUNCTION opinion_figures(text, date, date) FROM PUBLIC, smart_app, smart_reader;
GRANT EXECUTE ON FUNCTION opinion_figures(text, date, date) TO smart_app, smart_reader
