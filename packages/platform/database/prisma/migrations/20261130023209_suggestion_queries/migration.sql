-- One index answers "these words in this congress": the congress stands in it beside the words.
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- DropIndex
DROP INDEX "suggestion_search_vector_idx";

-- AlterTable
ALTER TABLE "stored_file" ADD COLUMN     "personal" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "file_text" (
    "file_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "matter_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "problem" TEXT,
    "text" TEXT NOT NULL DEFAULT '',
    "search_vector" tsvector,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "file_text_pkey" PRIMARY KEY ("file_id")
);

-- CreateTable
CREATE TABLE "saved_search" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "capacity_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_search_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication_end" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "publication_end_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateIndex
CREATE INDEX "file_text_matter_id_idx" ON "file_text"("matter_id");

-- CreateIndex
CREATE INDEX "file_text_congress_id_state_idx" ON "file_text"("congress_id", "state");

-- CreateIndex
CREATE INDEX "file_text_congress_id_search_vector_idx" ON "file_text" USING GIN ("congress_id" uuid_ops, "search_vector");

-- CreateIndex
CREATE UNIQUE INDEX "saved_search_capacity_id_name_key" ON "saved_search"("capacity_id", "name");

-- CreateIndex
CREATE INDEX "publication_end_congress_id_ended_at_idx" ON "publication_end"("congress_id", "ended_at" DESC);

-- CreateIndex
CREATE INDEX "suggestion_congress_id_search_vector_idx" ON "suggestion" USING GIN ("congress_id" uuid_ops, "search_vector");

-- New words wait in a list that every search reads: keep it short.
ALTER INDEX "suggestion_congress_id_search_vector_idx" SET (gin_pending_list_limit = 256);
ALTER INDEX "file_text_congress_id_search_vector_idx" SET (gin_pending_list_limit = 256);
