CREATE TABLE "class_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "class_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"from_class" text NOT NULL,
	"to_class" text NOT NULL,
	"basis" jsonb NOT NULL,
	"policy_id" text NOT NULL,
	"as_of" date NOT NULL,
	"cause" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "class_override" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "class_override_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"class" text NOT NULL,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"agreed_by" text NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date NOT NULL,
	"ended_on" date
);
--> statement-breakpoint
CREATE TABLE "credit_class" (
	"uscc" text COLLATE "C" PRIMARY KEY NOT NULL,
	"class" text NOT NULL,
	"provisional" boolean NOT NULL,
	"policy_id" text NOT NULL,
	"since" date NOT NULL,
	"first_on" date NOT NULL,
	"next_on" date
);
--> statement-breakpoint
CREATE TABLE "follow" (
	"uscc" text COLLATE "C" NOT NULL,
	"person_id" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "follow_uscc_person_id_pk" PRIMARY KEY("uscc","person_id")
);
--> statement-breakpoint
CREATE TABLE "objection" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "objection_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"person_id" text NOT NULL,
	"record_id" text,
	"about" text NOT NULL,
	"text" text NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"due_on" date NOT NULL,
	"state" text NOT NULL,
	"answer" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reminded_on" date
);
--> statement-breakpoint
CREATE TABLE "policy_version" (
	"id" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"effective_from" date NOT NULL,
	"proposed_by" text NOT NULL,
	"agreed_by" text[] DEFAULT '{}' NOT NULL,
	"state" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regrade" (
	"uscc" text COLLATE "C" PRIMARY KEY NOT NULL,
	"failure" text
);
--> statement-breakpoint
CREATE INDEX "class_change_uscc" ON "class_change" USING btree ("uscc","as_of");--> statement-breakpoint
CREATE INDEX "class_override_uscc" ON "class_override" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "credit_class_next" ON "credit_class" USING btree ("next_on") WHERE next_on is not null;--> statement-breakpoint
CREATE INDEX "follow_person" ON "follow" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "objection_uscc" ON "objection" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "objection_due" ON "objection" USING btree ("due_on") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "objection_open" ON "objection" USING btree ("uscc",coalesce(record_id, '')) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "person_uscc" ON "person" USING btree ("uscc") WHERE uscc is not null;