-- CreateTable
CREATE TABLE "station_rating" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "station_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "auditor_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "claims" JSONB NOT NULL DEFAULT '[]',
    "items" JSONB,
    "provisions" INTEGER,
    "stars" INTEGER,
    "opinion" TEXT NOT NULL DEFAULT '',
    "assessed_by" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "audited_by" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "station_rating_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "station_rating_congress_id_state_idx" ON "station_rating"("congress_id", "state");

-- CreateIndex
CREATE INDEX "station_rating_auditor_id_state_idx" ON "station_rating"("auditor_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "station_rating_station_id_year_key" ON "station_rating"("station_id", "year");
