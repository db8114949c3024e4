-- AlterTable
ALTER TABLE "article" ADD COLUMN     "adopted_on" DATE,
ADD COLUMN     "document_kind" TEXT,
ADD COLUMN     "document_number" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "gazette_issue" INTEGER,
ADD COLUMN     "gazette_year" INTEGER,
ADD COLUMN     "issuer" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "validity" TEXT NOT NULL DEFAULT 'in_force',
ADD COLUMN     "validity_note" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "article_congress_id_gazette_year_gazette_issue_idx" ON "article"("congress_id", "gazette_year", "gazette_issue");
