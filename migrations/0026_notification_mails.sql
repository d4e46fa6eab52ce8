CREATE TABLE "silenced_addresses" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"note" text NOT NULL,
	"silenced_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_rhythms" (
	"member_id" uuid PRIMARY KEY NOT NULL,
	"digest" boolean DEFAULT true NOT NULL,
	"digest_day" integer DEFAULT 1 NOT NULL,
	"hour" integer DEFAULT 8 NOT NULL,
	"quiet_from" integer,
	"quiet_to" integer,
	"away_until" date
);
--> statement-breakpoint
CREATE TABLE "member_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"period" date,
	"token_hash" text NOT NULL,
	"shown" jsonb,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD COLUMN "letter_id" uuid;--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD COLUMN "secret" text;--> statement-breakpoint
ALTER TABLE "notification_choices" ADD COLUMN "mail" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "mail_id" uuid;--> statement-breakpoint
ALTER TABLE "silenced_addresses" ADD CONSTRAINT "silenced_addresses_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_rhythms" ADD CONSTRAINT "mail_rhythms_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_mails" ADD CONSTRAINT "member_mails_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "member_mails_period" ON "member_mails" USING btree ("member_id","kind","period");--> statement-breakpoint
CREATE UNIQUE INDEX "member_mails_token" ON "member_mails" USING btree ("token_hash");--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_mail_id_member_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."member_mails"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notifications_mail" ON "notifications" USING btree ("mail_id");--> statement-breakpoint
CREATE INDEX "notifications_unmailed" ON "notifications" USING btree ("created_at") WHERE "notifications"."read_by" is null and "notifications"."mail_id" is null;