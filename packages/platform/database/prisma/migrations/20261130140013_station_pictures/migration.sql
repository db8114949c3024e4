-- CreateTable
CREATE TABLE "station_picture" (
    "file_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "station_id" UUID NOT NULL,
    "alt" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "station_picture_pkey" PRIMARY KEY ("file_id")
);

-- CreateIndex
CREATE INDEX "station_picture_station_id_position_idx" ON "station_picture"("station_id", "position");

-- CreateIndex
CREATE INDEX "station_picture_congress_id_idx" ON "station_picture"("congress_id");
