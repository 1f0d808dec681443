-- What the judging of an enterprise needs of its courses and warnings; null: there are none. Not for showing.
CREATE FUNCTION watch_facts(code text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT CASE WHEN c.courses IS NOT NULL OR w.warnings IS NOT NULL
		THEN json_build_object('courses', coalesce(c.courses, '[]'), 'warnings', coalesce(w.warnings, '[]')) END
	FROM (SELECT json_agg(json_build_object('id', w.id, 'openedOn', w.opened_on, 'told', w.told, 'events', w.events,
			'interviewDueOn', w.interview_due_on, 'heldOn', w.held_on, 'missedOn', w.missed_on, 'rectifyBy', w.rectify_by,
			'rectifiedOn', w.rectified_on, 'listedOn', w.listed_on, 'listedFor', w.listed_for, 'listKey', w.list_key,
			'closedOn', w.closed_on, 'closedFor', w.closed_for,
			'booked', EXISTS (SELECT 1 FROM interview i WHERE i.watch_id = w.id AND i.state = 'booked')) ORDER BY w.id) AS courses
		FROM watch w WHERE w.uscc = code) c,
		(SELECT json_agg(json_build_object('id', r.id, 'kind', r.kind, 'cause', r.cause, 'raisedOn', r.raised_on,
			'subject', r.basis->>'subject', 'withdrawnOn', r.withdrawn_on,
			'open', r.withdrawn_on IS NULL AND EXISTS (SELECT 1 FROM warning_target t WHERE t.warning_id = r.id
				AND t.state IN ('open', 'acknowledged')))
			ORDER BY r.id) AS warnings
		FROM risk_warning r WHERE r.uscc = code) w
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION watch_facts FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION watch_facts TO chengxin_app;
--> statement-breakpoint
-- Who is told when a class changes: those who speak for the enterprise, those who follow it, and those who follow its
-- industry or its region.
DROP FUNCTION concerned(text[]);
--> statement-breakpoint
CREATE FUNCTION concerned(codes text[]) RETURNS TABLE (uscc text, person_id text, how text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT p.uscc, p.id, 'own' FROM person p
		WHERE p.uscc = ANY (codes) AND p.role = 'enterprise' AND p.disabled_at IS NULL
	UNION ALL
	SELECT f.uscc, f.person_id, 'follow' FROM follow f JOIN person p ON p.id = f.person_id
		WHERE f.uscc = ANY (codes) AND p.disabled_at IS NULL AND p.uscc IS DISTINCT FROM f.uscc
	UNION ALL
	SELECT s.uscc, s.person_id, 'scope' FROM following_scope(codes) s
		WHERE NOT EXISTS (SELECT 1 FROM follow f WHERE f.uscc = s.uscc AND f.person_id = s.person_id)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION concerned FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION concerned TO chengxin_app;
--> statement-breakpoint
-- Who gets the weekly digest now: those who supervise, can be reached, and have not had that of this week.
CREATE FUNCTION weekly_due(monday date, clock text, usual text, trusted text[]) RETURNS TABLE (person_id text, region_code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT p.id, p.region_code FROM person p LEFT JOIN notice_setting n ON n.person_id = p.id
	WHERE p.disabled_at IS NULL AND p.region_code IS NOT NULL AND p.role IN ('official', 'inspector', 'planner')
		AND coalesce(n.weekly_on, '-infinity') < monday AND coalesce(n.digest_at, usual) <= clock
		AND EXISTS (SELECT 1 FROM account a WHERE (a.person_id = p.id AND a.state = 'active')
			OR (a.platform = ANY (trusted) AND a.user_id = p.id AND a.private_chat_id IS NOT NULL))
	ORDER BY p.id LIMIT 200
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION weekly_due FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION weekly_due TO chengxin_app;
--> statement-breakpoint
-- What others complained of is not for the enterprise: it would learn that somebody did.
ALTER POLICY credit_record_read ON credit_record USING (
	CASE coalesce(current_setting('chengxin.sees', true), '')
		WHEN 'all' THEN true
		WHEN 'public' THEN may_be_public(kind, status, details)
		WHEN 'own' THEN may_be_public(kind, status, details) OR (uscc = current_setting('chengxin.own', true) AND kind <> 'complaint')
		WHEN 'region' THEN may_be_public(kind, status, details) OR (
			(current_setting('chengxin.line', true) = '*' OR kind IN ('evaluation', 'list', 'commitment')
				OR authority = ANY (string_to_array(current_setting('chengxin.line', true), E'\x1f'))
				OR authority_code = ANY (string_to_array(current_setting('chengxin.line', true), E'\x1f')))
			AND (SELECT lies_in_scope(e.uscc, e.region_code) FROM enterprise e WHERE e.uscc = credit_record.uscc))
		ELSE false
	END);
--> statement-breakpoint
-- What telling people in their own time needs, whoever tells them.
CREATE FUNCTION notice_settings(people text[]) RETURNS TABLE (person_id text, quiet_from text, quiet_until text, digest_at text,
	away_from date, away_until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	SELECT n.person_id, n.quiet_from, n.quiet_until, n.digest_at, n.away_from, n.away_until
	FROM notice_setting n WHERE n.person_id = ANY (people)
$$;
--> statement-breakpoint
CREATE FUNCTION add_notices(rows jsonb, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
	INSERT INTO notice (key, person_id, due_at, mode, cause, body, at)
	SELECT n.key, n."personId", n."dueAt", n.mode, n.cause, n.body, add_notices.at
	FROM jsonb_to_recordset(rows) AS n(key text, "personId" text, "dueAt" timestamptz, mode text, cause text, body jsonb)
	ON CONFLICT DO NOTHING
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION notice_settings, add_notices FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION notice_settings, add_notices TO chengxin_app;
