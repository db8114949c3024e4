-- CreateTable
CREATE TABLE "division" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "parent_code" TEXT,
    "statistical" BOOLEAN NOT NULL DEFAULT false,
    "street" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "division_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "congress" (
    "id" UUID NOT NULL,
    "division_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "parent_id" UUID,
    "congress_id" UUID NOT NULL,

    CONSTRAINT "congress_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "term" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "current" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "term_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "term_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "suggestion_cutoff" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organ" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "letter_code" TEXT,
    "contact_name" TEXT,
    "contact_phone" TEXT,
    "remit" TEXT NOT NULL DEFAULT '',
    "sort" INTEGER NOT NULL DEFAULT 0,
    "abolished_on" DATE,
    "successor_id" UUID,

    CONSTRAINT "organ_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delegation" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "term_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sort" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "constituency" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "term_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "electing_congress_id" UUID,
    "division_code" TEXT,
    "seats" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "constituency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deputy_group" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'area',

    CONSTRAINT "deputy_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deputy_group_member" (
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "leader" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "deputy_group_member_pkey" PRIMARY KEY ("group_id","person_id")
);

-- CreateTable
CREATE TABLE "duty_record" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "duty_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "gender" TEXT,
    "employer" TEXT,
    "position" TEXT,
    "phone_cipher" TEXT,
    "phone_index" TEXT,
    "phone_masked" TEXT,
    "fictitious" BOOLEAN NOT NULL DEFAULT false,
    "congress_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mandate" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "term_id" UUID NOT NULL,
    "constituency_id" UUID,
    "delegation_id" UUID,
    "certificate" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "end_ground" TEXT,
    "end_note" TEXT,
    "suspended_on" DATE,
    "suspension_ground" TEXT,

    CONSTRAINT "mandate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "roles" TEXT[],
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "end_note" TEXT,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_user" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "username" TEXT,
    "display_username" TEXT,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "last_capacity_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_session" (
    "id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" UUID NOT NULL,

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_account" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "capacity_id" UUID,
    "event_id" UUID,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "matter_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action_log" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "matter_id" UUID NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "person_id" UUID,
    "capacity_id" UUID,
    "actor_label" TEXT NOT NULL,
    "reason" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "action_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_anchor" (
    "day" DATE NOT NULL,
    "rows" INTEGER NOT NULL,
    "root" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "log_anchor_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "matter_share" (
    "matter_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "matter_share_pkey" PRIMARY KEY ("matter_id","congress_id")
);

-- CreateTable
CREATE TABLE "deadline" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "matter_id" UUID NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "started_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "first_due_on" DATE NOT NULL,
    "basis" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'open',
    "ended_on" DATE,
    "owner_organ_id" UUID,
    "owner_person_id" UUID,
    "last_reminder" TEXT,
    "last_reminded_on" DATE,

    CONSTRAINT "deadline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "domain_event" (
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "congress_id" UUID NOT NULL,
    "matter_id" UUID,
    "type" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "person_id" UUID,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "domain_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consumed_event" (
    "consumer" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consumed_event_pkey" PRIMARY KEY ("consumer","event_id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "congress_id" UUID NOT NULL,
    "capacity_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "procedure" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "response" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("capacity_id","key")
);

-- CreateTable
CREATE TABLE "congress_parameter" (
    "congress_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "set_by" UUID,
    "set_by_label" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "congress_parameter_pkey" PRIMARY KEY ("congress_id","key")
);

-- CreateTable
CREATE TABLE "congress_parameter_history" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB,
    "set_by_label" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "congress_parameter_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "matter_id" UUID NOT NULL,
    "subject_type" TEXT,
    "subject_id" UUID,
    "purpose" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "uploaded_by" UUID,
    "uploader_label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "term_id" UUID NOT NULL,
    "session_id" UUID,
    "kind" TEXT NOT NULL DEFAULT 'suggestion',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "draft_revision" INTEGER NOT NULL DEFAULT 0,
    "title" TEXT NOT NULL DEFAULT '',
    "background" TEXT NOT NULL DEFAULT '',
    "proposal" TEXT NOT NULL DEFAULT '',
    "topic" TEXT,
    "researched" BOOLEAN NOT NULL DEFAULT false,
    "proposed_organ_ids" UUID[],
    "publish_consent" BOOLEAN NOT NULL DEFAULT true,
    "confidential" BOOLEAN NOT NULL DEFAULT false,
    "confidential_reason" TEXT,
    "lead_mandate_id" UUID NOT NULL,
    "lead_person_id" UUID NOT NULL,
    "lead_name" TEXT NOT NULL,
    "delegation_name" TEXT,
    "cosigner_count" INTEGER NOT NULL DEFAULT 0,
    "number" INTEGER,
    "number_label" TEXT,
    "key_supervision" BOOLEAN NOT NULL DEFAULT false,
    "key_leader" TEXT,
    "owner_kind" TEXT NOT NULL DEFAULT 'deputy',
    "owner_organ_id" UUID,
    "owner_person_id" UUID,
    "due_on" DATE,
    "due_kind" TEXT,
    "assigned_on" DATE,
    "reply_due_on" DATE,
    "extended" BOOLEAN NOT NULL DEFAULT false,
    "submitted_at" TIMESTAMPTZ(3),
    "registered_at" TIMESTAMPTZ(3),
    "replied_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "decline_ground" TEXT,
    "decision_reason" TEXT,
    "decline_follow_up" TEXT,
    "merged_into_id" UUID,
    "lead_organ_id" UUID,
    "lead_organ_name" TEXT,
    "grade" TEXT,
    "reply_round" INTEGER NOT NULL DEFAULT 0,
    "attitude" TEXT,
    "result" TEXT,
    "search_vector" tsvector,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suggestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion_series" (
    "congress_id" UUID NOT NULL,
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "suggestion_series_pkey" PRIMARY KEY ("congress_id","series")
);

-- CreateTable
CREATE TABLE "cosigner" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'invited',
    "answered_at" TIMESTAMPTZ(3),
    "withdrawal_agreed" BOOLEAN,

    CONSTRAINT "cosigner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "parent_id" UUID,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "organ_congress_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'assigned',
    "version" INTEGER NOT NULL DEFAULT 0,
    "assigned_on" DATE NOT NULL,
    "assigned_by_organ_id" UUID,
    "accepted_at" TIMESTAMPTZ(3),
    "return_reason" TEXT,
    "opinion" TEXT,
    "opinion_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "contacted_on" DATE NOT NULL,
    "content" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "answered_at" TIMESTAMPTZ(3),
    "dispute_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reply" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "letter_number" TEXT,
    "grade" TEXT,
    "body" TEXT NOT NULL DEFAULT '',
    "contact_name" TEXT,
    "contact_phone" TEXT,
    "copies" TEXT[],
    "drafted_by" TEXT,
    "review_note" TEXT,
    "signatory" TEXT,
    "signed_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter_series" (
    "congress_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "letter_series_pkey" PRIMARY KEY ("organ_id","year")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "reply_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "kept_on" DATE,
    "evidence" TEXT,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "attitude" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "comment" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "extension" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "organ_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_until" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "extension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supervision" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "suggestion_id" UUID NOT NULL,
    "organ_id" UUID,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" DATE,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "supervision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suggestion_rollup" (
    "congress_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "suggestion_rollup_pkey" PRIMARY KEY ("congress_id","period","measure")
);

-- CreateIndex
CREATE INDEX "division_parent_code_idx" ON "division"("parent_code");

-- CreateIndex
CREATE UNIQUE INDEX "congress_division_code_key" ON "congress"("division_code");

-- CreateIndex
CREATE INDEX "congress_parent_id_idx" ON "congress"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "term_congress_id_number_key" ON "term"("congress_id", "number");

-- CreateIndex
CREATE INDEX "session_congress_id_starts_on_idx" ON "session"("congress_id", "starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "session_term_id_number_key" ON "session"("term_id", "number");

-- CreateIndex
CREATE INDEX "organ_congress_id_kind_idx" ON "organ"("congress_id", "kind");

-- CreateIndex
CREATE INDEX "organ_parent_id_idx" ON "organ"("parent_id");

-- CreateIndex
CREATE INDEX "delegation_congress_id_idx" ON "delegation"("congress_id");

-- CreateIndex
CREATE UNIQUE INDEX "delegation_term_id_name_key" ON "delegation"("term_id", "name");

-- CreateIndex
CREATE INDEX "constituency_congress_id_idx" ON "constituency"("congress_id");

-- CreateIndex
CREATE UNIQUE INDEX "constituency_term_id_name_key" ON "constituency"("term_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "deputy_group_congress_id_name_key" ON "deputy_group"("congress_id", "name");

-- CreateIndex
CREATE INDEX "deputy_group_member_person_id_idx" ON "deputy_group_member"("person_id");

-- CreateIndex
CREATE INDEX "duty_record_mandate_id_occurred_on_idx" ON "duty_record"("mandate_id", "occurred_on");

-- CreateIndex
CREATE INDEX "duty_record_person_id_idx" ON "duty_record"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_record_event_id_mandate_id_key" ON "duty_record"("event_id", "mandate_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_user_id_key" ON "person"("user_id");

-- CreateIndex
CREATE INDEX "person_phone_index_idx" ON "person"("phone_index");

-- CreateIndex
CREATE INDEX "person_name_idx" ON "person"("name");

-- CreateIndex
CREATE INDEX "person_congress_ids_idx" ON "person" USING GIN ("congress_ids");

-- CreateIndex
CREATE INDEX "mandate_person_id_idx" ON "mandate"("person_id");

-- CreateIndex
CREATE INDEX "mandate_congress_id_status_idx" ON "mandate"("congress_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "mandate_term_id_certificate_key" ON "mandate"("term_id", "certificate");

-- CreateIndex
CREATE INDEX "appointment_person_id_idx" ON "appointment"("person_id");

-- CreateIndex
CREATE INDEX "appointment_congress_id_idx" ON "appointment"("congress_id");

-- CreateIndex
CREATE INDEX "appointment_organ_id_idx" ON "appointment"("organ_id");

-- CreateIndex
CREATE UNIQUE INDEX "auth_user_email_key" ON "auth_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "auth_user_username_key" ON "auth_user"("username");

-- CreateIndex
CREATE UNIQUE INDEX "auth_session_token_key" ON "auth_session"("token");

-- CreateIndex
CREATE INDEX "auth_session_user_id_idx" ON "auth_session"("user_id");

-- CreateIndex
CREATE INDEX "auth_account_user_id_idx" ON "auth_account"("user_id");

-- CreateIndex
CREATE INDEX "auth_verification_identifier_idx" ON "auth_verification"("identifier");

-- CreateIndex
CREATE INDEX "notice_person_id_created_at_idx" ON "notice"("person_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "notice_congress_id_idx" ON "notice"("congress_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_event_id_person_id_kind_key" ON "notice"("event_id", "person_id", "kind");

-- CreateIndex
CREATE INDEX "action_log_matter_id_at_idx" ON "action_log"("matter_id", "at");

-- CreateIndex
CREATE INDEX "action_log_congress_id_at_idx" ON "action_log"("congress_id", "at");

-- CreateIndex
CREATE INDEX "action_log_at_idx" ON "action_log"("at");

-- CreateIndex
CREATE INDEX "action_log_hash_idx" ON "action_log"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "action_log_subject_type_subject_id_sequence_key" ON "action_log"("subject_type", "subject_id", "sequence");

-- CreateIndex
CREATE INDEX "matter_share_congress_id_idx" ON "matter_share"("congress_id");

-- CreateIndex
CREATE INDEX "deadline_congress_id_status_due_on_idx" ON "deadline"("congress_id", "status", "due_on");

-- CreateIndex
CREATE INDEX "deadline_subject_id_kind_idx" ON "deadline"("subject_id", "kind");

-- CreateIndex
CREATE INDEX "deadline_matter_id_idx" ON "deadline"("matter_id");

-- CreateIndex
CREATE UNIQUE INDEX "domain_event_position_key" ON "domain_event"("position");

-- CreateIndex
CREATE INDEX "domain_event_congress_id_position_idx" ON "domain_event"("congress_id", "position");

-- CreateIndex
CREATE INDEX "domain_event_type_position_idx" ON "domain_event"("type", "position");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "congress_parameter_history_congress_id_key_idx" ON "congress_parameter_history"("congress_id", "key");

-- CreateIndex
CREATE INDEX "stored_file_matter_id_idx" ON "stored_file"("matter_id");

-- CreateIndex
CREATE INDEX "stored_file_subject_id_idx" ON "stored_file"("subject_id");

-- CreateIndex
CREATE INDEX "stored_file_sha256_idx" ON "stored_file"("sha256");

-- CreateIndex
CREATE INDEX "suggestion_congress_id_state_due_on_idx" ON "suggestion"("congress_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "suggestion_congress_id_submitted_at_idx" ON "suggestion"("congress_id", "submitted_at" DESC);

-- CreateIndex
CREATE INDEX "suggestion_congress_id_lead_organ_id_idx" ON "suggestion"("congress_id", "lead_organ_id");

-- CreateIndex
CREATE INDEX "suggestion_lead_person_id_updated_at_idx" ON "suggestion"("lead_person_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "suggestion_congress_id_term_id_number_idx" ON "suggestion"("congress_id", "term_id", "number");

-- CreateIndex
CREATE INDEX "suggestion_published_at_idx" ON "suggestion"("published_at" DESC);

-- CreateIndex
CREATE INDEX "suggestion_congress_id_published_at_idx" ON "suggestion"("congress_id", "published_at" DESC);

-- CreateIndex
CREATE INDEX "suggestion_search_vector_idx" ON "suggestion" USING GIN ("search_vector");

-- CreateIndex
CREATE INDEX "cosigner_person_id_state_idx" ON "cosigner"("person_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "cosigner_suggestion_id_mandate_id_key" ON "cosigner"("suggestion_id", "mandate_id");

-- CreateIndex
CREATE INDEX "assignment_organ_id_state_idx" ON "assignment"("organ_id", "state");

-- CreateIndex
CREATE INDEX "assignment_suggestion_id_idx" ON "assignment"("suggestion_id");

-- CreateIndex
CREATE INDEX "assignment_congress_id_idx" ON "assignment"("congress_id");

-- CreateIndex
CREATE INDEX "contact_suggestion_id_idx" ON "contact"("suggestion_id");

-- CreateIndex
CREATE INDEX "reply_suggestion_id_idx" ON "reply"("suggestion_id");

-- CreateIndex
CREATE UNIQUE INDEX "reply_assignment_id_round_key" ON "reply"("assignment_id", "round");

-- CreateIndex
CREATE INDEX "commitment_suggestion_id_idx" ON "commitment"("suggestion_id");

-- CreateIndex
CREATE INDEX "commitment_congress_id_state_due_on_idx" ON "commitment"("congress_id", "state", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_suggestion_id_round_key" ON "evaluation"("suggestion_id", "round");

-- CreateIndex
CREATE INDEX "extension_suggestion_id_idx" ON "extension"("suggestion_id");

-- CreateIndex
CREATE INDEX "supervision_suggestion_id_idx" ON "supervision"("suggestion_id");

-- AddForeignKey
ALTER TABLE "congress" ADD CONSTRAINT "congress_division_code_fkey" FOREIGN KEY ("division_code") REFERENCES "division"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term" ADD CONSTRAINT "term_congress_id_fkey" FOREIGN KEY ("congress_id") REFERENCES "congress"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_term_id_fkey" FOREIGN KEY ("term_id") REFERENCES "term"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organ" ADD CONSTRAINT "organ_congress_id_fkey" FOREIGN KEY ("congress_id") REFERENCES "congress"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organ" ADD CONSTRAINT "organ_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organ"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deputy_group_member" ADD CONSTRAINT "deputy_group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "deputy_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mandate" ADD CONSTRAINT "mandate_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_organ_id_fkey" FOREIGN KEY ("organ_id") REFERENCES "organ"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_account" ADD CONSTRAINT "auth_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cosigner" ADD CONSTRAINT "cosigner_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply" ADD CONSTRAINT "reply_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extension" ADD CONSTRAINT "extension_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supervision" ADD CONSTRAINT "supervision_suggestion_id_fkey" FOREIGN KEY ("suggestion_id") REFERENCES "suggestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
