-- CreateTable
CREATE TABLE "consultation" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "explanation" TEXT NOT NULL,
    "drafter" TEXT NOT NULL DEFAULT '',
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "comments_public" BOOLEAN NOT NULL DEFAULT false,
    "reviewer_name" TEXT,
    "reason" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "outcome_draft" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL DEFAULT '',
    "adopted" INTEGER NOT NULL DEFAULT 0,
    "partly" INTEGER NOT NULL DEFAULT 0,
    "declined" INTEGER NOT NULL DEFAULT 0,
    "concluded_at" TIMESTAMPTZ(3),
    "comments" INTEGER NOT NULL DEFAULT 0,
    "search_vector" tsvector,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consultation_article" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "consultation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "heading" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "comments" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "consultation_article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consultation_writer" (
    "consultation_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_writer_pkey" PRIMARY KEY ("consultation_id","part","person_id")
);

-- CreateTable
CREATE TABLE "consultation_comment" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "consultation_id" UUID NOT NULL,
    "article_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'held',
    "version" INTEGER NOT NULL DEFAULT 0,
    "content" TEXT NOT NULL,
    "held_because" TEXT[],
    "shown" BOOLEAN NOT NULL DEFAULT false,
    "answer" TEXT NOT NULL DEFAULT '',
    "told_state" TEXT,
    "told_answer" TEXT NOT NULL DEFAULT '',
    "number" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consultation_end" (
    "consultation_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consultation_end_pkey" PRIMARY KEY ("consultation_id")
);

-- CreateIndex
CREATE INDEX "consultation_congress_id_state_ends_on_idx" ON "consultation"("congress_id", "state", "ends_on");

-- CreateIndex
CREATE INDEX "consultation_published_at_idx" ON "consultation"("published_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "consultation_article_consultation_id_position_key" ON "consultation_article"("consultation_id", "position");

-- CreateIndex
CREATE INDEX "consultation_writer_person_id_idx" ON "consultation_writer"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_comment_number_key" ON "consultation_comment"("number");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_comment_form_key_key" ON "consultation_comment"("form_key");

-- CreateIndex
CREATE INDEX "consultation_comment_consultation_id_article_id_created_at_idx" ON "consultation_comment"("consultation_id", "article_id", "created_at");

-- CreateIndex
CREATE INDEX "consultation_comment_consultation_id_state_idx" ON "consultation_comment"("consultation_id", "state");
