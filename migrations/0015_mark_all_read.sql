ALTER TABLE "reads" ADD COLUMN "sweep_id" uuid;--> statement-breakpoint
ALTER TABLE "reads" ADD COLUMN "swept_from" integer;--> statement-breakpoint
CREATE INDEX "reads_sweep" ON "reads" USING btree ("sweep_id") WHERE "reads"."sweep_id" is not null;