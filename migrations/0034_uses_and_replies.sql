CREATE TABLE "provider_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider_id" uuid NOT NULL,
	"audience_id" uuid NOT NULL,
	"text" text NOT NULL,
	"source" text NOT NULL,
	"said_on" date NOT NULL,
	"recorded_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "use_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"thread_id" uuid NOT NULL,
	"closing" integer NOT NULL,
	"provider_id" uuid NOT NULL,
	"months" integer NOT NULL,
	"still" boolean NOT NULL,
	"again" text NOT NULL,
	"line" text DEFAULT '' NOT NULL,
	"superseded_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "provider_replies" ADD CONSTRAINT "provider_replies_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_replies" ADD CONSTRAINT "provider_replies_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_replies" ADD CONSTRAINT "provider_replies_recorded_by_members_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_answers" ADD CONSTRAINT "use_answers_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_answers" ADD CONSTRAINT "use_answers_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "provider_replies_provider" ON "provider_replies" USING btree ("provider_id");--> statement-breakpoint
CREATE UNIQUE INDEX "use_answers_standing" ON "use_answers" USING btree ("thread_id","closing","provider_id","months") WHERE "use_answers"."superseded_at" is null;--> statement-breakpoint
CREATE INDEX "use_answers_provider" ON "use_answers" USING btree ("provider_id");