-- CreateTable
CREATE TABLE "deputy_profile" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'empty',
    "version" INTEGER NOT NULL DEFAULT 0,
    "resume" TEXT NOT NULL DEFAULT '',
    "photo_id" UUID,
    "proposed_resume" TEXT NOT NULL DEFAULT '',
    "proposed_photo_id" UUID,
    "hidden" TEXT[],
    "reason" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deputy_profile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "deputy_profile_mandate_id_key" ON "deputy_profile"("mandate_id");

-- CreateIndex
CREATE INDEX "deputy_profile_congress_id_state_idx" ON "deputy_profile"("congress_id", "state");

-- CreateIndex
CREATE INDEX "deputy_profile_person_id_idx" ON "deputy_profile"("person_id");
