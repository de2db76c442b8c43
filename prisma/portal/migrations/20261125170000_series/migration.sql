-- Residents by public statistics, as the catalogue of a release has them.
CREATE TABLE "resident_count" (
    "release_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "area" TEXT NOT NULL,
    "age_group" TEXT NOT NULL,
    "persons" INTEGER NOT NULL,
    "counted_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    CONSTRAINT "resident_count_pkey" PRIMARY KEY ("release_id", "area", "age_group")
);
ALTER TABLE "resident_count" ADD CONSTRAINT "resident_count_release_id_fkey"
    FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What people follow: targets and annotations. Removed ones stay, marked, so that who said what can be told.
CREATE TYPE "TargetUnit" AS ENUM ('CLIENTS', 'SHARE');
CREATE TYPE "TargetDirection" AS ENUM ('AT_LEAST', 'AT_MOST');
CREATE TABLE "target" (
    "id" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "area" TEXT,
    "age_group" TEXT,
    "unit" "TargetUnit" NOT NULL,
    "direction" "TargetDirection" NOT NULL,
    "value" INTEGER NOT NULL,
    "due" DATE NOT NULL,
    "owner" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_by_name" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,
    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "target_indicator_idx" ON "target"("indicator");

CREATE TYPE "AnnotationKind" AS ENUM ('MILESTONE', 'PRACTICE');
CREATE TABLE "annotation" (
    "id" TEXT NOT NULL,
    "kind" "AnnotationKind" NOT NULL,
    "on" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "indicator" TEXT,
    "area" TEXT,
    "made_by" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,
    CONSTRAINT "annotation_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "annotation_indicator_idx" ON "annotation"("indicator");
