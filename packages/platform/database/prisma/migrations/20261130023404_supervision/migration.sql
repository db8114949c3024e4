-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "items" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "reminder_entry" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "capacity_id" UUID NOT NULL,
    "app" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "deadline_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "matter_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminder_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quiet_hours" (
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "from_hour" INTEGER NOT NULL,
    "to_hour" INTEGER NOT NULL,
    "days_off" BOOLEAN NOT NULL,

    CONSTRAINT "quiet_hours_pkey" PRIMARY KEY ("congress_id","person_id")
);

-- CreateTable
CREATE TABLE "escalation" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "deadline_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "rung" TEXT NOT NULL,
    "to_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervision_letter" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "year" INTEGER,
    "number" INTEGER,
    "number_label" TEXT,
    "text" TEXT NOT NULL,
    "due_on" DATE,
    "issuer" TEXT NOT NULL DEFAULT '',
    "signer" TEXT,
    "contact_name" TEXT,
    "contact_phone" TEXT,
    "issued_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "review_note" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "supervision_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervision_letter_series" (
    "congress_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "supervision_letter_series_pkey" PRIMARY KEY ("congress_id","year")
);

-- CreateTable
CREATE TABLE "key_supervision" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "criterion" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "meeting" TEXT NOT NULL,
    "leader_person_id" UUID,
    "leader_name" TEXT,
    "leader_title" TEXT,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "removed_on" DATE,

    CONSTRAINT "key_supervision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oversight_meeting" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "meeting" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "members_total" INTEGER,
    "members_present" INTEGER,
    "summary" TEXT NOT NULL DEFAULT '',
    "published_at" TIMESTAMPTZ(3),
    "by_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oversight_meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oversight_subject" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "suggestion_id" UUID,
    "satisfied" INTEGER,
    "mostly_satisfied" INTEGER,
    "not_satisfied" INTEGER,
    "abstained" INTEGER,
    "result" TEXT,
    "order_text" TEXT,
    "order_due_on" DATE,
    "corrected_on" DATE,
    "correction" TEXT,

    CONSTRAINT "oversight_subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "board_visit" (
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "board" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "board_visit_pkey" PRIMARY KEY ("congress_id","person_id","board")
);

-- CreateIndex
CREATE INDEX "reminder_entry_congress_id_sent_at_dropped_at_idx" ON "reminder_entry"("congress_id", "sent_at", "dropped_at");

-- CreateIndex
CREATE INDEX "reminder_entry_person_id_sent_at_idx" ON "reminder_entry"("person_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_entry_event_id_person_id_kind_key" ON "reminder_entry"("event_id", "person_id", "kind");

-- CreateIndex
CREATE INDEX "escalation_suggestion_id_idx" ON "escalation"("suggestion_id");

-- CreateIndex
CREATE INDEX "escalation_congress_id_at_idx" ON "escalation"("congress_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "escalation_deadline_id_due_on_rung_key" ON "escalation"("deadline_id", "due_on", "rung");

-- CreateIndex
CREATE INDEX "supervision_letter_suggestion_id_idx" ON "supervision_letter"("suggestion_id");

-- CreateIndex
CREATE INDEX "supervision_letter_congress_id_state_due_on_idx" ON "supervision_letter"("congress_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "supervision_letter_organ_id_state_idx" ON "supervision_letter"("organ_id", "state");

-- CreateIndex
CREATE INDEX "key_supervision_suggestion_id_idx" ON "key_supervision"("suggestion_id");

-- CreateIndex
CREATE INDEX "key_supervision_congress_id_removed_on_decided_on_idx" ON "key_supervision"("congress_id", "removed_on", "decided_on");

-- CreateIndex
CREATE INDEX "key_supervision_leader_person_id_idx" ON "key_supervision"("leader_person_id");

-- CreateIndex
CREATE INDEX "oversight_meeting_congress_id_held_on_idx" ON "oversight_meeting"("congress_id", "held_on" DESC);

-- CreateIndex
CREATE INDEX "oversight_meeting_published_at_idx" ON "oversight_meeting"("published_at");

-- CreateIndex
CREATE INDEX "oversight_subject_meeting_id_idx" ON "oversight_subject"("meeting_id");

-- CreateIndex
CREATE INDEX "oversight_subject_organ_id_idx" ON "oversight_subject"("organ_id");

-- CreateIndex
CREATE INDEX "oversight_subject_suggestion_id_idx" ON "oversight_subject"("suggestion_id");

-- CreateIndex
CREATE INDEX "oversight_subject_congress_id_idx" ON "oversight_subject"("congress_id");
