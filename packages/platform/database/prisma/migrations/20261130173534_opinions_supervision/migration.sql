-- CreateTable
CREATE TABLE "opinion_supervision" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "opinion_id" UUID NOT NULL,
    "issuer_organ_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "signer" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "number_label" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "organ_name" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3),
    "answer" TEXT,
    "done_by" DATE,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "outcome" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "opinion_supervision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opinion_supervision_series" (
    "congress_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "opinion_supervision_series_pkey" PRIMARY KEY ("congress_id","year")
);

-- CreateIndex
CREATE INDEX "opinion_supervision_opinion_id_idx" ON "opinion_supervision"("opinion_id");

-- CreateIndex
CREATE INDEX "opinion_supervision_congress_id_state_due_on_idx" ON "opinion_supervision"("congress_id", "state", "due_on");

-- CreateIndex
CREATE INDEX "opinion_supervision_issuer_organ_id_state_idx" ON "opinion_supervision"("issuer_organ_id", "state");
