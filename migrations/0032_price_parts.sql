CREATE TABLE "cost_terms" (
	"member_id" uuid NOT NULL,
	"benchmark_id" uuid NOT NULL,
	"months" integer NOT NULL,
	"volume" integer NOT NULL,
	"day_rate_minor" bigint NOT NULL,
	"with_vat" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cost_terms_member_id_benchmark_id_pk" PRIMARY KEY("member_id","benchmark_id")
);
--> statement-breakpoint
ALTER TABLE "evaluation_values" ADD COLUMN "parts" jsonb;--> statement-breakpoint
ALTER TABLE "cost_terms" ADD CONSTRAINT "cost_terms_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_terms" ADD CONSTRAINT "cost_terms_benchmark_id_benchmarks_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cost_terms_benchmark" ON "cost_terms" USING btree ("benchmark_id");