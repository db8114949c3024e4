-- AlterTable
ALTER TABLE "reception_day" ADD COLUMN     "form" TEXT;
