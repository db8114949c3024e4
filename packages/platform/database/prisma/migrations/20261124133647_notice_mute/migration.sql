-- CreateTable
CREATE TABLE "notice_mute" (
    "congress_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_mute_pkey" PRIMARY KEY ("congress_id","person_id")
);
