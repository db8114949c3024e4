-- CreateTable
CREATE TABLE "opinion_exchange" (
    "opinion_id" UUID NOT NULL,
    "organ_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "external_id" TEXT,
    "sent_in" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_exchange_pkey" PRIMARY KEY ("opinion_id","organ_id")
);

-- CreateTable
CREATE TABLE "opinion_exchange_message" (
    "organ_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "opinion_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_exchange_message_pkey" PRIMARY KEY ("organ_id","event_id")
);

-- CreateTable
CREATE TABLE "opinion_exchange_cursor" (
    "organ_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_exchange_cursor_pkey" PRIMARY KEY ("organ_id")
);

-- CreateTable
CREATE TABLE "opinion_exchange_inbound" (
    "organ_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "congress_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "result" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opinion_exchange_inbound_pkey" PRIMARY KEY ("organ_id","message_id")
);

-- CreateIndex
CREATE INDEX "opinion_exchange_congress_id_idx" ON "opinion_exchange"("congress_id");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_exchange_organ_id_external_id_key" ON "opinion_exchange"("organ_id", "external_id");

-- CreateIndex
CREATE INDEX "opinion_exchange_message_congress_id_idx" ON "opinion_exchange_message"("congress_id");

-- CreateIndex
CREATE UNIQUE INDEX "opinion_exchange_message_organ_id_sequence_key" ON "opinion_exchange_message"("organ_id", "sequence");

-- CreateIndex
CREATE INDEX "opinion_exchange_cursor_congress_id_idx" ON "opinion_exchange_cursor"("congress_id");

-- CreateIndex
CREATE INDEX "opinion_exchange_inbound_organ_id_updated_at_idx" ON "opinion_exchange_inbound"("organ_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "opinion_exchange_inbound_congress_id_idx" ON "opinion_exchange_inbound"("congress_id");
