import type { Sql } from 'postgres';
import postgres from 'postgres';
import { addDays } from '../../src/domain/dates.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { systemRandom } from '../../src/domain/ports.ts';
import { memoryKeys } from '../../src/services/keys.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { queueToday, regradeQueued, regradeThese } from '../../src/services/regrade.ts';
import { regradeAll } from '../../src/services/regrade-all.ts';
import { type BenchLine, line, median, progress } from './bench.ts';
import { benchCode } from './penalties.ts';

const today = '2026-11-24';
const clock: Clock = { now: () => new Date(`${today}T04:00:00Z`) };

/** Enterprises with two records each: penalties of all tiers and days, lists, evaluations; nothing of theirs is real. */
async function fill(sql: Sql, entities: number): Promise<void> {
  await sql`truncate enterprise, credit_record, credit_class, class_change, regrade, class_override, audit_log, outbox`;
  await sql`alter table enterprise disable trigger user`;
  await sql`alter table credit_record disable trigger user`;
  const step = 100_000;
  for (let from = 0; from < entities; from += step) {
    const codes = Array.from({ length: Math.min(step, entities - from) }, (_, n) => benchCode(from + n));
    await sql`
      insert into enterprise (uscc, name, region_code, established_on, registered, sample, content_hash, version, valid_from, file_id, line)
      select code, '示例第' || (${from}::int + n) || '号贸易有限公司', '370102',
        date '2015-01-01' + (((${from}::int + n) * 37) % 4300)::int, true, true, md5(code)::uuid, 1, now(), 0, 0
      from unnest(${codes}::text[]) with ordinality as t(code, n)`;
    await sql`
      insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, publicity_until, status,
        corrected_on, repaired_on, details, sources, source_hashes, content_hash, version, valid_from, file_id, line)
      select code, kind, md5(code || k)::uuid, '示例', '示例' || n || '-' || k,
        case when h % 3 = 0 then '示例市市场监督管理局' else '示例市生态环境局' end,
        decided, case when h % 11 = 0 then decided + 200 end, case when h % 50 = 0 then 'annulled' else 'inForce' end,
        case when h % 4 < 3 then decided + 30 end, case when h % 13 = 0 then decided + 120 end,
        case kind
          when 'penalty' then jsonb_build_object('violationType', '示例', 'facts', repeat('示例事实。', 20), 'basis', '示例',
            'penaltyKinds', case when h % 5 = 0 then '["warning"]'::jsonb when h % 97 = 0 then '["suspendBusiness"]'::jsonb else '["fine"]'::jsonb end,
            'content', '示例', 'fineFen', case when h % 5 > 0 then (h % 7) * 100000 + 50000 end, 'confiscatedFen', null, 'licence', '', 'remark', '')
          when 'list' then '{"list": "abnormalOperation", "ground": "示例"}'::jsonb
          else jsonb_build_object('dimension', 'public', 'grade', (array['EXCELLENT', 'GOOD', 'FAIR', 'POOR'])[1 + h % 4], 'score', null, 'period', '示例')
        end,
        '{示例}', array[md5(code)::uuid], md5(code || k)::uuid, 1, now(), 0, 0
      from (
        select code, n, k, h, date '2022-01-01' + ((h / 1000) % 1780)::int as decided,
          case when h % 10 < 5 then 'penalty' when h % 10 = 5 then 'list' else 'evaluation' end as kind
        from (select code, ${from}::bigint + n as n, k, abs(hashtext(code || k))::bigint as h
          from unnest(${codes}::text[]) with ordinality as t(code, n), generate_series(1, 2) k) raw) made`;
    progress(`regrade: ${from + codes.length} enterprises filled`);
  }
  await sql`alter table enterprise enable trigger user`;
  await sql`alter table credit_record enable trigger user`;
  await sql`vacuum analyze enterprise, credit_record`;
}

/** The event rules by hand, in one statement; what it knows is what the policy of today says, and no basis. */
async function byHand(sql: Sql): Promise<void> {
  await sql`
    create unlogged table if not exists bare_class (uscc text collate "C" primary key, class int not null, provisional boolean not null)`;
  await sql`truncate bare_class`;
  await sql`
    insert into bare_class
    with judged as (
      select r.uscc, r.decided_on, r.kind, r.details, r.publicity_until, r.corrected_on, r.authority,
        case when r.kind <> 'penalty' then null
          when r.details->'penaltyKinds' ?| array['revokeLicence', 'restrictBusiness', 'suspendBusiness', 'closeDown', 'barFromTrade']
            or (r.details->>'fineFen')::bigint >= 100000000 then 3
          when (r.details->>'fineFen')::bigint > 300000 or (r.details->>'confiscatedFen')::bigint > 0
            or r.details->'penaltyKinds' ?| array['confiscateGains', 'confiscateGoods', 'suspendLicence', 'lowerQualification', 'detention'] then 2
          else 1 end as tier
      from credit_record r
      where r.kind in ('penalty', 'list', 'commitment', 'evaluation') and r.status = 'inForce' and r.decided_on <= ${today}
        and (r.kind = 'evaluation' or r.repaired_on is null or r.repaired_on > ${today})
    ), ended as (
      select *, case
        when publicity_until is not null and kind <> 'evaluation' then publicity_until
        when tier = 1 then (decided_on + interval '3 months')::date
        when tier = 2 and decided_on + interval '12 months' < date '2023-04-30' then (decided_on + interval '12 months')::date
        when tier >= 2 and decided_on + interval '36 months' <
            case when authority like '%市场监督管理%' then date '2025-12-24' else date '2026-03-31' end
          then (decided_on + interval '36 months')::date
        when tier = 2 and corrected_on <= ${today} then greatest((decided_on + interval '12 months')::date, corrected_on - 1)
        when tier = 3 and corrected_on <= ${today} then greatest((decided_on + interval '36 months')::date, corrected_on - 1)
        when kind = 'list' and details->>'list' = 'seriousViolation' then (decided_on + interval '36 months')::date
        when kind = 'evaluation' then (decided_on + interval '24 months')::date
        end as until
      from judged
    ), facts as (
      select uscc,
        bool_or(tier = 3 or (kind = 'list' and details->>'list' in ('seriousViolation', 'seriousDiscredit', 'judgmentDefaulter'))) as serious,
        bool_or(tier = 2 or (kind = 'list' and details->>'list' in ('keyWatch', 'abnormalOperation')) or details->>'fulfilment' = 'revoked') as general,
        bool_or(tier = 1 or details->>'fulfilment' = 'broken') as minor,
        count(*) filter (where tier = 1 and decided_on + interval '12 months' >= ${today}) as minors,
        count(distinct details->>'dimension') filter (where kind = 'evaluation') as dimensions,
        -- The newest, and the lower one of a day.
        (array_agg(case details->>'grade' when 'EXCELLENT' then 95 when 'GOOD' then 80 when 'FAIR' then 65 when 'POOR' then 40 end
          order by decided_on desc, array_position(array['POOR', 'FAIR', 'GOOD', 'EXCELLENT'], details->>'grade'))
          filter (where kind = 'evaluation'))[1] as score
      from ended where until is null or until >= ${today} group by uscc
    ), classed as (
      select e.uscc, e.established_on, f.dimensions, f.score, case when f.serious then 3 when f.general or f.minors >= 3 then 2
        when f.minor then 1 else 0 end as class
      from enterprise e left join facts f on f.uscc = e.uscc
    )
    select uscc, case when score < 60 and class < 2 then class + 1 else class end,
      class = 0 and (established_on + interval '12 months' > ${today} or coalesce(dimensions, 0) < 2) from classed`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

/** The whole population, against one hand-written statement; then a night, in which only what changes is touched. */
export async function benchRegrade(options: {
  sql: Sql;
  entities: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, entities, rounds } = options;
  await fill(sql, entities);
  const policies = shippedPolicies();
  const database = { sql, close: async () => undefined };
  const [hand, ours]: [number[], number[]] = [[], []];
  const before = memory();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss / 1e6);
  }, 50);
  for (let round = 0; round < rounds; round += 1) {
    hand.push(await timed(() => byHand(sql)));
    await sql`truncate credit_class, class_change, regrade`;
    ours.push(await timed(() => regradeAll(database, policies, today)));
    progress(`regrade: ${ours.at(-1)?.toFixed(1)} s, by hand ${hand.at(-1)?.toFixed(1)} s`);
  }
  clearInterval(watch);
  const [differ] = await sql<{ count: number }[]>`
    select count(*)::int as count from credit_class c join bare_class b on b.uscc = c.uscc
    where b.class <> array_position(array['TRUSTWORTHY', 'MINOR_DISCREDIT', 'GENERAL_DISCREDIT', 'SERIOUS_DISCREDIT'], c.class) - 1`;
  const ratio = median(ours) / median(hand);
  const lines = [
    line(
      `full regrade of ${entities}`,
      's',
      median(ours),
      median(hand),
      ratio,
      '≤ 3 × one statement by hand',
      ratio <= 3,
    ),
    line(
      'full regrade, classes other than by hand',
      '',
      differ?.count ?? -1,
      0,
      differ?.count ?? -1,
      '0',
      differ?.count === 0,
    ),
    line(
      'full regrade, memory that it takes',
      'MB',
      most - before,
      before,
      (most - before) / before,
      'flat',
      most - before < 150,
    ),
  ];
  return [...lines, await benchNight(sql, entities)];
}

/** The night after: who is judged, and whether everybody's class, or whether it is provisional, is another then. */
async function benchNight(sql: Sql, entities: number): Promise<BenchLine> {
  const tomorrow: Clock = { now: () => new Date(`${addDays(today, 1)}T04:00:00Z`) };
  const policies = shippedPolicies();
  const deps = { policies, keys: memoryKeys(Buffer.from('bench')), random: systemRandom, clock: tomorrow };
  await sql`create table if not exists before_night (like credit_class)`;
  await sql`truncate before_night`;
  await sql`insert into before_night select * from credit_class`;
  let judged = 0;
  const seconds = await timed(async () => {
    await sql.begin((tx) => queueToday(tx, tomorrow.now()));
    judged = (await regradeQueued({ sql, close: async () => undefined }, deps)).judged;
  });
  const [row] = await sql<{ other: number }[]>`
    select count(*)::int as other from credit_class c join before_night b on b.uscc = c.uscc
    where (c.class, c.provisional) is distinct from (b.class, b.provisional)`;
  progress(`regrade: a night judged ${judged} of ${entities} in ${seconds.toFixed(2)} s`);
  const other = row?.other ?? 0;
  return line(
    'a night: enterprises judged',
    '',
    judged,
    other,
    judged / other,
    '= those that change',
    judged === other,
  );
}

const events = 400;

/** One event to the new class, history, audit and messages, against the bare inserts of the same rows. */
export async function benchEvent(sql: Sql, url: string, entities: number): Promise<BenchLine[]> {
  const deps = { policies: shippedPolicies(), keys: memoryKeys(Buffer.from('bench')), random: systemRandom };
  const now = clock.now();
  await sql`
    insert into person (id, name, role, uscc, sample)
    select 'bench-' || n, '示例', 'enterprise', code, true
    from unnest(${Array.from({ length: events }, (_, n) => benchCode(n))}::text[]) with ordinality as t(code, n)
    on conflict (id) do nothing`;
  await sql`
    insert into account (platform, user_id, person_id, state, bound_at, private_chat_id)
    select 'bench', id, id, 'active', now(), 'chat-' || id from person where id like 'bench-%' on conflict do nothing`;
  const record = (tx: Sql, code: string, n: number, tag: string) => tx`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details, sources,
      source_hashes, content_hash, version, valid_from, file_id, line)
    values (${code}, 'penalty', md5(${`${code}${n}${tag}`})::uuid, '示例', ${`示例事件${n}${tag}`}, '示例市生态环境局', ${today}, 'inForce',
      '{"violationType": "", "facts": "", "basis": "", "penaltyKinds": ["suspendBusiness"], "content": "", "fineFen": null, "confiscatedFen": null, "licence": "", "remark": ""}',
      '{示例}', array[md5(${code})::uuid], md5(${code})::uuid, 1, now(), 0, 0)`;
  const byHand = (client: Sql, n: number) =>
    client.begin(async (tx) => {
      const code = benchCode(entities - 1 - n);
      await record(tx as unknown as Sql, code, n, 'bare');
      await tx`update credit_class set class = 'SERIOUS_DISCREDIT' where uscc = ${code}`;
      await tx`insert into class_change (uscc, from_class, to_class, basis, policy_id, as_of, cause, at)
        values (${code}, 'TRUSTWORTHY', 'SERIOUS_DISCREDIT', '[]', 'x', ${today}, 'event', ${now})`;
      await tx`insert into audit_log (at, actor, org_id, action, subject, purpose, result)
        values (${now}, 'grading', null, 'class.change', ${code}, null, 'x')`;
      await tx`insert into outbox (key, kind, platform, chat_id, chat_kind, user_id, body)
        values (${`bare:${n}:${code}`}, 'push', 'bench', 'x', 'private', 'x', '{}')`;
    });
  const byUs = (client: Sql, n: number) =>
    client.begin(async (tx) => {
      await record(tx as unknown as Sql, benchCode(n), n, 'ours');
      await regradeThese(tx, deps, [benchCode(n)], now);
    });
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let n = 2; n < events; n += 1) {
    bare.push(await timed(() => byHand(sql, n)));
    ours.push(await timed(() => byUs(sql, n)));
  }
  let queries = 0;
  const counting = postgres(url, { max: 1, onnotice: () => undefined, debug: () => (queries += 1) });
  // Twice: the first time the client asks for the types that it does not know.
  const count = async (work: (client: Sql, n: number) => Promise<unknown>): Promise<number> => {
    await work(counting, 0);
    queries = 0;
    await work(counting, 1);
    return queries;
  };
  const trips = { hand: await count(byHand), ours: await count(byUs) };
  await counting.end();
  const ratio = median(ours) / median(bare);
  const [told] = await sql<
    { count: number }[]
  >`select count(*)::int as count from outbox where key like 'class:%'`;
  return [
    line(
      'one event, round trips',
      'queries',
      trips.ours,
      trips.hand,
      trips.ours / trips.hand,
      '≤ 4 more',
      trips.ours <= trips.hand + 4,
    ),
    line(
      'one event to class, history, audit, message',
      'ms',
      median(ours) * 1000,
      median(bare) * 1000,
      ratio,
      '≤ 3 × the bare inserts',
      ratio <= 3 && (told?.count ?? 0) > 0,
    ),
  ];
}
