-- CreateTable
CREATE TABLE "article" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "column_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "publish_at" TIMESTAMPTZ(3),
    "reviewer_name" TEXT,
    "reason" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "search_vector" tsvector,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "article_writer" (
    "article_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "article_writer_pkey" PRIMARY KEY ("article_id","person_id")
);

-- CreateTable
CREATE TABLE "article_end" (
    "article_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "article_end_pkey" PRIMARY KEY ("article_id")
);

-- CreateTable
CREATE TABLE "site_setting" (
    "congress_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "set_by_label" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_setting_pkey" PRIMARY KEY ("congress_id","key")
);

-- CreateIndex
CREATE INDEX "article_congress_id_state_updated_at_idx" ON "article"("congress_id", "state", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "article_congress_id_published_at_idx" ON "article"("congress_id", "published_at" DESC);

-- CreateIndex
CREATE INDEX "article_published_at_idx" ON "article"("published_at" DESC);

-- CreateIndex
CREATE INDEX "article_search_vector_idx" ON "article" USING GIN ("search_vector");

-- CreateIndex
CREATE INDEX "article_writer_person_id_idx" ON "article_writer"("person_id");
