-- CreateTable
CREATE TABLE "opinion_correction_undo" (
    "correction_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_correction_undo_pkey" PRIMARY KEY ("correction_id")
);

-- CreateIndex
CREATE INDEX "opinion_correction_undo_congress_id_idx" ON "opinion_correction_undo"("congress_id");
