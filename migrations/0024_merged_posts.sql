CREATE TABLE "merged_posts" (
	"thread_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"post_id" uuid NOT NULL,
	CONSTRAINT "merged_posts_thread_id_position_pk" PRIMARY KEY("thread_id","position")
);
--> statement-breakpoint
ALTER TABLE "merged_posts" ADD CONSTRAINT "merged_posts_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_posts" ADD CONSTRAINT "merged_posts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;