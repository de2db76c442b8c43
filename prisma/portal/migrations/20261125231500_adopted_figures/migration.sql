-- DropIndex
DROP INDEX "draft_question_release_id_scheme_hash_key";

-- AlterTable
ALTER TABLE "draft_question" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'SIZES';

-- CreateIndex
CREATE UNIQUE INDEX "draft_question_release_id_kind_scheme_hash_key" ON "draft_question"("release_id", "kind", "scheme_hash");
