-- By which the vault knows the county's key again. It is made of the key alone, by HKDF with a label of its own.
-- CreateTable
CREATE TABLE "key_check" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "value" TEXT NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "key_check_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "key_check_single" CHECK ("id" = 1)
);
