ALTER TABLE "release" ADD COLUMN "feedback_email" TEXT;
