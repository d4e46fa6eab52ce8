ALTER TABLE "cards" ALTER COLUMN "created_at" SET DEFAULT date_trunc('milliseconds', now());--> statement-breakpoint
CREATE INDEX "cards_newest" ON "cards" USING btree ("created_at","id");