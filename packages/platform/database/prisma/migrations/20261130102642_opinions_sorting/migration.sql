-- AlterTable
ALTER TABLE "opinion" ADD COLUMN     "division_code" TEXT,
ADD COLUMN     "subtopic" TEXT,
ADD COLUMN     "via_organ_id" UUID;

-- CreateTable
CREATE TABLE "opinion_correction" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "opinion_id" UUID NOT NULL,
    "topic" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion_lesson" (
    "congress_id" UUID NOT NULL,
    "corrections" INTEGER NOT NULL,
    "adjustment" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_lesson_pkey" PRIMARY KEY ("congress_id")
);

-- CreateIndex
CREATE INDEX "opinion_correction_congress_id_id_idx" ON "opinion_correction"("congress_id", "id");

-- CreateIndex
CREATE INDEX "opinion_correction_opinion_id_idx" ON "opinion_correction"("opinion_id");

-- CreateIndex
CREATE INDEX "opinion_via_organ_id_idx" ON "opinion"("via_organ_id");

-- CreateIndex
CREATE INDEX "opinion_congress_id_topic_subtopic_idx" ON "opinion"("congress_id", "topic", "subtopic");

-- CreateIndex
CREATE INDEX "opinion_station_id_idx" ON "opinion"("station_id");

-- CreateIndex
CREATE INDEX "opinion_division_code_idx" ON "opinion"("division_code");

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_division_code_fkey" FOREIGN KEY ("division_code") REFERENCES "division"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_station_id_fkey" FOREIGN KEY ("station_id") REFERENCES "station"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
