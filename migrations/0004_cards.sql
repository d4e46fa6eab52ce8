CREATE TABLE "cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"audience_id" uuid NOT NULL,
	"person" text DEFAULT '' NOT NULL,
	"job_title" text DEFAULT '' NOT NULL,
	"firm" text DEFAULT '' NOT NULL,
	"provider_id" uuid,
	"for_what" text NOT NULL,
	"not_for_what" text DEFAULT '' NOT NULL,
	"stance" text NOT NULL,
	"price_min" bigint,
	"price_max" bigint,
	"area" text DEFAULT '' NOT NULL,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"person_state" text NOT NULL,
	"notice_mail_id" uuid,
	"notice_language" text,
	"told_by" text,
	"told_on" date,
	"told_means" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_points" (
	"card_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"raw" text NOT NULL,
	"e164" text,
	"key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_points_card_id_position_pk" PRIMARY KEY("card_id","position")
);
--> statement-breakpoint
CREATE TABLE "passes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"card_id" uuid NOT NULL,
	"from_id" uuid NOT NULL,
	"to_member_id" uuid,
	"to_audience_id" uuid,
	"post_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passes_one_target" CHECK (num_nonnulls("passes"."to_member_id", "passes"."to_audience_id", "passes"."post_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "person_tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"card_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reveals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"card_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_cards" (
	"member_id" uuid NOT NULL,
	"card_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_cards_member_id_card_id_pk" PRIMARY KEY("member_id","card_id")
);
--> statement-breakpoint
CREATE TABLE "vouches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"card_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"evidence_id" uuid NOT NULL,
	"for_what" text NOT NULL,
	"relation" text NOT NULL,
	"conflict" text NOT NULL,
	"again" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_points" ADD CONSTRAINT "contact_points_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passes" ADD CONSTRAINT "passes_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passes" ADD CONSTRAINT "passes_from_id_members_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passes" ADD CONSTRAINT "passes_to_member_id_members_id_fk" FOREIGN KEY ("to_member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passes" ADD CONSTRAINT "passes_to_audience_id_audiences_id_fk" FOREIGN KEY ("to_audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passes" ADD CONSTRAINT "passes_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_tokens" ADD CONSTRAINT "person_tokens_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_cards" ADD CONSTRAINT "saved_cards_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_cards" ADD CONSTRAINT "saved_cards_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouches" ADD CONSTRAINT "vouches_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouches" ADD CONSTRAINT "vouches_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vouches" ADD CONSTRAINT "vouches_evidence_id_evidence_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cards_audience" ON "cards" USING btree ("audience_id","created_at","id");--> statement-breakpoint
CREATE INDEX "cards_owner" ON "cards" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "cards_provider" ON "cards" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "cards_notice_mail" ON "cards" USING btree ("notice_mail_id");--> statement-breakpoint
CREATE INDEX "contact_points_key" ON "contact_points" USING btree ("key");--> statement-breakpoint
CREATE INDEX "passes_card" ON "passes" USING btree ("card_id");--> statement-breakpoint
CREATE INDEX "passes_member" ON "passes" USING btree ("to_member_id","id");--> statement-breakpoint
CREATE INDEX "passes_audience" ON "passes" USING btree ("to_audience_id","id");--> statement-breakpoint
CREATE INDEX "passes_post" ON "passes" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "person_tokens_card" ON "person_tokens" USING btree ("card_id");--> statement-breakpoint
CREATE INDEX "reveals_card" ON "reveals" USING btree ("card_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "vouches_card_member" ON "vouches" USING btree ("card_id","member_id");--> statement-breakpoint
CREATE INDEX "vouches_member" ON "vouches" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "vouches_evidence" ON "vouches" USING btree ("evidence_id");