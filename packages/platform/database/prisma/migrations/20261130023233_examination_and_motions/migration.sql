-- CreateTable
CREATE TABLE "examination_claim" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "capacity_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "examination_claim_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateTable
CREATE TABLE "split_proposal" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "reason" TEXT NOT NULL,
    "parts" JSONB NOT NULL,
    "original" JSONB NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "split_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion_origin" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "origin_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "number_label" TEXT,

    CONSTRAINT "suggestion_origin_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateTable
CREATE TABLE "secrecy_setting" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "by_label" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "secrecy_setting_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateTable
CREATE TABLE "deputy_letter" (
    "suggestion_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "organ_id" UUID,
    "organ_name" TEXT,
    "note" TEXT,
    "sent_on" DATE,
    "outcome" TEXT,
    "outcome_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deputy_letter_pkey" PRIMARY KEY ("suggestion_id")
);

-- CreateTable
CREATE TABLE "motion" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "term_id" UUID NOT NULL,
    "session_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "draft_revision" INTEGER NOT NULL DEFAULT 0,
    "title" TEXT NOT NULL DEFAULT '',
    "cause" TEXT NOT NULL DEFAULT '',
    "grounds" TEXT NOT NULL DEFAULT '',
    "plan" TEXT NOT NULL DEFAULT '',
    "topic" TEXT,
    "publish_consent" BOOLEAN NOT NULL DEFAULT true,
    "lead_mandate_id" UUID NOT NULL,
    "lead_person_id" UUID NOT NULL,
    "lead_name" TEXT NOT NULL,
    "delegation_name" TEXT,
    "signatories" INTEGER NOT NULL DEFAULT 1,
    "number" INTEGER,
    "number_label" TEXT,
    "owner_kind" TEXT NOT NULL DEFAULT 'deputy',
    "owner_organ_id" UUID,
    "owner_person_id" UUID,
    "due_on" DATE,
    "due_kind" TEXT,
    "presidium_decision" TEXT,
    "decided_on" DATE,
    "decision_reason" TEXT,
    "committee_organ_id" UUID,
    "committee_organ_name" TEXT,
    "committee_report" TEXT,
    "committee_proposal" TEXT,
    "reported_on" DATE,
    "resolution" TEXT,
    "resolved_on" DATE,
    "handling_organ_id" UUID,
    "handling_organ_name" TEXT,
    "handling_report" TEXT,
    "handled_on" DATE,
    "converted_suggestion_id" UUID,
    "withdrawal_reason" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "motion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "motion_cosigner" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "motion_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'invited',
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "motion_cosigner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "motion_cutoff" (
    "session_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "cutoff" TIMESTAMPTZ(3) NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "motion_cutoff_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE INDEX "split_proposal_suggestion_id_idx" ON "split_proposal"("suggestion_id");

-- CreateIndex
CREATE INDEX "suggestion_origin_origin_id_idx" ON "suggestion_origin"("origin_id");

-- CreateIndex
CREATE INDEX "deputy_letter_congress_id_state_created_at_idx" ON "deputy_letter"("congress_id", "state", "created_at" DESC);

-- CreateIndex
CREATE INDEX "motion_congress_id_state_due_on_idx" ON "motion"("congress_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "motion_congress_id_submitted_at_idx" ON "motion"("congress_id", "submitted_at" DESC);

-- CreateIndex
CREATE INDEX "motion_lead_person_id_updated_at_idx" ON "motion"("lead_person_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "motion_published_at_idx" ON "motion"("published_at" DESC);

-- CreateIndex
CREATE INDEX "motion_cosigner_person_id_state_idx" ON "motion_cosigner"("person_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "motion_cosigner_motion_id_mandate_id_key" ON "motion_cosigner"("motion_id", "mandate_id");

-- AddForeignKey
ALTER TABLE "motion_cosigner" ADD CONSTRAINT "motion_cosigner_motion_id_fkey" FOREIGN KEY ("motion_id") REFERENCES "motion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
