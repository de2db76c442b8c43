-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "import" (
    "id" SERIAL NOT NULL,
    "data_date" DATE NOT NULL,
    "window_from" DATE NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "demo" BOOLEAN NOT NULL,
    "catalogue" JSONB NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "summary" (
    "import_id" INTEGER NOT NULL,
    "pseudonym" BYTEA NOT NULL,
    "sex" SMALLINT NOT NULL,
    "age_group" SMALLINT NOT NULL,
    "municipality" SMALLINT NOT NULL,
    "centre" SMALLINT NOT NULL,
    "services" SMALLINT[],
    "heavy_services" SMALLINT[],
    "heavy_user" BOOLEAN NOT NULL,
    "record_key" BIGINT NOT NULL,

    CONSTRAINT "summary_pkey" PRIMARY KEY ("import_id","pseudonym")
);

-- CreateTable
CREATE TABLE "certificate" (
    "release_id" TEXT NOT NULL,
    "import_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "certificate" JSONB NOT NULL,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("release_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "import_data_date_key" ON "import"("data_date");

-- AddForeignKey
ALTER TABLE "summary" ADD CONSTRAINT "summary_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;


