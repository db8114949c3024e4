-- CreateTable
CREATE TABLE "opinion_rollup" (
    "congress_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "received" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "redirected" INTEGER NOT NULL,
    "in_time" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "satisfied" INTEGER NOT NULL,
    "basically" INTEGER NOT NULL,
    "dissatisfied" INTEGER NOT NULL,
    "unrated" INTEGER NOT NULL,

    CONSTRAINT "opinion_rollup_pkey" PRIMARY KEY ("congress_id","period")
);

-- CreateIndex
CREATE INDEX "opinion_rollup_period_idx" ON "opinion_rollup"("period");

-- What was heard before figures were kept, so that nothing is missing until the next morning.
INSERT INTO "opinion_rollup" SELECT o.congress_id, to_char(o.created_at AT TIME ZONE 'Asia/Shanghai', p.form), count(*),
  count(*) FILTER (WHERE o.reply IS NOT NULL AND o.state IN ('replied', 'closed')), count(*) FILTER (WHERE o.state = 'redirected'),
  count(*) FILTER (WHERE o.reply IS NOT NULL AND o.state IN ('replied', 'closed') AND (o.replied_at AT TIME ZONE 'Asia/Shanghai')::date - (o.created_at AT TIME ZONE 'Asia/Shanghai')::date <= 30),
  COALESCE(sum((o.replied_at AT TIME ZONE 'Asia/Shanghai')::date - (o.created_at AT TIME ZONE 'Asia/Shanghai')::date) FILTER (WHERE o.reply IS NOT NULL AND o.state IN ('replied', 'closed')), 0),
  count(*) FILTER (WHERE o.satisfaction = 'satisfied'), count(*) FILTER (WHERE o.satisfaction = 'basically'), count(*) FILTER (WHERE o.satisfaction = 'dissatisfied'), count(*) FILTER (WHERE o.satisfaction = 'none')
FROM "opinion" o CROSS JOIN (VALUES ('YYYY-MM'), ('YYYY')) AS p(form) GROUP BY 1, 2;
