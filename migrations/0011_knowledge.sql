CREATE TABLE "knowledge_pins" (
	"tag" text NOT NULL,
	"thread_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"pinned_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "knowledge_pins_tag_thread_id_pk" PRIMARY KEY("tag","thread_id")
);
--> statement-breakpoint
ALTER TABLE "knowledge_pins" ADD CONSTRAINT "knowledge_pins_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_pins" ADD CONSTRAINT "knowledge_pins_pinned_by_members_id_fk" FOREIGN KEY ("pinned_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_pins_thread" ON "knowledge_pins" USING btree ("thread_id");