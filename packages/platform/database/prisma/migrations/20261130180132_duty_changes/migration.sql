-- CreateTable
CREATE TABLE "duty_change" (
    "event_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "matter_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "proof" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "duty_change_pkey" PRIMARY KEY ("event_id")
);

-- CreateIndex
CREATE INDEX "duty_change_matter_id_idx" ON "duty_change"("matter_id");

-- CreateIndex
CREATE INDEX "duty_change_congress_id_idx" ON "duty_change"("congress_id");
