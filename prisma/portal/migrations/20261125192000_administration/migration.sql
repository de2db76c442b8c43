-- CreateTable
CREATE TABLE "vault_order" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'WAITING',
    "ordered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ordered_by_id" TEXT NOT NULL,
    "ordered_by_name" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3),
    "beat_at" TIMESTAMPTZ(3),
    "step" TEXT,
    "share" INTEGER,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" JSONB,

    CONSTRAINT "vault_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vault_desk" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "desk" JSONB NOT NULL,

    CONSTRAINT "vault_desk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "catalogue_change" (
    "id" BIGSERIAL NOT NULL,
    "file" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "catalogue_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "extract_upload" (
    "id" TEXT NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "begun_by_id" TEXT NOT NULL,
    "begun_by_name" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "extract_upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_step" (
    "id" TEXT NOT NULL,
    "release_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "release_step_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "vault_order_state_ordered_at_idx" ON "vault_order"("state", "ordered_at");

-- CreateIndex
CREATE INDEX "vault_order_ordered_at_idx" ON "vault_order"("ordered_at");

-- CreateIndex
CREATE INDEX "catalogue_change_file_key_id_idx" ON "catalogue_change"("file", "key", "id");

-- CreateIndex
CREATE INDEX "release_step_release_id_at_idx" ON "release_step"("release_id", "at");


