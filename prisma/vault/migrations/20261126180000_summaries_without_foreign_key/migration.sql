-- The key looked every summary's import up, which took more than half of an import's time in the database. Summaries are written in
-- the transaction that holds their import's row; with an import they are deleted as before.
-- DropForeignKey
ALTER TABLE "summary" DROP CONSTRAINT "summary_import_id_fkey";

CREATE FUNCTION delete_summaries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM summary WHERE import_id = OLD.id;
  RETURN NULL;
END $$;

CREATE TRIGGER import_delete_summaries AFTER DELETE ON "import" FOR EACH ROW EXECUTE FUNCTION delete_summaries();
