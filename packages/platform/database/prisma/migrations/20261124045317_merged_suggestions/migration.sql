-- CreateIndex
CREATE INDEX "suggestion_merged_into_id_idx" ON "suggestion"("merged_into_id");
