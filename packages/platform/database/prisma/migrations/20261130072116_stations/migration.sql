-- CreateTable
CREATE TABLE "station" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "division_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'station',
    "label" TEXT NOT NULL,
    "functions" TEXT[],
    "address" TEXT NOT NULL,
    "longitude" DOUBLE PRECISION,
    "latitude" DOUBLE PRECISION,
    "hours" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "rules" TEXT NOT NULL DEFAULT '',
    "plan" TEXT NOT NULL DEFAULT '',
    "plan_year" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 0,
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "close_reason" TEXT,
    "merged_into_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "station_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "station_staff" (
    "station_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "duty" TEXT NOT NULL,

    CONSTRAINT "station_staff_pkey" PRIMARY KEY ("station_id","appointment_id")
);

-- CreateTable
CREATE TABLE "station_member" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "station_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "mandate_congress_id" UUID NOT NULL,
    "basis" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "current_mandate_id" UUID,

    CONSTRAINT "station_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deputy_code" (
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "deputy_code_pkey" PRIMARY KEY ("congress_id","person_id")
);

-- CreateTable
CREATE TABLE "reception_day" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "station_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "version" INTEGER NOT NULL DEFAULT 0,
    "held_on" DATE NOT NULL,
    "starts_at" TEXT NOT NULL,
    "ends_at" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "theme" TEXT NOT NULL DEFAULT '',
    "announced_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT,
    "visitors" INTEGER,
    "questions" TEXT,
    "outcome" TEXT,
    "recorded_by" TEXT,
    "recorded_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reception_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reception_deputy" (
    "reception_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "mandate_congress_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3),
    "attended" BOOLEAN,

    CONSTRAINT "reception_deputy_pkey" PRIMARY KEY ("reception_id","mandate_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "station_code_key" ON "station"("code");

-- CreateIndex
CREATE INDEX "station_congress_id_state_idx" ON "station"("congress_id", "state");

-- CreateIndex
CREATE INDEX "station_division_code_idx" ON "station"("division_code");

-- CreateIndex
CREATE INDEX "station_merged_into_id_idx" ON "station"("merged_into_id");

-- CreateIndex
CREATE INDEX "station_staff_congress_id_idx" ON "station_staff"("congress_id");

-- CreateIndex
CREATE INDEX "station_staff_person_id_idx" ON "station_staff"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "station_member_current_mandate_id_key" ON "station_member"("current_mandate_id");

-- CreateIndex
CREATE INDEX "station_member_station_id_current_mandate_id_idx" ON "station_member"("station_id", "current_mandate_id");

-- CreateIndex
CREATE INDEX "station_member_person_id_idx" ON "station_member"("person_id");

-- CreateIndex
CREATE INDEX "station_member_mandate_id_idx" ON "station_member"("mandate_id");

-- CreateIndex
CREATE INDEX "station_member_congress_id_idx" ON "station_member"("congress_id");

-- CreateIndex
CREATE UNIQUE INDEX "deputy_code_code_key" ON "deputy_code"("code");

-- CreateIndex
CREATE INDEX "deputy_code_person_id_idx" ON "deputy_code"("person_id");

-- CreateIndex
CREATE INDEX "reception_day_congress_id_state_held_on_idx" ON "reception_day"("congress_id", "state", "held_on");

-- CreateIndex
CREATE INDEX "reception_day_station_id_held_on_idx" ON "reception_day"("station_id", "held_on");

-- CreateIndex
CREATE INDEX "reception_deputy_mandate_id_idx" ON "reception_deputy"("mandate_id");

-- CreateIndex
CREATE INDEX "reception_deputy_person_id_idx" ON "reception_deputy"("person_id");

-- CreateIndex
CREATE INDEX "reception_deputy_congress_id_idx" ON "reception_deputy"("congress_id");
