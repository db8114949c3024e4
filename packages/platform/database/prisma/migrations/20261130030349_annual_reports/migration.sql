-- CreateTable
CREATE TABLE "annual_report" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "title" TEXT NOT NULL,
    "figures" JSONB NOT NULL DEFAULT '{}',
    "as_of" DATE,
    "generated_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "published_content" JSONB,

    CONSTRAINT "annual_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annual_report_section" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "generated" TEXT NOT NULL,
    "text" TEXT,
    "based_on" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "changed_by" TEXT,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "annual_report_section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annual_report_version" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "annual_report_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "annual_report_congress_id_year_key" ON "annual_report"("congress_id", "year");

-- CreateIndex
CREATE UNIQUE INDEX "annual_report_section_report_id_key_key" ON "annual_report_section"("report_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "annual_report_version_report_id_number_key" ON "annual_report_version"("report_id", "number");

-- AddForeignKey
ALTER TABLE "annual_report_section" ADD CONSTRAINT "annual_report_section_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "annual_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annual_report_version" ADD CONSTRAINT "annual_report_version_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "annual_report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
