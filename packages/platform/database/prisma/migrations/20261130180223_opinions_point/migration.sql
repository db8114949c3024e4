-- AlterTable
ALTER TABLE "opinion" ADD COLUMN     "point_cipher" TEXT,
ADD COLUMN     "point_shared" BOOLEAN NOT NULL DEFAULT false;
