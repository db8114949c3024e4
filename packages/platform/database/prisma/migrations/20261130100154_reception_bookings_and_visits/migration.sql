-- CreateTable
CREATE TABLE "reception_booking" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "reception_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'booked',
    "version" INTEGER NOT NULL DEFAULT 0,
    "question" TEXT NOT NULL DEFAULT '',
    "name_cipher" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reception_booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "household" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "cipher" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deputy_visit" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "household_id" UUID,
    "way" TEXT NOT NULL,
    "visited_on" DATE NOT NULL,
    "cipher" TEXT,
    "opinion_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deputy_visit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reception_booking_number_key" ON "reception_booking"("number");

-- CreateIndex
CREATE UNIQUE INDEX "reception_booking_form_key_key" ON "reception_booking"("form_key");

-- CreateIndex
CREATE INDEX "reception_booking_reception_id_state_idx" ON "reception_booking"("reception_id", "state");

-- CreateIndex
CREATE INDEX "reception_booking_congress_id_state_idx" ON "reception_booking"("congress_id", "state");

-- CreateIndex
CREATE INDEX "household_mandate_id_idx" ON "household"("mandate_id");

-- CreateIndex
CREATE INDEX "household_person_id_idx" ON "household"("person_id");

-- CreateIndex
CREATE INDEX "household_congress_id_idx" ON "household"("congress_id");

-- CreateIndex
CREATE INDEX "deputy_visit_mandate_id_visited_on_idx" ON "deputy_visit"("mandate_id", "visited_on");

-- CreateIndex
CREATE INDEX "deputy_visit_person_id_idx" ON "deputy_visit"("person_id");

-- CreateIndex
CREATE INDEX "deputy_visit_household_id_idx" ON "deputy_visit"("household_id");

-- CreateIndex
CREATE INDEX "deputy_visit_congress_id_idx" ON "deputy_visit"("congress_id");
