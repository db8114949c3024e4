-- CreateTable
CREATE TABLE "topic_call" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "title" TEXT NOT NULL,
    "wanted" TEXT NOT NULL,
    "topics" TEXT[],
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "participants" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "topic_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_topic" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'held',
    "version" INTEGER NOT NULL DEFAULT 0,
    "title" TEXT NOT NULL,
    "situation" TEXT NOT NULL,
    "wish" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "shown" BOOLEAN NOT NULL DEFAULT false,
    "held_because" TEXT[],
    "set_aside_ground" TEXT,
    "set_aside_reason" TEXT,
    "merged_into_id" UUID,
    "proposals" INTEGER NOT NULL DEFAULT 1,
    "supports" INTEGER NOT NULL DEFAULT 0,
    "mandate_id" UUID,
    "person_id" UUID,
    "deputy_name" TEXT,
    "suggestion_id" UUID,
    "stage" TEXT,
    "number_label" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_proposal" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "topic_id" UUID NOT NULL,
    "own_topic_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "person_id" UUID,
    "mandate_id" UUID,
    "proposer_name" TEXT,
    "title" TEXT NOT NULL,
    "situation" TEXT NOT NULL,
    "wish" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "number" TEXT NOT NULL,
    "form_key" TEXT,
    "contact_cipher" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_support" (
    "topic_id" UUID NOT NULL,
    "voter_key" TEXT NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_support_pkey" PRIMARY KEY ("topic_id","voter_key")
);

-- CreateTable
CREATE TABLE "call_join" (
    "topic_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_join_pkey" PRIMARY KEY ("topic_id","mandate_id")
);

-- CreateIndex
CREATE INDEX "topic_call_congress_id_state_ends_on_idx" ON "topic_call"("congress_id", "state", "ends_on");

-- CreateIndex
CREATE INDEX "call_topic_call_id_state_idx" ON "call_topic"("call_id", "state");

-- CreateIndex
CREATE INDEX "call_topic_call_id_supports_id_idx" ON "call_topic"("call_id", "supports" DESC, "id");

-- CreateIndex
CREATE INDEX "call_topic_suggestion_id_idx" ON "call_topic"("suggestion_id");

-- CreateIndex
CREATE UNIQUE INDEX "call_proposal_number_key" ON "call_proposal"("number");

-- CreateIndex
CREATE UNIQUE INDEX "call_proposal_form_key_key" ON "call_proposal"("form_key");

-- CreateIndex
CREATE INDEX "call_proposal_topic_id_idx" ON "call_proposal"("topic_id");

-- CreateIndex
CREATE INDEX "call_proposal_call_id_created_at_idx" ON "call_proposal"("call_id", "created_at");

-- CreateIndex
CREATE INDEX "call_proposal_person_id_idx" ON "call_proposal"("person_id");

-- CreateIndex
CREATE INDEX "call_support_mandate_id_idx" ON "call_support"("mandate_id");

-- CreateIndex
CREATE INDEX "call_join_person_id_idx" ON "call_join"("person_id");
