-- AlterTable
ALTER TABLE "suggestion" ADD COLUMN     "by_delegation" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "delegation_submission" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "delegation_id" UUID NOT NULL,
    "delegation_name" TEXT NOT NULL,
    "leader_mandate_id" UUID NOT NULL,
    "leader_person_id" UUID NOT NULL,
    "leader_name" TEXT NOT NULL,
    "discussed_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "answered_at" TIMESTAMPTZ(3),
    "decline_reason" TEXT,

    CONSTRAINT "delegation_submission_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateTable
CREATE TABLE "paper_original" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "archive_number" TEXT,
    "entered_by" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "answered_at" TIMESTAMPTZ(3),
    "refusal_reason" TEXT,

    CONSTRAINT "paper_original_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateTable
CREATE TABLE "suggestion_relation" (
    "suggestion_id" UUID NOT NULL,
    "earlier_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "earlier_congress_id" UUID NOT NULL,
    "earlier_title" TEXT NOT NULL,
    "earlier_number_label" TEXT,
    "earlier_congress_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suggestion_relation_pkey" PRIMARY KEY ("suggestion_id","earlier_id")
);

-- CreateTable
CREATE TABLE "suggestion_follow" (
    "suggestion_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "told_state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suggestion_follow_pkey" PRIMARY KEY ("suggestion_id","mandate_id")
);

-- CreateTable
CREATE TABLE "suggestion_word" (
    "word" TEXT NOT NULL,
    "documents" INTEGER NOT NULL,

    CONSTRAINT "suggestion_word_pkey" PRIMARY KEY ("word")
);

-- CreateIndex
CREATE INDEX "delegation_submission_leader_person_id_state_idx" ON "delegation_submission"("leader_person_id", "state");

-- CreateIndex
CREATE INDEX "paper_original_congress_id_state_entered_at_idx" ON "paper_original"("congress_id", "state", "entered_at" DESC);

-- CreateIndex
CREATE INDEX "suggestion_relation_earlier_id_idx" ON "suggestion_relation"("earlier_id");

-- CreateIndex
CREATE INDEX "suggestion_follow_person_id_idx" ON "suggestion_follow"("person_id");

-- CreateIndex
CREATE INDEX "suggestion_follow_congress_id_idx" ON "suggestion_follow"("congress_id");

-- AddForeignKey
ALTER TABLE "delegation_submission" ADD CONSTRAINT "delegation_submission_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
