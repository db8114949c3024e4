-- CreateTable
CREATE TABLE "opinion" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "version" INTEGER NOT NULL DEFAULT 0,
    "number" TEXT NOT NULL,
    "form_key" TEXT,
    "source" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "topic" TEXT,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "name_cipher" TEXT,
    "hide_name" BOOLEAN NOT NULL DEFAULT true,
    "held_because" TEXT[],
    "station_id" UUID,
    "deputy_person_id" UUID,
    "entered_by_id" UUID,
    "organ_id" UUID,
    "organ_name" TEXT,
    "channel" TEXT,
    "reply" TEXT,
    "replied_by" TEXT,
    "replied_at" TIMESTAMPTZ(3),
    "mandate_id" UUID,
    "person_id" UUID,
    "deputy_name" TEXT,
    "suggestion_id" UUID,
    "stage" TEXT,
    "dissatisfied" INTEGER NOT NULL DEFAULT 0,
    "satisfaction" TEXT,
    "due_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion_message" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "opinion_id" UUID NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "opinion_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "opinion_number_key" ON "opinion"("number");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_form_key_key" ON "opinion"("form_key");

-- CreateIndex
CREATE INDEX "opinion_congress_id_state_due_on_idx" ON "opinion"("congress_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "opinion_congress_id_created_at_idx" ON "opinion"("congress_id", "created_at");

-- CreateIndex
CREATE INDEX "opinion_organ_id_state_idx" ON "opinion"("organ_id", "state");

-- CreateIndex
CREATE INDEX "opinion_deputy_person_id_idx" ON "opinion"("deputy_person_id");

-- CreateIndex
CREATE INDEX "opinion_suggestion_id_idx" ON "opinion"("suggestion_id");

-- CreateIndex
CREATE INDEX "opinion_message_opinion_id_created_at_idx" ON "opinion_message"("opinion_id", "created_at");
