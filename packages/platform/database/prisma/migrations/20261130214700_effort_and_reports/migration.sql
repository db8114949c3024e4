-- CreateTable
CREATE TABLE "duty_report" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "content" JSONB NOT NULL,
    "given" JSONB,
    "given_on" DATE,
    "declaration_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "effort_day" (
    "congress_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "task" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "effort_day_pkey" PRIMARY KEY ("congress_id","day","task","measure","bucket")
);

-- CreateIndex
CREATE INDEX "duty_report_congress_id_year_idx" ON "duty_report"("congress_id", "year");

-- CreateIndex
CREATE INDEX "duty_report_person_id_idx" ON "duty_report"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "duty_report_mandate_id_year_key" ON "duty_report"("mandate_id", "year");
