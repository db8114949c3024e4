-- CreateTable
CREATE TABLE "duty_book_part" (
    "operation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "congress_id" UUID NOT NULL,
    "mandate_id" UUID NOT NULL,
    "content" JSONB,

    CONSTRAINT "duty_book_part_pkey" PRIMARY KEY ("operation_id","position")
);
