-- AlterTable
ALTER TABLE "assignment" ADD COLUMN     "return_until" DATE;

-- AlterTable
ALTER TABLE "suggestion" ADD COLUMN     "withdrawal_reason" TEXT;

