-- CreateTable
CREATE TABLE "exchange_key" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "may_sign" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "exchange_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_message" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "sequence" INTEGER,
    "type" TEXT NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_cursor" (
    "organ_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_cursor_pkey" PRIMARY KEY ("organ_id")
);

-- CreateTable
CREATE TABLE "exchange_inbound" (
    "organ_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "congress_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "assignment_id" UUID NOT NULL,
    "content_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT,
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "sent_by" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exchange_inbound_pkey" PRIMARY KEY ("organ_id","message_id")
);

-- CreateTable
CREATE TABLE "part_return" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_organ_name" TEXT,
    "level" TEXT NOT NULL DEFAULT 'handing_over',
    "state" TEXT NOT NULL DEFAULT 'requested',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decision_note" TEXT,

    CONSTRAINT "part_return_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organ_coordination" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "assignment_id" UUID,
    "asked_by_name" TEXT,
    "question" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "held_on" DATE,
    "participants" TEXT,
    "outcome" TEXT,
    "coordinated_by" TEXT,
    "coordinated_at" TIMESTAMPTZ(3),

    CONSTRAINT "organ_coordination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment_meeting" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "session_id" UUID,
    "assigned_from" DATE NOT NULL,
    "assigned_until" DATE NOT NULL,
    "attendance" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT NOT NULL DEFAULT '',
    "recorded_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignment_meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_assignment_item" (
    "operation_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "expected_version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "number_label" TEXT,
    "organs" JSONB NOT NULL,
    "organ_words" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "problem" TEXT,
    "receipt" TEXT,

    CONSTRAINT "bulk_assignment_item_pkey" PRIMARY KEY ("operation_id","position")
);

-- CreateTable
CREATE TABLE "reply_template" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "organ_id" UUID,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_template_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "exchange_key_organ_id_idx" ON "exchange_key"("organ_id");

-- CreateIndex
CREATE INDEX "exchange_key_congress_id_idx" ON "exchange_key"("congress_id");

-- CreateIndex
CREATE INDEX "exchange_message_congress_id_idx" ON "exchange_message"("congress_id");

-- CreateIndex
CREATE UNIQUE INDEX "exchange_message_organ_id_sequence_key" ON "exchange_message"("organ_id", "sequence");

-- CreateIndex
CREATE INDEX "exchange_cursor_congress_id_idx" ON "exchange_cursor"("congress_id");

-- CreateIndex
CREATE INDEX "exchange_inbound_organ_id_updated_at_idx" ON "exchange_inbound"("organ_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "exchange_inbound_congress_id_idx" ON "exchange_inbound"("congress_id");

-- CreateIndex
CREATE INDEX "part_return_suggestion_id_idx" ON "part_return"("suggestion_id");

-- CreateIndex
CREATE INDEX "part_return_assignment_id_state_idx" ON "part_return"("assignment_id", "state");

-- CreateIndex
CREATE INDEX "organ_coordination_suggestion_id_idx" ON "organ_coordination"("suggestion_id");

-- CreateIndex
CREATE INDEX "organ_coordination_congress_id_coordinated_at_idx" ON "organ_coordination"("congress_id", "coordinated_at");

-- CreateIndex
CREATE INDEX "assignment_meeting_congress_id_held_on_idx" ON "assignment_meeting"("congress_id", "held_on" DESC);

-- CreateIndex
CREATE INDEX "bulk_assignment_item_congress_id_idx" ON "bulk_assignment_item"("congress_id");

-- CreateIndex
CREATE INDEX "reply_template_congress_id_organ_id_idx" ON "reply_template"("congress_id", "organ_id");
