CREATE TABLE "search_docs" (
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"audience_id" uuid NOT NULL,
	"language" text NOT NULL,
	"signed_member_id" uuid,
	"tags" text[] NOT NULL,
	"finished" boolean NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"title_fold" text NOT NULL,
	"body_length" integer NOT NULL,
	"v" "tsvector" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "search_docs_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
CREATE TABLE "search_terms" (
	"language" text NOT NULL,
	"lexeme" text NOT NULL,
	"documents" integer NOT NULL,
	"titles" integer NOT NULL,
	"bodies" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "search_terms_language_lexeme_pk" PRIMARY KEY("language","lexeme")
);
--> statement-breakpoint
CREATE TABLE "search_totals" (
	"language" text PRIMARY KEY NOT NULL,
	"documents" integer NOT NULL,
	"body_length" double precision NOT NULL,
	"mark" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"documents" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_docs_v" ON "search_docs" USING gin ("v") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "search_docs_title" ON "search_docs" USING gin ("title_fold" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "search_docs_tags" ON "search_docs" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "search_docs_audience" ON "search_docs" USING btree ("audience_id","created_at");--> statement-breakpoint
CREATE INDEX "search_docs_group" ON "search_docs" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "search_words_word" ON "search_words" USING gin ("word" gin_trgm_ops);