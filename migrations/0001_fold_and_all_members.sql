-- The audience of all members is one row with a known id, so that "everybody" needs no look-up.
INSERT INTO "audiences" ("id", "kind") VALUES ('00000000-0000-7000-8000-000000000001', 'all');
--> statement-breakpoint
-- A thread names the voice that opened it and each voice names its thread: both rows come in one transaction.
ALTER TABLE "threads" ADD CONSTRAINT "threads_author_voice_id_fk" FOREIGN KEY ("author_voice_id") REFERENCES "voices" ("id") DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_last_voice_id_fk" FOREIGN KEY ("last_voice_id") REFERENCES "voices" ("id") DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
--> statement-breakpoint
-- Letters without case and accents, for finding a name as it is typed in a hurry.
CREATE FUNCTION public.fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC)));
--> statement-breakpoint
CREATE INDEX "members_name_fold" ON "members" (public.fold("name") text_pattern_ops);
