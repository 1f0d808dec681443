CREATE TABLE "audit_checkpoint" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_leaf" (
	"index" bigint PRIMARY KEY NOT NULL,
	"entry" bigint NOT NULL,
	"algorithm" text NOT NULL,
	"leaf" "bytea" NOT NULL,
	"chain" "bytea" NOT NULL,
	"chained_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_leaf_entry_unique" UNIQUE("entry")
);
--> statement-breakpoint
CREATE TABLE "audit_node" (
	"level" integer NOT NULL,
	"index" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_node_level_index_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
CREATE TABLE "delivery_home" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"identity" text NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"held_since" timestamp with time zone,
	"held_reason" text
);
--> statement-breakpoint
CREATE TABLE "account" (
	"platform" text NOT NULL,
	"user_id" text NOT NULL,
	"private_chat_id" text,
	"person_id" text,
	"state" text,
	"bound_at" timestamp with time zone,
	"wrong_codes" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	CONSTRAINT "account_platform_user_id_pk" PRIMARY KEY("platform","user_id")
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "approval_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"person_id" text,
	"payload" jsonb NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "bind_code" (
	"selector" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"person_id" text NOT NULL,
	"platform" text,
	"user_id" text,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "org" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"code" text,
	"parent_id" text,
	"region_code" text NOT NULL,
	"breadth" text NOT NULL,
	"line" text[] DEFAULT '{}' NOT NULL,
	"daily_quota" integer,
	"sample" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "usage_seen" (
	"day" date NOT NULL,
	"actor" text NOT NULL,
	"subject" text NOT NULL,
	"org_id" text,
	CONSTRAINT "usage_seen_day_actor_subject_pk" PRIMARY KEY("day","actor","subject")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "org_id" text;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "purpose" jsonb;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "org_id" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "daily_quota" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "person_id" text;--> statement-breakpoint
CREATE INDEX "account_person" ON "account" USING btree ("person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE INDEX "approval_open" ON "approval" USING btree ("asked_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "bind_code_person" ON "bind_code" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "org_name" ON "org" USING btree ("name");--> statement-breakpoint
CREATE INDEX "org_parent" ON "org" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "usage_seen_org" ON "usage_seen" USING btree ("day","org_id") WHERE org_id is not null;--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor","seq");--> statement-breakpoint
-- Departments stood as words beside the person.
INSERT INTO "org" ("id", "name", "region_code", "breadth", "line", "sample")
	SELECT 'dept-' || row_number() OVER (ORDER BY "department"), "department", coalesce(min("region_code"), '370000'),
		'comprehensive', ARRAY["department"], bool_and("sample")
	FROM "person" WHERE "department" IS NOT NULL GROUP BY "department";
--> statement-breakpoint
UPDATE "person" p SET "org_id" = o."id" FROM "org" o WHERE o."name" = p."department";
