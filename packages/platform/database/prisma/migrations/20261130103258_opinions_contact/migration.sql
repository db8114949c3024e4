-- AlterTable
ALTER TABLE "opinion" ADD COLUMN     "contact_cipher" TEXT;
