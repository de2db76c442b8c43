-- Of real clients one exact release of a data date is served at a time: two are each audited, and nobody audited what they tell together.
UPDATE "release" SET "withdrawn_at" = CURRENT_TIMESTAMP
FROM "release" AS later
WHERE "release"."withdrawn_at" IS NULL AND later."withdrawn_at" IS NULL AND NOT "release"."demo" AND NOT later."demo"
  AND "release"."policy"->>'kind' = 'exact' AND later."policy"->>'kind' = 'exact'
  AND "release"."county_code" = later."county_code" AND "release"."data_date" = later."data_date"
  AND (later."published_at", later."id") > ("release"."published_at", "release"."id");
