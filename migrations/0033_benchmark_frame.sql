ALTER TABLE "benchmarks" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "sector" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "company_size" text;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "budget_min_minor" bigint;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "budget_max_minor" bigint;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "budget_currency" text;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "budget_per" text;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "deadline" date;--> statement-breakpoint
ALTER TABLE "benchmarks" ADD COLUMN "must_haves" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "criteria" ADD COLUMN "question" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "criteria" ADD COLUMN "evidence_expected" text DEFAULT '' NOT NULL;