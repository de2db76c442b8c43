-- AlterTable
ALTER TABLE "draft_budget" ADD COLUMN     "adopted" JSONB;
