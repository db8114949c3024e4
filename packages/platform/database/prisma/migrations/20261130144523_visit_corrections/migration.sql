-- AlterTable
ALTER TABLE "deputy_visit" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "deputy_visit_version" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "household_id" UUID,
    "way" TEXT NOT NULL,
    "visited_on" DATE NOT NULL,
    "cipher" TEXT,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deputy_visit_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deputy_visit_version_visit_id_idx" ON "deputy_visit_version"("visit_id");

-- CreateIndex
CREATE INDEX "deputy_visit_version_person_id_idx" ON "deputy_visit_version"("person_id");

-- CreateIndex
CREATE INDEX "deputy_visit_version_congress_id_idx" ON "deputy_visit_version"("congress_id");
