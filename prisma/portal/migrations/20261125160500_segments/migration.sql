-- CreateTable
CREATE TABLE "segment_draft" (
    "id" TEXT NOT NULL,
    "county_code" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "based_on" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "segment_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment_version" (
    "draft_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_by_id" TEXT NOT NULL,
    "saved_by_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "segment_version_pkey" PRIMARY KEY ("draft_id","number")
);

-- CreateTable
CREATE TABLE "segment_comment" (
    "id" TEXT NOT NULL,
    "draft_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "segment_key" TEXT,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_name" TEXT,

    CONSTRAINT "segment_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment_vote" (
    "draft_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "voter_id" TEXT NOT NULL,
    "voter_name" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_vote_pkey" PRIMARY KEY ("draft_id","version","voter_id")
);

-- CreateTable
CREATE TABLE "segment_decision" (
    "id" TEXT NOT NULL,
    "draft_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "segment_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "adopted_scheme" (
    "id" TEXT NOT NULL,
    "draft_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "county_code" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "scheme_text" TEXT NOT NULL,
    "adopted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "adopted_by_id" TEXT NOT NULL,
    "adopted_by_name" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "adopted_scheme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_question" (
    "id" TEXT NOT NULL,
    "release_id" TEXT NOT NULL,
    "data_date" DATE NOT NULL,
    "scheme_hash" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "taken_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answer" JSONB,

    CONSTRAINT "draft_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft_budget" (
    "data_date" DATE NOT NULL,
    "budget" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "draft_budget_pkey" PRIMARY KEY ("data_date")
);

-- CreateIndex
CREATE INDEX "segment_comment_draft_id_at_idx" ON "segment_comment"("draft_id", "at");

-- CreateIndex
CREATE INDEX "segment_decision_draft_id_at_idx" ON "segment_decision"("draft_id", "at");

-- CreateIndex
CREATE INDEX "adopted_scheme_county_code_scope_adopted_at_idx" ON "adopted_scheme"("county_code", "scope", "adopted_at");

-- CreateIndex
CREATE INDEX "draft_question_answered_at_asked_at_idx" ON "draft_question"("answered_at", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "draft_question_release_id_scheme_hash_key" ON "draft_question"("release_id", "scheme_hash");

-- AddForeignKey
ALTER TABLE "segment_version" ADD CONSTRAINT "segment_version_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "segment_draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_comment" ADD CONSTRAINT "segment_comment_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "segment_draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_vote" ADD CONSTRAINT "segment_vote_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "segment_draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment_decision" ADD CONSTRAINT "segment_decision_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "segment_draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "adopted_scheme" ADD CONSTRAINT "adopted_scheme_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "segment_draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


