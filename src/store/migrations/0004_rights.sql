-- The service works as this role: it owns nothing, and what it may read of credit depends on whom it answers.
-- It may have been made beforehand, where this login may not make roles.
DO $$ BEGIN
	IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'chengxin_app') THEN
		CREATE ROLE chengxin_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
	END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
	IF NOT pg_has_role(current_user, 'chengxin_app', 'MEMBER') THEN
		EXECUTE format('GRANT chengxin_app TO %I', current_user);
	END IF;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO chengxin_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox, outbox, chat_state, send_slot, job_run, delivery_home, conversation,
	action_token, web_message, account, bind_code, approval, usage_seen, org, person TO chengxin_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE approval_id_seq TO chengxin_app;
--> statement-breakpoint
GRANT SELECT ON enterprise, enterprise_name, name_token, credit_record, fact_version, holiday, import_file TO chengxin_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_log, audit_leaf, audit_node, audit_checkpoint TO chengxin_app;
--> statement-breakpoint
-- 管辖范围: the region of a person as the beginning of its code, with codes that were abolished and lie in it today.
-- An enterprise of unknown region lies where it was registered (characters 3 to 8 of its code).
CREATE FUNCTION lies_in_scope(code text, region text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT coalesce(region, substr(code, 3, 6)) LIKE current_setting('chengxin.prefix', true) || '%'
		OR coalesce(region, substr(code, 3, 6)) = ANY (string_to_array(current_setting('chengxin.beside', true), ','))
$$;
--> statement-breakpoint
-- What may be public at all; whether it is on this day depends on dated rules, and the service decides it.
CREATE FUNCTION may_be_public(kind text, status text, details jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT status = 'inForce' AND kind <> 'evaluation' AND NOT (kind = 'list' AND details->>'list' = 'keyWatch')
$$;
--> statement-breakpoint
ALTER TABLE credit_record ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY credit_record_read ON credit_record FOR SELECT TO chengxin_app USING (
	CASE coalesce(current_setting('chengxin.sees', true), '')
		WHEN 'all' THEN true
		WHEN 'public' THEN may_be_public(kind, status, details)
		WHEN 'own' THEN may_be_public(kind, status, details) OR uscc = current_setting('chengxin.own', true)
		WHEN 'region' THEN may_be_public(kind, status, details) OR (
			(current_setting('chengxin.line', true) = '*' OR kind IN ('evaluation', 'list', 'commitment')
				OR authority = ANY (string_to_array(current_setting('chengxin.line', true), E'\x1f'))
				OR authority_code = ANY (string_to_array(current_setting('chengxin.line', true), E'\x1f')))
			AND (SELECT lies_in_scope(e.uscc, e.region_code) FROM enterprise e WHERE e.uscc = credit_record.uscc))
		ELSE false
	END);
--> statement-breakpoint
ALTER TABLE fact_version ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY fact_version_read ON fact_version FOR SELECT TO chengxin_app
	USING (coalesce(current_setting('chengxin.sees', true), '') = 'all');
--> statement-breakpoint
-- 谁查过我: entries about one's own enterprise; whoever keeps the log reads all of it.
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY audit_log_add ON audit_log FOR INSERT TO chengxin_app WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY audit_log_read ON audit_log FOR SELECT TO chengxin_app USING (
	CASE coalesce(current_setting('chengxin.sees', true), '')
		WHEN 'audit' THEN true
		WHEN 'own' THEN subject = ANY (string_to_array(current_setting('chengxin.subjects', true), ','))
		ELSE false
	END);
--> statement-breakpoint
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- People are known by their account (below); lists of them are for administrators, within their region.
CREATE POLICY person_read ON person FOR SELECT TO chengxin_app USING (
	CASE coalesce(current_setting('chengxin.sees', true), '')
		WHEN 'people' THEN coalesce(region_code LIKE current_setting('chengxin.prefix', true) || '%'
			OR region_code = ANY (string_to_array(current_setting('chengxin.beside', true), ',')), true)
		WHEN 'person' THEN id = current_setting('chengxin.own', true)
		ELSE false
	END);
--> statement-breakpoint
CREATE POLICY person_add ON person FOR INSERT TO chengxin_app
	WITH CHECK (coalesce(current_setting('chengxin.sees', true), '') = 'people');
--> statement-breakpoint
CREATE POLICY person_change ON person FOR UPDATE TO chengxin_app
	USING (coalesce(current_setting('chengxin.sees', true), '') = 'people');
--> statement-breakpoint
-- The facts from which a class is made: the rules need all of them, whoever asks. Not for showing.
CREATE FUNCTION credit_facts(codes text[]) RETURNS TABLE (uscc text, enterprise json, records json)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT e.uscc,
		json_build_object('uscc', e.uscc, 'name', e.name, 'formerNames', e.former_names, 'regionCode', e.region_code,
			'industryCode', e.industry_code, 'establishedOn', e.established_on, 'registrationStatus', e.registration_status,
			'legalRepresentative', e.legal_representative, 'address', e.address, 'specialAreas', e.special_areas,
			'registered', e.registered, 'sample', e.sample),
		coalesce((
			SELECT json_agg(json_build_object('id', r.key, 'kind', r.kind, 'number', r.number, 'authority', r.authority,
				'authorityCode', r.authority_code, 'decidedOn', r.decided_on, 'validUntil', r.valid_until,
				'publicityUntil', r.publicity_until, 'status', r.status, 'correctedOn', r.corrected_on,
				'repairedOn', r.repaired_on, 'sources', r.sources, 'details', r.details) ORDER BY r.decided_on, r.key)
			FROM credit_record r WHERE r.uscc = e.uscc), '[]')
	FROM enterprise e WHERE e.uscc = ANY (codes)
$$;
--> statement-breakpoint
-- Narrows what the following statements of a transaction may read.
CREATE FUNCTION see(sees text, own text, prefix text, beside text, line text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('chengxin.sees', sees, true), set_config('chengxin.own', own, true),
		set_config('chengxin.prefix', prefix, true), set_config('chengxin.beside', beside, true),
		set_config('chengxin.line', line, true);
END $$;
--> statement-breakpoint
-- The facts of enterprises, and which of their records the one who asks may see by the policies above.
CREATE FUNCTION credit_of(codes text[], sees text, own text, prefix text, beside text, line text)
RETURNS TABLE (enterprise json, records json, visible uuid[]) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM see(sees, own, prefix, beside, line);
	RETURN QUERY SELECT f.enterprise, f.records,
		coalesce((SELECT array_agg(r.key) FROM credit_record r WHERE r.uscc = f.uscc), '{}')
		FROM credit_facts(codes) f;
	PERFORM set_config('chengxin.sees', '', true);
END $$;
--> statement-breakpoint
-- Who an account is. `trusted`: a platform of this machine, where the account's name is the person's.
CREATE FUNCTION identify(platform text, user_id text, trusted boolean) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT json_build_object('id', p.id, 'name', p.name, 'role', p.role, 'orgId', p.org_id, 'department', o.name,
		'regionCode', p.region_code, 'uscc', p.uscc, 'sample', p.sample,
		'line', CASE WHEN o.breadth = 'comprehensive' THEN NULL ELSE coalesce(o.line, '{}') END,
		'quota', p.daily_quota, 'orgQuota', o.daily_quota)
	FROM person p LEFT JOIN org o ON o.id = p.org_id
	WHERE p.disabled_at IS NULL AND p.id = CASE WHEN trusted THEN identify.user_id ELSE (
		SELECT a.person_id FROM account a
		WHERE a.platform = identify.platform AND a.user_id = identify.user_id AND a.state = 'active') END
$$;
--> statement-breakpoint
-- Whether a message for this person may still go to this account.
CREATE FUNCTION may_receive(platform text, user_id text, person_id text, trusted boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT EXISTS (SELECT 1 FROM person p WHERE p.id = may_receive.person_id AND p.disabled_at IS NULL)
		AND (trusted OR EXISTS (SELECT 1 FROM account a WHERE a.platform = may_receive.platform
			AND a.user_id = may_receive.user_id AND a.person_id = may_receive.person_id AND a.state = 'active'))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION credit_facts, identify, may_receive FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION credit_facts, identify, may_receive TO chengxin_app;
