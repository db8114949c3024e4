-- AlterTable
ALTER TABLE "commitment" ADD COLUMN     "asked_due_on" DATE,
ADD COLUMN     "asked_reason" TEXT,
ADD COLUMN     "first_due_on" DATE;

-- AlterTable
ALTER TABLE "reply" ADD COLUMN     "seal_id" UUID;

-- AlterTable
ALTER TABLE "suggestion" ADD COLUMN     "reopen_until" DATE,
ADD COLUMN     "reopened" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "organ_score" (
    "congress_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "score" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organ_score_pkey" PRIMARY KEY ("congress_id","organ_id","year")
);

-- CreateTable
CREATE TABLE "suggestion_quality" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "quality" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suggestion_quality_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateTable
CREATE TABLE "outstanding_recommendation" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "by_kind" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outstanding_recommendation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organ_ranking" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "as_of" DATE NOT NULL,
    "formula" JSONB NOT NULL,
    "organs" JSONB NOT NULL,
    "by_label" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "organ_ranking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion_question" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "suggestion_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion_meeting" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "place" TEXT NOT NULL,
    "note" TEXT,
    "slots" TIMESTAMPTZ(3)[],
    "at" TIMESTAMPTZ(3),
    "counter_note" TEXT,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_reason" TEXT,
    "contact_id" UUID,
    "reminded_on" DATE,

    CONSTRAINT "suggestion_meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment_step" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "from_due_on" DATE,
    "to_due_on" DATE,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organ_seal" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "png" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "kept_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "organ_seal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outstanding_recommendation_congress_id_at_idx" ON "outstanding_recommendation"("congress_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "outstanding_recommendation_suggestion_id_by_kind_by_name_key" ON "outstanding_recommendation"("suggestion_id", "by_kind", "by_name");

-- CreateIndex
CREATE INDEX "organ_ranking_congress_id_year_idx" ON "organ_ranking"("congress_id", "year");

-- CreateIndex
CREATE INDEX "suggestion_question_suggestion_id_idx" ON "suggestion_question"("suggestion_id");

-- CreateIndex
CREATE INDEX "suggestion_question_organ_id_idx" ON "suggestion_question"("organ_id");

-- CreateIndex
CREATE INDEX "suggestion_meeting_suggestion_id_idx" ON "suggestion_meeting"("suggestion_id");

-- CreateIndex
CREATE INDEX "suggestion_meeting_congress_id_state_at_idx" ON "suggestion_meeting"("congress_id", "state", "at");

-- CreateIndex
CREATE INDEX "commitment_step_suggestion_id_idx" ON "commitment_step"("suggestion_id");

-- CreateIndex
CREATE INDEX "commitment_step_commitment_id_idx" ON "commitment_step"("commitment_id");

-- CreateIndex
CREATE INDEX "organ_seal_organ_id_idx" ON "organ_seal"("organ_id");

-- CreateIndex
CREATE INDEX "commitment_congress_id_due_on_idx" ON "commitment"("congress_id", "due_on");

-- CreateIndex
CREATE INDEX "commitment_organ_id_due_on_idx" ON "commitment"("organ_id", "due_on");
