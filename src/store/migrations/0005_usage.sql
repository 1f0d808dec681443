CREATE TABLE "usage_count" (
	"day" date NOT NULL,
	"who" text NOT NULL,
	"shard" integer NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "usage_count_day_who_shard_pk" PRIMARY KEY("day","who","shard")
);
--> statement-breakpoint
DROP INDEX "usage_seen_org";
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON usage_count TO chengxin_app;
