-- AlterTable
ALTER TABLE "opinion" ADD COLUMN     "merged_into" UUID;

-- CreateIndex
CREATE INDEX "opinion_merged_into_idx" ON "opinion"("merged_into");
