CREATE TABLE "bookmarks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"thread_id" uuid,
	"post_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"remind_on" date,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "bookmarks_one_thing" CHECK (("bookmarks"."thread_id" is null) <> ("bookmarks"."post_id" is null))
);
--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bookmarks_thread" ON "bookmarks" USING btree ("member_id","thread_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bookmarks_post" ON "bookmarks" USING btree ("member_id","post_id");--> statement-breakpoint
CREATE INDEX "bookmarks_newest" ON "bookmarks" USING btree ("member_id","created_at","id");