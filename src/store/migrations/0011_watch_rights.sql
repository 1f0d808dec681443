-- What can move a signal as well: licences and verified complaints.
CREATE OR REPLACE FUNCTION regrade_records() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
	INSERT INTO regrade (uscc)
		SELECT DISTINCT c.uscc FROM changed c
		WHERE c.kind IN ('penalty', 'list', 'commitment', 'evaluation', 'permit', 'complaint')
		ORDER BY c.uscc ON CONFLICT (uscc) DO UPDATE SET failure = NULL;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- Complaints are never publicised as such: what was verified is publicised as the decision that it led to.
CREATE OR REPLACE FUNCTION may_be_public(kind text, status text, details jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT status = 'inForce' AND kind NOT IN ('evaluation', 'complaint') AND NOT (kind = 'list' AND details->>'list' = 'keyWatch')
$$;
--> statement-breakpoint
INSERT INTO regrade (uscc) SELECT uscc FROM enterprise ON CONFLICT DO NOTHING;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON watch, interview, risk_warning, warning_target, inclusive_period, exemption, list_case,
	notice_setting TO chengxin_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON watch_step, warning_told, list_person TO chengxin_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON watch_due, notice, follow_scope TO chengxin_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE watch_id_seq, watch_step_id_seq, interview_id_seq, risk_warning_id_seq, warning_target_id_seq,
	inclusive_period_id_seq, exemption_id_seq, list_case_id_seq, list_person_id_seq TO chengxin_app;
--> statement-breakpoint
-- Those who supervise an enterprise, and what the program does for all; never the enterprise itself.
CREATE FUNCTION supervises_enterprise(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(current_setting('chengxin.sees', true), '') <> 'own' AND sees_enterprise(code)
$$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['watch', 'watch_step', 'interview', 'inclusive_period', 'exemption', 'list_case'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY %I ON %I TO chengxin_app USING (sees_enterprise(uscc)) WITH CHECK (sees_enterprise(uscc))', name || '_seen', name);
	END LOOP;
	EXECUTE 'ALTER TABLE list_person ENABLE ROW LEVEL SECURITY';
	EXECUTE 'CREATE POLICY list_person_seen ON list_person TO chengxin_app USING (supervises_enterprise(uscc)) WITH CHECK (supervises_enterprise(uscc))';
	FOREACH name IN ARRAY ARRAY['notice', 'notice_setting', 'follow_scope'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('CREATE POLICY %I ON %I TO chengxin_app USING (
			CASE coalesce(current_setting(''chengxin.sees'', true), '''')
				WHEN ''all'' THEN true
				WHEN ''person'' THEN person_id = current_setting(''chengxin.own'', true)
				ELSE false
			END)', name || '_own', name);
	END LOOP;
END $$;
--> statement-breakpoint
-- A warning is seen by those who supervise the enterprise, and by whoever was told of it.
ALTER TABLE warning_told ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY warning_told_seen ON warning_told TO chengxin_app USING (supervises_enterprise(uscc)
	OR (coalesce(current_setting('chengxin.sees', true), '') = 'person' AND person_id = current_setting('chengxin.own', true)));
--> statement-breakpoint
ALTER TABLE warning_target ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY warning_target_seen ON warning_target TO chengxin_app USING (supervises_enterprise(uscc)
	OR EXISTS (SELECT 1 FROM warning_told t WHERE t.target_id = warning_target.id
		AND coalesce(current_setting('chengxin.sees', true), '') = 'person'))
	WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE risk_warning ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY risk_warning_seen ON risk_warning TO chengxin_app USING (supervises_enterprise(uscc)
	OR EXISTS (SELECT 1 FROM warning_target t JOIN warning_told d ON d.target_id = t.id WHERE t.warning_id = risk_warning.id
		AND coalesce(current_setting('chengxin.sees', true), '') = 'person'))
	WITH CHECK (true);
--> statement-breakpoint
-- 在岗: people of a department, or of a region, with one of these roles, who can be reached and are not away.
CREATE FUNCTION on_duty(department text, region text, wanted text[], day date, trusted text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT p.id FROM person p
	WHERE p.disabled_at IS NULL AND p.role = ANY (wanted)
		AND CASE WHEN department IS NOT NULL THEN p.org_id = department ELSE p.region_code = region END
		AND EXISTS (SELECT 1 FROM account a
			LEFT JOIN chat_state s ON s.platform = a.platform AND s.chat_id = a.private_chat_id
			WHERE s.unlinked_at IS NULL AND ((a.person_id = p.id AND a.state = 'active')
				OR (a.platform = ANY (trusted) AND a.user_id = p.id)))
		AND NOT EXISTS (SELECT 1 FROM notice_setting n WHERE n.person_id = p.id AND day BETWEEN n.away_from AND n.away_until)
	ORDER BY p.id LIMIT 50
$$;
--> statement-breakpoint
-- Who follows the industry or the region of enterprises, within what they supervise.
CREATE FUNCTION following_scope(codes text[]) RETURNS TABLE (uscc text, person_id text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT DISTINCT e.uscc, f.person_id FROM enterprise e
	JOIN follow_scope f ON (f.kind = 'industry' AND e.industry_code LIKE f.code || '%')
		OR (f.kind = 'region' AND coalesce(e.region_code, substr(e.uscc, 3, 6)) LIKE regexp_replace(f.code, '(00){1,2}$', '') || '%')
	JOIN person p ON p.id = f.person_id AND p.disabled_at IS NULL
	WHERE e.uscc = ANY (codes)
		AND coalesce(e.region_code, substr(e.uscc, 3, 6)) LIKE regexp_replace(p.region_code, '(00){1,2}$', '') || '%'
$$;
--> statement-breakpoint
-- An entry in a list that is kept here, as a credit record: it counts at once, like one that was reported.
CREATE FUNCTION enter_list(code text, record_key uuid, list text, number text, authority text, ground text, on_day date,
	until_day date, publicised_until date, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	INSERT INTO credit_record (uscc, kind, key, party_name, number, authority, decided_on, valid_until, publicity_until, status,
		details, sources, source_hashes, content_hash, version, valid_from, file_id, line)
	SELECT code, 'list', record_key, e.name, number, authority, on_day, until_day, publicised_until, 'inForce',
		jsonb_build_object('list', list, 'ground', ground), ARRAY[authority], ARRAY[record_key], record_key, 1, at, 0, 0
	FROM enterprise e WHERE e.uscc = code
	ON CONFLICT (uscc, kind, key) DO NOTHING
$$;
--> statement-breakpoint
-- Its end: removed on a day, or (`wrongly`) as if it had never been; what it was stays as a version.
CREATE FUNCTION leave_list(code text, record_key uuid, on_day date, wrongly boolean, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	WITH kept AS (
		INSERT INTO fact_version (uscc, fact, key, version, valid_from, valid_to, row)
		SELECT r.uscc, r.kind, r.key, r.version, r.valid_from, at, to_jsonb(r) FROM credit_record r
		WHERE r.uscc = code AND r.kind = 'list' AND r.key = record_key AND r.file_id = 0
	)
	UPDATE credit_record r SET valid_until = CASE WHEN wrongly THEN r.valid_until ELSE on_day END,
		status = CASE WHEN wrongly THEN 'annulled' ELSE r.status END, version = r.version + 1, valid_from = at
	WHERE r.uscc = code AND r.kind = 'list' AND r.key = record_key AND r.file_id = 0
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION on_duty, following_scope, enter_list, leave_list FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION on_duty, following_scope, enter_list, leave_list TO chengxin_app;
