-- CreateTable
CREATE TABLE "duty_activity" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "version" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "theme" TEXT NOT NULL,
    "details" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL,
    "organiser" TEXT NOT NULL,
    "held_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "starts_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,
    "session_id" UUID,
    "counts_elsewhere" BOOLEAN NOT NULL DEFAULT false,
    "targets" JSONB NOT NULL DEFAULT '{}',
    "sign_in_secret" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "seen" TEXT,
    "results" TEXT,
    "recorded_by" TEXT,
    "recorded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_invitation" (
    "id" UUID NOT NULL,
    "activity_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'invited',
    "version" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "decision" TEXT,
    "decided_by" TEXT,
    "signed_in_at" TIMESTAMPTZ(3),
    "sign_in_way" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "duty_activity_congress_id_held_on_idx" ON "duty_activity"("congress_id", "held_on");

-- CreateIndex
CREATE INDEX "duty_activity_session_id_idx" ON "duty_activity"("session_id");

-- CreateIndex
CREATE INDEX "duty_invitation_mandate_id_state_idx" ON "duty_invitation"("mandate_id", "state");

-- CreateIndex
CREATE INDEX "duty_invitation_congress_id_state_idx" ON "duty_invitation"("congress_id", "state");

-- CreateIndex
CREATE INDEX "duty_invitation_person_id_idx" ON "duty_invitation"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_invitation_activity_id_mandate_id_key" ON "duty_invitation"("activity_id", "mandate_id");
