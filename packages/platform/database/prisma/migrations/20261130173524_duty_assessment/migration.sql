-- CreateTable
CREATE TABLE "duty_rule_version" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "from_year" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_rule_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_circumstance" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT,
    "year" INTEGER,
    "from_day" DATE,
    "until_day" DATE,
    "reason" TEXT NOT NULL,
    "revokes_id" UUID,
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_circumstance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_objection" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'filed',
    "version" INTEGER NOT NULL DEFAULT 0,
    "year" INTEGER NOT NULL,
    "subsystem" TEXT NOT NULL,
    "record_id" UUID,
    "record_title" TEXT,
    "text" TEXT NOT NULL,
    "granted" DOUBLE PRECISION,
    "answer" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_year" (
    "congress_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "rules_label" TEXT NOT NULL,
    "closed_by" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_year_pkey" PRIMARY KEY ("congress_id","year")
);

-- CreateTable
CREATE TABLE "duty_result" (
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "edition" INTEGER NOT NULL,
    "total" DOUBLE PRECISION,
    "content" JSONB NOT NULL,
    "objection_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "by_label" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_result_pkey" PRIMARY KEY ("mandate_id","year","edition")
);

-- CreateIndex
CREATE UNIQUE INDEX "duty_rule_version_congress_id_number_key" ON "duty_rule_version"("congress_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "duty_circumstance_revokes_id_key" ON "duty_circumstance"("revokes_id");

-- CreateIndex
CREATE INDEX "duty_circumstance_congress_id_kind_idx" ON "duty_circumstance"("congress_id", "kind");

-- CreateIndex
CREATE INDEX "duty_circumstance_mandate_id_idx" ON "duty_circumstance"("mandate_id");

-- CreateIndex
CREATE INDEX "duty_objection_congress_id_state_created_at_idx" ON "duty_objection"("congress_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "duty_objection_mandate_id_year_idx" ON "duty_objection"("mandate_id", "year");

-- CreateIndex
CREATE INDEX "duty_objection_person_id_idx" ON "duty_objection"("person_id");

-- CreateIndex
CREATE INDEX "duty_result_congress_id_year_idx" ON "duty_result"("congress_id", "year");
