-- AlterTable
ALTER TABLE "duty_report" ADD COLUMN     "agreed_at" TIMESTAMPTZ(3);
