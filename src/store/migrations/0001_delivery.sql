CREATE TABLE "chat_state" (
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"next_at" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"recent" timestamp with time zone[] DEFAULT '{}' NOT NULL,
	"unlinked_at" timestamp with time zone,
	CONSTRAINT "chat_state_platform_chat_id_pk" PRIMARY KEY("platform","chat_id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"platform" text NOT NULL,
	"event_id" text NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat_id" text NOT NULL,
	"event" jsonb,
	"state" text DEFAULT 'ready' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"forgiven" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"owner" text,
	"retry_at" timestamp with time zone DEFAULT now() NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "inbox_platform_event_id_pk" PRIMARY KEY("platform","event_id")
);
--> statement-breakpoint
CREATE TABLE "job_run" (
	"job" text NOT NULL,
	"period" text NOT NULL,
	"ran_at" timestamp with time zone NOT NULL,
	CONSTRAINT "job_run_job_period_pk" PRIMARY KEY("job","period")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"key" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "outbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"chat_kind" text NOT NULL,
	"user_id" text NOT NULL,
	"via" text,
	"kind" text NOT NULL,
	"target" text,
	"number" text,
	"body" jsonb NOT NULL,
	"state" text DEFAULT 'ready' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"owner" text,
	"retry_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"doubts" integer DEFAULT 0 NOT NULL,
	"plain" boolean DEFAULT false NOT NULL,
	"message_ids" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "send_slot" (
	"platform" text NOT NULL,
	"slot" integer NOT NULL,
	"free_at" timestamp with time zone NOT NULL,
	CONSTRAINT "send_slot_platform_slot_pk" PRIMARY KEY("platform","slot")
);
--> statement-breakpoint
ALTER TABLE "action_token" ADD COLUMN "card_key" text;--> statement-breakpoint
ALTER TABLE "action_token" ADD COLUMN "label" text;--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_seq" ON "inbox" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "inbox_ready" ON "inbox" USING btree ("platform","chat_id","seq") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("seq") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "outbox_troubled" ON "outbox" USING btree ("seq") WHERE state in ('ambiguous', 'dead', 'dropped');--> statement-breakpoint
CREATE INDEX "outbox_ready" ON "outbox" USING btree ("platform","chat_id","seq") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("platform","seq") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "action_token_card" ON "action_token" USING btree ("card_key") WHERE card_key is not null;--> statement-breakpoint
-- Rows of these tables change twice and are then left alone: with room on the page a lease costs no index entry.
ALTER TABLE "outbox" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE "inbox" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE "chat_state" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "send_slot" SET (fillfactor = 20);
