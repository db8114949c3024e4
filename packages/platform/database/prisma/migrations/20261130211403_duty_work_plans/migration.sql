-- AlterTable
ALTER TABLE "duty_activity" ADD COLUMN     "group_id" UUID,
ADD COLUMN     "plan_item_id" UUID,
ADD COLUMN     "public_words" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "shown" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "duty_work_plan" (
    "id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "passed_by" TEXT,
    "passed_on" DATE,
    "meeting" TEXT,
    "told_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_work_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_work_plan_item" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "congress_id" UUID NOT NULL,
    "sort" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_month" INTEGER NOT NULL,
    "until_month" INTEGER NOT NULL,
    "responsible" TEXT NOT NULL,
    "targets" JSONB NOT NULL DEFAULT '{}',
    "audience" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "duty_work_plan_item_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "duty_work_plan_congress_id_year_key" ON "duty_work_plan"("congress_id", "year");

-- CreateIndex
CREATE INDEX "duty_work_plan_item_plan_id_sort_idx" ON "duty_work_plan_item"("plan_id", "sort");

-- CreateIndex
CREATE INDEX "duty_activity_plan_item_id_idx" ON "duty_activity"("plan_item_id");

-- CreateIndex
CREATE INDEX "duty_activity_shown_held_on_idx" ON "duty_activity"("shown", "held_on");
