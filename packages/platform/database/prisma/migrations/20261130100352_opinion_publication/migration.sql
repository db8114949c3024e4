-- CreateTable
CREATE TABLE "opinion_publication" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "opinion_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "topic" TEXT,
    "reply" TEXT NOT NULL,
    "replied_by" TEXT NOT NULL DEFAULT '',
    "station_id" UUID,
    "satisfaction" TEXT,
    "received_on" DATE NOT NULL,
    "replied_on" DATE NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "search_vector" tsvector,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_publication_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "opinion_publication_opinion_id_key" ON "opinion_publication"("opinion_id");

-- CreateIndex
CREATE INDEX "opinion_publication_congress_id_state_published_at_idx" ON "opinion_publication"("congress_id", "state", "published_at" DESC);

-- CreateIndex
CREATE INDEX "opinion_publication_state_published_at_idx" ON "opinion_publication"("state", "published_at" DESC);

-- CreateIndex
CREATE INDEX "opinion_publication_station_id_idx" ON "opinion_publication"("station_id");

-- CreateIndex
CREATE INDEX "opinion_publication_search_vector_idx" ON "opinion_publication" USING GIN ("search_vector");
