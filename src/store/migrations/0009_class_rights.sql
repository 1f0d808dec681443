-- What comes in about an enterprise puts it on the list of those to be judged anew, whoever writes it. Of the records
-- only those that can move a class.
CREATE FUNCTION regrade_records() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
	INSERT INTO regrade (uscc)
		SELECT DISTINCT c.uscc FROM changed c WHERE c.kind IN ('penalty', 'list', 'commitment', 'evaluation')
		ORDER BY c.uscc ON CONFLICT (uscc) DO UPDATE SET failure = NULL;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION regrade_enterprises() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
	INSERT INTO regrade (uscc) SELECT DISTINCT c.uscc FROM changed c ORDER BY c.uscc ON CONFLICT (uscc) DO UPDATE SET failure = NULL;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER credit_record_added AFTER INSERT ON credit_record
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_records();
--> statement-breakpoint
CREATE TRIGGER credit_record_changed AFTER UPDATE ON credit_record
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_records();
--> statement-breakpoint
CREATE TRIGGER enterprise_added AFTER INSERT ON enterprise
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_enterprises();
--> statement-breakpoint
CREATE TRIGGER enterprise_changed AFTER UPDATE ON enterprise
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION regrade_enterprises();
--> statement-breakpoint
INSERT INTO regrade (uscc) SELECT uscc FROM enterprise ON CONFLICT DO NOTHING;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON credit_class, class_override, objection, policy_version TO chengxin_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON class_change TO chengxin_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON regrade, follow TO chengxin_app;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE class_change_id_seq, class_override_id_seq, objection_id_seq TO chengxin_app;
--> statement-breakpoint
-- An enterprise's own, those who supervise it, and what the program itself does for all (`all`).
CREATE FUNCTION sees_enterprise(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT CASE coalesce(current_setting('chengxin.sees', true), '')
		WHEN 'all' THEN true
		WHEN 'own' THEN code = current_setting('chengxin.own', true)
		WHEN 'region' THEN (SELECT lies_in_scope(e.uscc, e.region_code) FROM enterprise e WHERE e.uscc = code)
		ELSE false
	END
$$;
--> statement-breakpoint
ALTER TABLE class_change ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY class_change_read ON class_change FOR SELECT TO chengxin_app USING (sees_enterprise(uscc));
--> statement-breakpoint
CREATE POLICY class_change_add ON class_change FOR INSERT TO chengxin_app WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE class_override ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY class_override_read ON class_override FOR SELECT TO chengxin_app USING (sees_enterprise(uscc));
--> statement-breakpoint
CREATE POLICY class_override_add ON class_override FOR INSERT TO chengxin_app WITH CHECK (sees_enterprise(uscc));
--> statement-breakpoint
CREATE POLICY class_override_change ON class_override FOR UPDATE TO chengxin_app USING (sees_enterprise(uscc));
--> statement-breakpoint
ALTER TABLE objection ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY objection_read ON objection FOR SELECT TO chengxin_app USING (sees_enterprise(uscc));
--> statement-breakpoint
CREATE POLICY objection_add ON objection FOR INSERT TO chengxin_app WITH CHECK (sees_enterprise(uscc));
--> statement-breakpoint
CREATE POLICY objection_change ON objection FOR UPDATE TO chengxin_app USING (sees_enterprise(uscc));
--> statement-breakpoint
ALTER TABLE follow ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY follow_own ON follow TO chengxin_app USING (
	CASE coalesce(current_setting('chengxin.sees', true), '')
		WHEN 'all' THEN true
		WHEN 'person' THEN person_id = current_setting('chengxin.own', true)
		ELSE false
	END);
--> statement-breakpoint
-- With the classes that were set by hand: they show in the class, whoever asks.
DROP FUNCTION credit_of(text[], text, text, text, text, text);
--> statement-breakpoint
DROP FUNCTION credit_facts(text[]);
--> statement-breakpoint
CREATE FUNCTION credit_facts(codes text[]) RETURNS TABLE (uscc text, enterprise json, records json, overrides json)
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
			FROM credit_record r WHERE r.uscc = e.uscc), '[]'),
		(SELECT json_agg(json_build_object('id', o.id, 'creditClass', o.class, 'reason', o.reason, 'setBy', o.set_by,
				'agreedBy', o.agreed_by, 'from', o.from_on,
				'to', least(o.until_on, o.ended_on - 1)) ORDER BY o.id)
			FROM class_override o WHERE o.uscc = e.uscc)
	FROM enterprise e WHERE e.uscc = ANY (codes)
$$;
--> statement-breakpoint
CREATE FUNCTION credit_of(codes text[], sees text, own text, prefix text, beside text, line text)
RETURNS TABLE (enterprise json, records json, overrides json, visible uuid[]) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM see(sees, own, prefix, beside, line);
	RETURN QUERY SELECT f.enterprise, f.records, f.overrides,
		coalesce((SELECT array_agg(r.key) FROM credit_record r WHERE r.uscc = f.uscc), '{}')
		FROM credit_facts(codes) f;
	PERFORM set_config('chengxin.sees', '', true);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION credit_facts FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION credit_facts TO chengxin_app;
--> statement-breakpoint
-- Who is told when a class changes: those who speak for the enterprise, and those who follow it.
CREATE FUNCTION concerned(codes text[]) RETURNS TABLE (uscc text, person_id text, follows boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT p.uscc, p.id, false FROM person p
		WHERE p.uscc = ANY (codes) AND p.role = 'enterprise' AND p.disabled_at IS NULL
	UNION
	SELECT f.uscc, f.person_id, true FROM follow f JOIN person p ON p.id = f.person_id
		WHERE f.uscc = ANY (codes) AND p.disabled_at IS NULL AND p.uscc IS DISTINCT FROM f.uscc
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION concerned FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION concerned TO chengxin_app;
