-- DropIndex
DROP INDEX "duty_record_event_id_mandate_id_key";

-- AlterTable
ALTER TABLE "duty_record" ADD COLUMN     "event_at" TIMESTAMPTZ(3),
ADD COLUMN     "record_key" TEXT,
ADD COLUMN     "standing" TEXT NOT NULL DEFAULT 'counted';

-- What is there stays readable until the archive of its congress is built by the new rules, which the nightly look or `pnpm smart
-- rebuild-archive` does. An event that comes before is entered beside it.
UPDATE "duty_record" SET "record_key" = 'before:' || "event_id", "event_at" = "occurred_on";
ALTER TABLE "duty_record" ALTER COLUMN "event_at" SET NOT NULL, ALTER COLUMN "record_key" SET NOT NULL;

-- CreateTable
CREATE TABLE "duty_archive" (
    "congress_id" UUID NOT NULL,
    "rules" INTEGER NOT NULL,
    "rebuilt_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_archive_pkey" PRIMARY KEY ("congress_id")
);

-- CreateTable
CREATE TABLE "duty_declaration" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "version" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "result" TEXT NOT NULL DEFAULT '',
    "facts" JSONB NOT NULL DEFAULT '{}',
    "return_reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_declaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_declaration_revision" (
    "declaration_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "congress_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "replaced_by" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_declaration_revision_pkey" PRIMARY KEY ("declaration_id","version")
);

-- CreateTable
CREATE TABLE "duty_rollup" (
    "congress_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "deputies" INTEGER NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_rollup_pkey" PRIMARY KEY ("congress_id","year","kind")
);

-- CreateTable
CREATE TABLE "duty_figure" (
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_figure_pkey" PRIMARY KEY ("mandate_id","year","kind")
);

-- CreateIndex
CREATE INDEX "duty_declaration_congress_id_state_created_at_idx" ON "duty_declaration"("congress_id", "state", "created_at");

-- CreateIndex
CREATE INDEX "duty_declaration_mandate_id_occurred_on_idx" ON "duty_declaration"("mandate_id", "occurred_on");

-- CreateIndex
CREATE INDEX "duty_declaration_person_id_idx" ON "duty_declaration"("person_id");

-- CreateIndex
CREATE INDEX "duty_figure_congress_id_year_idx" ON "duty_figure"("congress_id", "year");

-- CreateIndex
CREATE INDEX "duty_record_congress_id_occurred_on_idx" ON "duty_record"("congress_id", "occurred_on");

-- CreateIndex
CREATE UNIQUE INDEX "duty_record_mandate_id_record_key_key" ON "duty_record"("mandate_id", "record_key");
