-- CreateTable
CREATE TABLE "duty_mute" (
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_mute_pkey" PRIMARY KEY ("mandate_id")
);
