CREATE TABLE "list_case" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "list_case_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"list" text NOT NULL,
	"ground" text NOT NULL,
	"basis" text NOT NULL,
	"authority" text NOT NULL,
	"act_on" date,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"statement_by" date,
	"statement" text,
	"stated_at" timestamp with time zone,
	"state" text NOT NULL,
	"decided_by" text,
	"entered_on" date,
	"until_on" date,
	"record_key" uuid,
	"reminded_on" date
);
--> statement-breakpoint
CREATE TABLE "list_person" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "list_person_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" bigint NOT NULL,
	"uscc" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"office" text NOT NULL,
	"source" text NOT NULL,
	"added_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exemption" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "exemption_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"item" text,
	"act" text NOT NULL,
	"act_on" date NOT NULL,
	"answers" jsonb NOT NULL,
	"suggestion" jsonb NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"decided_by" text NOT NULL,
	"org_id" text,
	"decided_at" timestamp with time zone NOT NULL,
	"correct_by" date,
	"corrected_on" date,
	"state" text NOT NULL,
	"reminded_on" date
);
--> statement-breakpoint
CREATE TABLE "inclusive_period" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inclusive_period_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"sector" text NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date NOT NULL,
	"months" integer NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"ended_on" date,
	"ended_for" text,
	"reminded" integer[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follow_scope" (
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "follow_scope_person_id_kind_code_pk" PRIMARY KEY("person_id","kind","code")
);
--> statement-breakpoint
CREATE TABLE "interview" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "interview_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"watch_id" bigint NOT NULL,
	"uscc" text COLLATE "C" NOT NULL,
	"slot" timestamp with time zone NOT NULL,
	"region_code" text NOT NULL,
	"state" text NOT NULL,
	"booked_by" text NOT NULL,
	"settled_by" text,
	"settled_at" timestamp with time zone,
	"reminded_on" date
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"key" text NOT NULL,
	"person_id" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"mode" text NOT NULL,
	"cause" text NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_person_id_key_pk" PRIMARY KEY("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "notice_setting" (
	"person_id" text PRIMARY KEY NOT NULL,
	"quiet_from" text,
	"quiet_until" text,
	"digest_at" text,
	"away_from" date,
	"away_until" date,
	"weekly_on" date
);
--> statement-breakpoint
CREATE TABLE "risk_warning" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "risk_warning_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"cause" text NOT NULL,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"raised_on" date NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"rule" text NOT NULL,
	"policy_id" text NOT NULL,
	"basis" jsonb NOT NULL,
	"withdrawn_on" date
);
--> statement-breakpoint
CREATE TABLE "warning_target" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "warning_target_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"warning_id" bigint NOT NULL,
	"uscc" text COLLATE "C" NOT NULL,
	"org_id" text,
	"region_code" text NOT NULL,
	"level" integer NOT NULL,
	"state" text NOT NULL,
	"acknowledge_by" date,
	"handle_by" date,
	"acknowledged_by" text,
	"acknowledged_at" timestamp with time zone,
	"handled_by" text,
	"handled_at" timestamp with time zone,
	"outcome" text,
	"overdue_on" date
);
--> statement-breakpoint
CREATE TABLE "warning_told" (
	"target_id" bigint NOT NULL,
	"uscc" text COLLATE "C" NOT NULL,
	"person_id" text NOT NULL,
	"why" text NOT NULL,
	"on_day" date NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "warning_told_target_id_person_id_why_on_day_pk" PRIMARY KEY("target_id","person_id","why","on_day")
);
--> statement-breakpoint
CREATE TABLE "watch" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "watch_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uscc" text COLLATE "C" NOT NULL,
	"opened_on" date NOT NULL,
	"told" boolean NOT NULL,
	"events" uuid[] NOT NULL,
	"interview_due_on" date,
	"held_on" date,
	"missed_on" date,
	"rectify_by" date,
	"rectified_on" date,
	"listed_on" date,
	"listed_for" text,
	"list_key" uuid,
	"closed_on" date,
	"closed_for" text
);
--> statement-breakpoint
CREATE TABLE "watch_due" (
	"uscc" text COLLATE "C" PRIMARY KEY NOT NULL,
	"next_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "watch_step" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "watch_step_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"watch_id" bigint NOT NULL,
	"uscc" text COLLATE "C" NOT NULL,
	"on_day" date NOT NULL,
	"step" text NOT NULL,
	"detail" jsonb NOT NULL,
	"by_whom" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "list_case_uscc" ON "list_case" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "list_case_waiting" ON "list_case" USING btree ("statement_by") WHERE state = 'noticed';--> statement-breakpoint
CREATE UNIQUE INDEX "list_case_open" ON "list_case" USING btree ("uscc","list") WHERE state in ('noticed', 'asked', 'entered');--> statement-breakpoint
CREATE INDEX "list_person_case" ON "list_person" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "exemption_uscc" ON "exemption" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "exemption_due" ON "exemption" USING btree ("correct_by") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "inclusive_period_uscc" ON "inclusive_period" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "inclusive_period_end" ON "inclusive_period" USING btree ("until_on") WHERE state = 'approved';--> statement-breakpoint
CREATE UNIQUE INDEX "inclusive_period_asked" ON "inclusive_period" USING btree ("uscc") WHERE state = 'asked';--> statement-breakpoint
CREATE INDEX "follow_scope_code" ON "follow_scope" USING btree ("kind","code");--> statement-breakpoint
CREATE UNIQUE INDEX "interview_waiting" ON "interview" USING btree ("watch_id") WHERE state = 'booked';--> statement-breakpoint
CREATE UNIQUE INDEX "interview_slot" ON "interview" USING btree ("region_code","slot") WHERE state = 'booked';--> statement-breakpoint
CREATE INDEX "interview_due" ON "interview" USING btree ("slot") WHERE state = 'booked';--> statement-breakpoint
CREATE INDEX "notice_due" ON "notice" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "notice_cause" ON "notice" USING btree ("cause");--> statement-breakpoint
CREATE UNIQUE INDEX "risk_warning_cause" ON "risk_warning" USING btree ("uscc","cause");--> statement-breakpoint
CREATE INDEX "risk_warning_kind" ON "risk_warning" USING btree ("uscc","kind","raised_on");--> statement-breakpoint
CREATE INDEX "warning_target_warning" ON "warning_target" USING btree ("warning_id");--> statement-breakpoint
CREATE INDEX "warning_target_uncounted" ON "warning_target" USING btree ("id") WHERE state in ('open', 'acknowledged') and acknowledge_by is null;--> statement-breakpoint
CREATE INDEX "warning_target_acknowledge" ON "warning_target" USING btree ("acknowledge_by") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "warning_target_handle" ON "warning_target" USING btree ("handle_by") WHERE state in ('open', 'acknowledged');--> statement-breakpoint
CREATE INDEX "warning_told_person" ON "warning_told" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "watch_uscc" ON "watch" USING btree ("uscc");--> statement-breakpoint
CREATE UNIQUE INDEX "watch_open" ON "watch" USING btree ("uscc") WHERE closed_on is null;--> statement-breakpoint
CREATE INDEX "watch_due_next" ON "watch_due" USING btree ("next_on");--> statement-breakpoint
CREATE INDEX "watch_step_watch" ON "watch_step" USING btree ("watch_id");