CREATE TABLE "outcome_checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"thread_id" uuid NOT NULL,
	"closing" integer NOT NULL,
	"days" integer NOT NULL,
	"version" integer NOT NULL,
	"answer" text NOT NULL,
	"line" text DEFAULT '' NOT NULL,
	"superseded_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "closing" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "superseded_voice_id" uuid;--> statement-breakpoint
-- A correction replaces an outcome in the moment in which it is written; a reopening leaves none standing.
UPDATE "outcomes" o SET "closing" = 1 + (
  SELECT count(*) FROM "outcomes" p JOIN "outcomes" n ON n."thread_id" = p."thread_id" AND n."revision" = p."revision" + 1
  WHERE p."thread_id" = o."thread_id" AND p."revision" < o."revision" AND p."superseded_at" IS DISTINCT FROM n."created_at");--> statement-breakpoint
ALTER TABLE "outcome_checks" ADD CONSTRAINT "outcome_checks_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "outcome_checks_version" ON "outcome_checks" USING btree ("thread_id","closing","days","version");--> statement-breakpoint
CREATE UNIQUE INDEX "outcome_checks_standing" ON "outcome_checks" USING btree ("thread_id","closing","days") WHERE "outcome_checks"."superseded_at" is null;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_superseded_voice_id_voices_id_fk" FOREIGN KEY ("superseded_voice_id") REFERENCES "public"."voices"("id") ON DELETE no action ON UPDATE no action;