-- CreateTable
CREATE TABLE "adopted_ledger" (
    "data_date" DATE NOT NULL,
    "age" TEXT NOT NULL,
    "spent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "adopted_ledger_pkey" PRIMARY KEY ("data_date","age"),
    CONSTRAINT "adopted_ledger_spent" CHECK ("spent" BETWEEN 0 AND 4000)
);

-- CreateTable
CREATE TABLE "adopted_answer" (
    "import_key" TEXT NOT NULL,
    "scheme_hash" TEXT NOT NULL,
    "data_date" DATE NOT NULL,
    "scheme" TEXT NOT NULL,
    "sizes" JSONB NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "adopted_answer_pkey" PRIMARY KEY ("import_key","scheme_hash")
);
