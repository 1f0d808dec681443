CREATE TABLE "action_token" (
	"token" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"user_id" text NOT NULL,
	"intent" text NOT NULL,
	"args" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text,
	"purpose" text,
	"result" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"platform" text NOT NULL,
	"chat_id" text NOT NULL,
	"user_id" text NOT NULL,
	"locale" text DEFAULT 'zh' NOT NULL,
	"dialog" jsonb,
	"last_actions" text[] DEFAULT '{}' NOT NULL,
	"subject" text,
	"rev" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_platform_chat_id_user_id_pk" PRIMARY KEY("platform","chat_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "credit_record" (
	"uscc" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"key" uuid NOT NULL,
	"party_name" text NOT NULL,
	"number" text NOT NULL,
	"authority" text NOT NULL,
	"authority_code" text,
	"decided_on" date NOT NULL,
	"valid_until" date,
	"publicity_until" date,
	"status" text NOT NULL,
	"corrected_on" date,
	"repaired_on" date,
	"details" jsonb NOT NULL,
	"extra" jsonb,
	"sources" text[] NOT NULL,
	"source_hashes" uuid[] NOT NULL,
	"content_hash" uuid NOT NULL,
	"version" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"file_id" bigint NOT NULL,
	"line" integer NOT NULL,
	CONSTRAINT "credit_record_uscc_kind_key_pk" PRIMARY KEY("uscc","kind","key")
);
--> statement-breakpoint
CREATE TABLE "enterprise" (
	"uscc" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"former_names" text[] DEFAULT '{}' NOT NULL,
	"region_code" text,
	"industry_code" text,
	"established_on" date,
	"registration_status" text,
	"legal_representative" text,
	"address" text,
	"special_areas" text[] DEFAULT '{}' NOT NULL,
	"registered" boolean NOT NULL,
	"sample" boolean DEFAULT false NOT NULL,
	"extra" jsonb,
	"content_hash" uuid NOT NULL,
	"version" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"file_id" bigint NOT NULL,
	"line" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fact_version" (
	"uscc" text COLLATE "C" NOT NULL,
	"fact" text NOT NULL,
	"key" uuid NOT NULL,
	"version" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone NOT NULL,
	"row" jsonb NOT NULL,
	CONSTRAINT "fact_version_uscc_fact_key_version_pk" PRIMARY KEY("uscc","fact","key","version")
);
--> statement-breakpoint
CREATE TABLE "holiday" (
	"day" date PRIMARY KEY NOT NULL,
	"working" boolean NOT NULL,
	"name" text NOT NULL,
	"file_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_file" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_file_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sha256" text NOT NULL,
	"name" text NOT NULL,
	"template" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"department" text,
	"region_code" text,
	"uscc" text,
	"sample" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quarantine_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sha256" text NOT NULL,
	"file" text NOT NULL,
	"template" text NOT NULL,
	"sheet" text NOT NULL,
	"line" integer NOT NULL,
	"problems" jsonb NOT NULL,
	"cells" jsonb NOT NULL,
	"quarantined_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolution" text
);
--> statement-breakpoint
CREATE TABLE "web_message" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "web_message_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat_id" text NOT NULL,
	"direction" text NOT NULL,
	"delivery_key" text NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enterprise_name" (
	"uscc" text COLLATE "C" NOT NULL,
	"name" text NOT NULL,
	"former" boolean NOT NULL,
	"place" text COLLATE "C" NOT NULL,
	"core" text COLLATE "C" NOT NULL,
	"pinyin" text COLLATE "C" NOT NULL,
	"initials" text COLLATE "C" NOT NULL,
	"tokens" text[] NOT NULL,
	CONSTRAINT "enterprise_name_uscc_name_pk" PRIMARY KEY("uscc","name")
);
--> statement-breakpoint
CREATE TABLE "name_token" (
	"token" text COLLATE "C" PRIMARY KEY NOT NULL,
	"names" integer NOT NULL,
	"saturated" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX "import_file_sha256" ON "import_file" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "quarantine_place" ON "quarantine" USING btree ("sha256","sheet","line");--> statement-breakpoint
CREATE INDEX "web_message_chat" ON "web_message" USING btree ("chat_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "web_message_delivery" ON "web_message" USING btree ("chat_id","direction","delivery_key");--> statement-breakpoint
CREATE INDEX "enterprise_name_core" ON "enterprise_name" USING btree ("core");--> statement-breakpoint
CREATE INDEX "enterprise_name_place_core" ON "enterprise_name" USING btree ("place","core");--> statement-breakpoint
CREATE INDEX "enterprise_name_pinyin" ON "enterprise_name" USING btree ("pinyin");--> statement-breakpoint
CREATE INDEX "enterprise_name_initials" ON "enterprise_name" USING btree ("initials");--> statement-breakpoint
CREATE INDEX "enterprise_name_tokens" ON "enterprise_name" USING gin ("tokens");