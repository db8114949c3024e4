-- AlterTable
ALTER TABLE "auth_session" ADD COLUMN     "method" TEXT,
ADD COLUMN     "stepped_up_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "auth_user" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "disabled_reason" TEXT,
ADD COLUMN     "last_signed_in_at" TIMESTAMPTZ(3),
ADD COLUMN     "password_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "two_factor_enabled" BOOLEAN DEFAULT false;

-- AlterTable
ALTER TABLE "mandate" ADD COLUMN     "election" TEXT NOT NULL DEFAULT 'general',
ADD COLUMN     "suspended_until" DATE;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "address_cipher" TEXT,
ADD COLUMN     "address_masked" TEXT,
ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "id_card_cipher" TEXT,
ADD COLUMN     "id_card_index" TEXT,
ADD COLUMN     "id_card_masked" TEXT,
ADD COLUMN     "merged_into_id" UUID;

-- CreateTable
CREATE TABLE "auth_two_factor" (
    "id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "verified" BOOLEAN DEFAULT true,
    "failed_verification_count" INTEGER DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "auth_two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_passkey" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "public_key" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "device_type" TEXT NOT NULL,
    "backed_up" BOOLEAN NOT NULL,
    "transports" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "aaguid" TEXT,

    CONSTRAINT "auth_passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_password_history" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_password_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_sign_in_attempt" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_sign_in_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_jwks" (
    "id" UUID NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "alg" TEXT,
    "crv" TEXT,

    CONSTRAINT "auth_jwks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_oauth_client" (
    "id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "client_secret" TEXT,
    "client_discovery_id" TEXT,
    "disabled" BOOLEAN DEFAULT false,
    "skip_consent" BOOLEAN,
    "enable_end_session" BOOLEAN,
    "subject_type" TEXT,
    "scopes" TEXT[],
    "client_credentials_scopes" TEXT[],
    "user_id" UUID,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "name" TEXT,
    "uri" TEXT,
    "icon" TEXT,
    "contacts" TEXT[],
    "tos" TEXT,
    "policy" TEXT,
    "software_id" TEXT,
    "software_version" TEXT,
    "software_statement" TEXT,
    "redirect_uris" TEXT[],
    "post_logout_redirect_uris" TEXT[],
    "backchannel_logout_uri" TEXT,
    "backchannel_logout_session_required" BOOLEAN,
    "token_endpoint_auth_method" TEXT,
    "application_type" TEXT,
    "jwks" TEXT,
    "jwks_uri" TEXT,
    "grant_types" TEXT[],
    "response_types" TEXT[],
    "require_pkce" BOOLEAN,
    "dpop_bound_access_tokens" BOOLEAN DEFAULT false,
    "reference_id" TEXT,
    "metadata" JSONB,

    CONSTRAINT "auth_oauth_client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_oauth_resource" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "access_token_ttl" INTEGER,
    "refresh_token_ttl" INTEGER,
    "signing_algorithm" TEXT,
    "signing_key_id" TEXT,
    "allowed_scopes" TEXT[],
    "custom_claims" JSONB,
    "dpop_bound_access_tokens_required" BOOLEAN DEFAULT false,
    "disabled" BOOLEAN DEFAULT false,
    "created_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3),
    "policy_version" INTEGER DEFAULT 1,
    "metadata" JSONB,

    CONSTRAINT "auth_oauth_resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_oauth_client_resource" (
    "id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "metadata" JSONB,
    "created_at" TIMESTAMPTZ(3),

    CONSTRAINT "auth_oauth_client_resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_oauth_refresh_token" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "session_id" UUID,
    "user_id" UUID NOT NULL,
    "reference_id" TEXT,
    "authorization_code_id" TEXT,
    "resources" TEXT[],
    "requested_user_info_claims" TEXT[],
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked" TIMESTAMPTZ(3),
    "rotated_at" TIMESTAMPTZ(3),
    "rotation_replay_response" TEXT,
    "rotation_replay_expires_at" TIMESTAMPTZ(3),
    "auth_time" TIMESTAMPTZ(3),
    "confirmation" JSONB,
    "scopes" TEXT[],

    CONSTRAINT "auth_oauth_refresh_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_oauth_access_token" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "session_id" UUID,
    "user_id" UUID,
    "reference_id" TEXT,
    "authorization_code_id" TEXT,
    "resources" TEXT[],
    "requested_user_info_claims" TEXT[],
    "refresh_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked" TIMESTAMPTZ(3),
    "confirmation" JSONB,
    "scopes" TEXT[],

    CONSTRAINT "auth_oauth_access_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_oauth_consent" (
    "id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "user_id" UUID,
    "reference_id" TEXT,
    "resources" TEXT[],
    "requested_user_info_claims" TEXT[],
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_oauth_consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_oauth_client_assertion" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_oauth_client_assertion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organ_act" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "old_name" TEXT NOT NULL,
    "new_name" TEXT,
    "successor_id" UUID,
    "on_day" DATE NOT NULL,
    "basis" TEXT,
    "acting_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organ_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mandate_act" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "ground" TEXT,
    "decided_by" TEXT,
    "decision_note" TEXT,
    "announcement_number" TEXT,
    "announced_on" DATE,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "acting_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mandate_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stand_in" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "appointment_id" UUID,
    "mandate_id" UUID,
    "organ_id" UUID,
    "roles" TEXT[],
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "granted_by_id" UUID,
    "granted_by" TEXT NOT NULL,
    "approved_by_id" UUID,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stand_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_merge" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "merged_id" UUID NOT NULL,
    "kept_name" TEXT NOT NULL,
    "merged_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "moved" JSONB NOT NULL,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reversible_until" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" TEXT,

    CONSTRAINT "person_merge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_data_access" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "viewer_id" UUID NOT NULL,
    "viewer" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "personal_data_access_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "data_key" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "algorithm" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "data_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "act_link" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "capacity_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "matter_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "notice_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "used_address" TEXT,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "act_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operation" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "progress" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'reading',
    "options" JSONB NOT NULL DEFAULT '{}',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "created_by_id" UUID NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "batch_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "differences" JSONB NOT NULL DEFAULT '[]',
    "outcome" TEXT NOT NULL DEFAULT 'pending',
    "made" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("batch_id","line")
);

-- CreateIndex
CREATE INDEX "auth_two_factor_user_id_idx" ON "auth_two_factor"("user_id");

-- CreateIndex
CREATE INDEX "auth_passkey_user_id_idx" ON "auth_passkey"("user_id");

-- CreateIndex
CREATE INDEX "auth_passkey_credential_id_idx" ON "auth_passkey"("credential_id");

-- CreateIndex
CREATE INDEX "auth_password_history_user_id_at_idx" ON "auth_password_history"("user_id", "at");

-- CreateIndex
CREATE INDEX "auth_sign_in_attempt_user_id_at_idx" ON "auth_sign_in_attempt"("user_id", "at");

-- CreateIndex
CREATE INDEX "auth_sign_in_attempt_at_idx" ON "auth_sign_in_attempt"("at");

-- CreateIndex
CREATE UNIQUE INDEX "auth_oauth_client_client_id_key" ON "auth_oauth_client"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "auth_oauth_resource_identifier_key" ON "auth_oauth_resource"("identifier");

-- CreateIndex
CREATE INDEX "auth_oauth_client_resource_client_id_idx" ON "auth_oauth_client_resource"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "auth_oauth_refresh_token_token_key" ON "auth_oauth_refresh_token"("token");

-- CreateIndex
CREATE INDEX "auth_oauth_refresh_token_client_id_idx" ON "auth_oauth_refresh_token"("client_id");

-- CreateIndex
CREATE INDEX "auth_oauth_refresh_token_user_id_idx" ON "auth_oauth_refresh_token"("user_id");

-- CreateIndex
CREATE INDEX "auth_oauth_refresh_token_session_id_idx" ON "auth_oauth_refresh_token"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "auth_oauth_access_token_token_key" ON "auth_oauth_access_token"("token");

-- CreateIndex
CREATE INDEX "auth_oauth_access_token_client_id_idx" ON "auth_oauth_access_token"("client_id");

-- CreateIndex
CREATE INDEX "auth_oauth_access_token_user_id_idx" ON "auth_oauth_access_token"("user_id");

-- CreateIndex
CREATE INDEX "auth_oauth_access_token_session_id_idx" ON "auth_oauth_access_token"("session_id");

-- CreateIndex
CREATE INDEX "auth_oauth_consent_client_id_idx" ON "auth_oauth_consent"("client_id");

-- CreateIndex
CREATE INDEX "auth_oauth_consent_user_id_idx" ON "auth_oauth_consent"("user_id");

-- CreateIndex
CREATE INDEX "organ_act_organ_id_idx" ON "organ_act"("organ_id");

-- CreateIndex
CREATE INDEX "organ_act_congress_id_idx" ON "organ_act"("congress_id");

-- CreateIndex
CREATE INDEX "mandate_act_mandate_id_at_idx" ON "mandate_act"("mandate_id", "at");

-- CreateIndex
CREATE INDEX "mandate_act_congress_id_at_idx" ON "mandate_act"("congress_id", "at");

-- CreateIndex
CREATE INDEX "stand_in_person_id_idx" ON "stand_in"("person_id");

-- CreateIndex
CREATE INDEX "stand_in_congress_id_kind_idx" ON "stand_in"("congress_id", "kind");

-- CreateIndex
CREATE INDEX "stand_in_appointment_id_idx" ON "stand_in"("appointment_id");

-- CreateIndex
CREATE INDEX "stand_in_mandate_id_idx" ON "stand_in"("mandate_id");

-- CreateIndex
CREATE INDEX "person_merge_kept_id_idx" ON "person_merge"("kept_id");

-- CreateIndex
CREATE INDEX "person_merge_merged_id_idx" ON "person_merge"("merged_id");

-- CreateIndex
CREATE INDEX "person_merge_congress_id_idx" ON "person_merge"("congress_id");

-- CreateIndex
CREATE INDEX "personal_data_access_person_id_at_idx" ON "personal_data_access"("person_id", "at");

-- CreateIndex
CREATE INDEX "personal_data_access_congress_id_at_idx" ON "personal_data_access"("congress_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "data_key_number_key" ON "data_key"("number");

-- CreateIndex
CREATE INDEX "act_link_person_id_idx" ON "act_link"("person_id");

-- CreateIndex
CREATE INDEX "act_link_matter_id_idx" ON "act_link"("matter_id");

-- CreateIndex
CREATE INDEX "act_link_congress_id_idx" ON "act_link"("congress_id");

-- CreateIndex
CREATE INDEX "act_link_notice_id_idx" ON "act_link"("notice_id");

-- CreateIndex
CREATE INDEX "operation_congress_id_kind_state_idx" ON "operation"("congress_id", "kind", "state");

-- CreateIndex
CREATE INDEX "import_batch_congress_id_created_at_idx" ON "import_batch"("congress_id", "created_at");

-- CreateIndex
CREATE INDEX "import_row_congress_id_idx" ON "import_row"("congress_id");

-- CreateIndex
CREATE INDEX "import_row_batch_id_verdict_idx" ON "import_row"("batch_id", "verdict");

-- CreateIndex
CREATE INDEX "person_id_card_index_idx" ON "person"("id_card_index");

-- AddForeignKey
ALTER TABLE "auth_two_factor" ADD CONSTRAINT "auth_two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_passkey" ADD CONSTRAINT "auth_passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
