-- AlterTable
ALTER TABLE "congress" ADD COLUMN     "committee_seats" INTEGER,
ADD COLUMN     "deputy_quota" INTEGER,
ADD COLUMN     "population" INTEGER;

-- AlterTable
ALTER TABLE "delegation" ADD COLUMN     "leader_id" UUID;
