-- CreateIndex
CREATE INDEX "contact_assignment_id_idx" ON "contact"("assignment_id");
