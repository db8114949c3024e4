-- CreateTable
CREATE TABLE "station_criterion" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "heading" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "measure" TEXT,
    "least" INTEGER,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "set_by" TEXT NOT NULL,
    "ended_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "station_criterion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "station_criterion_congress_id_starts_on_idx" ON "station_criterion"("congress_id", "starts_on");
