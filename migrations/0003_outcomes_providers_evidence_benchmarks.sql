CREATE TABLE "benchmark_looks" (
	"member_id" uuid NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	CONSTRAINT "benchmark_looks_member_id_benchmark_id_pk" PRIMARY KEY("member_id","benchmark_id")
);
--> statement-breakpoint
CREATE TABLE "benchmarks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience_id" uuid NOT NULL,
	"thread_id" uuid,
	"need" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"language" text NOT NULL,
	"state" text DEFAULT 'collecting' NOT NULL,
	"source_name" text,
	"source_url" text,
	"chosen_option_id" uuid,
	"opened_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"change_seq" integer DEFAULT 0 NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "criteria" (
	"id" uuid PRIMARY KEY NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"direction" text NOT NULL,
	"unit" text DEFAULT '' NOT NULL,
	"currency" text,
	"per" text,
	"low" double precision NOT NULL,
	"high" double precision NOT NULL,
	"low_words" text DEFAULT '' NOT NULL,
	"high_words" text DEFAULT '' NOT NULL,
	"weight" integer NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evaluation_values" (
	"evaluation_id" uuid NOT NULL,
	"criterion_id" uuid NOT NULL,
	"status" text NOT NULL,
	"number" double precision,
	"amount_minor" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "evaluation_values_evaluation_id_criterion_id_pk" PRIMARY KEY("evaluation_id","criterion_id")
);
--> statement-breakpoint
CREATE TABLE "evaluations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"option_id" uuid NOT NULL,
	"member_id" uuid,
	"relation" text NOT NULL,
	"conflict" text NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"saw_others" boolean NOT NULL,
	"evidence_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"submitted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "options" (
	"id" uuid PRIMARY KEY NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"product" text DEFAULT '' NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "weights" (
	"member_id" uuid NOT NULL,
	"criterion_id" uuid NOT NULL,
	"weight" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "weights_member_id_criterion_id_pk" PRIMARY KEY("member_id","criterion_id")
);
--> statement-breakpoint
CREATE TABLE "engagements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"client" text NOT NULL,
	"public_label" text NOT NULL,
	"sector" text DEFAULT '' NOT NULL,
	"size" text,
	"started_on" date NOT NULL,
	"ended_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"audience_id" uuid NOT NULL,
	"grade" text NOT NULL,
	"outcome_id" uuid,
	"engagement_id" uuid,
	"role" text DEFAULT '' NOT NULL,
	"started_on" date,
	"ended_on" date,
	"amount" text,
	"file_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_names" (
	"provider_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_names_provider_id_position_pk" PRIMARY KEY("provider_id","position")
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"natural_person" boolean DEFAULT false NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"website" text DEFAULT '' NOT NULL,
	"domain" text DEFAULT '' NOT NULL,
	"siren" text,
	"siret" text,
	"place" text DEFAULT '' NOT NULL,
	"size" text,
	"version" integer DEFAULT 1 NOT NULL,
	"added_by" uuid,
	"merged_into" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outcome_providers" (
	"outcome_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outcome_providers_outcome_id_provider_id_pk" PRIMARY KEY("outcome_id","provider_id")
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"thread_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"voice_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"result" text DEFAULT '' NOT NULL,
	"again" text NOT NULL,
	"cost_min_minor" bigint,
	"cost_max_minor" bigint,
	"cost_currency" text,
	"cost_per" text,
	"duration_count" integer,
	"duration_unit" text,
	"finished_on" date NOT NULL,
	"superseded_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"outcome_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "benchmark_looks" ADD CONSTRAINT "benchmark_looks_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmark_looks" ADD CONSTRAINT "benchmark_looks_benchmark_id_benchmarks_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD CONSTRAINT "benchmarks_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD CONSTRAINT "benchmarks_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD CONSTRAINT "benchmarks_opened_by_members_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria" ADD CONSTRAINT "criteria_benchmark_id_benchmarks_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_values" ADD CONSTRAINT "evaluation_values_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_values" ADD CONSTRAINT "evaluation_values_criterion_id_criteria_id_fk" FOREIGN KEY ("criterion_id") REFERENCES "public"."criteria"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_benchmark_id_benchmarks_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_option_id_options_id_fk" FOREIGN KEY ("option_id") REFERENCES "public"."options"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_evidence_id_evidence_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "options" ADD CONSTRAINT "options_benchmark_id_benchmarks_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "options" ADD CONSTRAINT "options_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weights" ADD CONSTRAINT "weights_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weights" ADD CONSTRAINT "weights_criterion_id_criteria_id_fk" FOREIGN KEY ("criterion_id") REFERENCES "public"."criteria"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagements" ADD CONSTRAINT "engagements_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_audience_id_audiences_id_fk" FOREIGN KEY ("audience_id") REFERENCES "public"."audiences"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_engagement_id_engagements_id_fk" FOREIGN KEY ("engagement_id") REFERENCES "public"."engagements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_names" ADD CONSTRAINT "provider_names_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_added_by_members_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_merged_into_providers_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_providers" ADD CONSTRAINT "outcome_providers_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_providers" ADD CONSTRAINT "outcome_providers_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_voice_id_voices_id_fk" FOREIGN KEY ("voice_id") REFERENCES "public"."voices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_outcome_id_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."outcomes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "benchmarks_audience" ON "benchmarks" USING btree ("audience_id","created_at","id");--> statement-breakpoint
CREATE INDEX "benchmarks_thread" ON "benchmarks" USING btree ("thread_id");--> statement-breakpoint
CREATE INDEX "criteria_benchmark" ON "criteria" USING btree ("benchmark_id","position");--> statement-breakpoint
CREATE INDEX "evaluation_values_criterion" ON "evaluation_values" USING btree ("criterion_id");--> statement-breakpoint
CREATE UNIQUE INDEX "evaluations_member" ON "evaluations" USING btree ("option_id","member_id");--> statement-breakpoint
CREATE INDEX "evaluations_benchmark" ON "evaluations" USING btree ("benchmark_id","submitted_at");--> statement-breakpoint
CREATE INDEX "evaluations_evidence" ON "evaluations" USING btree ("evidence_id");--> statement-breakpoint
CREATE INDEX "evaluations_by" ON "evaluations" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "options_benchmark" ON "options" USING btree ("benchmark_id","position");--> statement-breakpoint
CREATE INDEX "options_provider" ON "options" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "weights_criterion" ON "weights" USING btree ("criterion_id");--> statement-breakpoint
CREATE INDEX "engagements_member" ON "engagements" USING btree ("member_id","started_on","id");--> statement-breakpoint
CREATE INDEX "evidence_engagement" ON "evidence" USING btree ("engagement_id");--> statement-breakpoint
CREATE INDEX "evidence_outcome" ON "evidence" USING btree ("outcome_id");--> statement-breakpoint
CREATE INDEX "evidence_file" ON "evidence" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "provider_names_key" ON "provider_names" USING gin ("key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "providers_name" ON "providers" USING btree (("name" collate "und-x-icu"),"id");--> statement-breakpoint
CREATE INDEX "providers_siren" ON "providers" USING btree ("siren");--> statement-breakpoint
CREATE INDEX "providers_domain" ON "providers" USING btree ("domain");--> statement-breakpoint
CREATE INDEX "providers_merged" ON "providers" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "outcome_providers_provider" ON "outcome_providers" USING btree ("provider_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outcomes_revision" ON "outcomes" USING btree ("thread_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "outcomes_standing" ON "outcomes" USING btree ("thread_id") WHERE "outcomes"."superseded_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "questions_position" ON "questions" USING btree ("outcome_id","position");