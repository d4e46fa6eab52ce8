CREATE UNLOGGED TABLE "rate_counts" (
	"bucket" text NOT NULL,
	"minute" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_counts_bucket_minute_pk" PRIMARY KEY("bucket","minute")
);
