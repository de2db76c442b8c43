-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Sector" AS ENUM ('HEALTH', 'SOCIAL', 'DENTAL');

-- CreateTable
CREATE TABLE "release" (
    "id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "data_date" DATE NOT NULL,
    "window_from" DATE NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "county_code" TEXT NOT NULL,
    "name_fi" TEXT NOT NULL,
    "name_sv" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL,
    "layout" JSONB NOT NULL,
    "rules" JSONB NOT NULL,
    "policy" JSONB NOT NULL,
    "certificate" JSONB NOT NULL,
    "import_report" JSONB NOT NULL,

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_block" (
    "release_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "release_block_pkey" PRIMARY KEY ("release_id","name")
);

-- CreateTable
CREATE TABLE "service_task" (
    "release_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name_fi" TEXT NOT NULL,
    "name_sv" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "service_task_pkey" PRIMARY KEY ("release_id","slug")
);

-- CreateTable
CREATE TABLE "service" (
    "release_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "sector" "Sector" NOT NULL,
    "task_slug" TEXT,
    "name_fi" TEXT NOT NULL,
    "name_sv" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "short_fi" TEXT NOT NULL,
    "short_sv" TEXT NOT NULL,
    "short_en" TEXT NOT NULL,
    "use_rule" TEXT NOT NULL,
    "use_threshold" INTEGER,
    "heavy_rule" TEXT,
    "heavy_threshold" INTEGER,

    CONSTRAINT "service_pkey" PRIMARY KEY ("release_id","code")
);

-- CreateTable
CREATE TABLE "municipality" (
    "release_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name_fi" TEXT NOT NULL,
    "name_sv" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "municipality_pkey" PRIMARY KEY ("release_id","code")
);

-- CreateTable
CREATE TABLE "centre" (
    "release_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "municipality_code" TEXT NOT NULL,
    "name_fi" TEXT NOT NULL,
    "name_sv" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "centre_pkey" PRIMARY KEY ("release_id","code")
);

-- CreateIndex
CREATE UNIQUE INDEX "release_content_hash_key" ON "release"("content_hash");

-- CreateIndex
CREATE INDEX "release_published_at_idx" ON "release"("published_at");

-- AddForeignKey
ALTER TABLE "release_block" ADD CONSTRAINT "release_block_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_task" ADD CONSTRAINT "service_task_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_release_id_task_slug_fkey" FOREIGN KEY ("release_id", "task_slug") REFERENCES "service_task"("release_id", "slug") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "municipality" ADD CONSTRAINT "municipality_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "centre" ADD CONSTRAINT "centre_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "centre" ADD CONSTRAINT "centre_release_id_municipality_code_fkey" FOREIGN KEY ("release_id", "municipality_code") REFERENCES "municipality"("release_id", "code") ON DELETE NO ACTION ON UPDATE NO ACTION;


