import type { Sql } from 'postgres';
import type { Clock, IsoDate } from '../../src/domain/ports.ts';
import { systemRandom } from '../../src/domain/ports.ts';
import { memoryKeys } from '../../src/services/keys.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { queueToday, regradeQueued } from '../../src/services/regrade.ts';
import { type BenchLine, line, median, progress } from './bench.ts';
import { benchCode } from './penalties.ts';
import { type Due, type PlainRecord, plainlyDue } from './supervision-plain.ts';

const yesterday = '2026-11-23';
const today = '2026-11-24';
const tomorrow = '2026-11-25';
const regions = ['370102', '370202', '370302', '370402', '370502', '370602', '370702', '370802'] as const;
const authorities = ['生态环境局', '市场监督管理局', '应急管理局', '交通运输局'] as const;

function clockAt(day: IsoDate): Clock {
  return { now: () => new Date(`${day}T10:00:00+08:00`) };
}

/** Enterprises of which one in ten has a licence and one in twenty an old penalty; departments and officials of each region. */
async function fill(sql: Sql, entities: number): Promise<void> {
  await sql`truncate enterprise, credit_record, credit_class, class_change, regrade, class_override, audit_log, outbox, watch,
    watch_step, watch_due, interview, risk_warning, warning_target, warning_told, notice, notice_setting, person, account, org,
    holiday`;
  await sql`alter table enterprise disable trigger user`;
  await sql`alter table credit_record disable trigger user`;
  const step = 100_000;
  for (let from = 0; from < entities; from += step) {
    const codes = Array.from({ length: Math.min(step, entities - from) }, (_, n) => benchCode(from + n));
    await sql`
      insert into enterprise (uscc, name, region_code, industry_code, special_areas, established_on, registered, sample,
        content_hash, version, valid_from, file_id, line)
      select code, '示例第' || (${from}::int + n) || '号贸易有限公司', (${[...regions]}::text[])[1 + n % 8], '5129',
        case when n % 40 = 0 then array['药品'] else '{}'::text[] end, '2015-01-01', true, true, md5(code)::uuid, 1, now(), 0, 0
      from unnest(${codes}::text[]) with ordinality as t(code, n)`;
    await sql`
      insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, valid_until, status, details,
        sources, source_hashes, content_hash, version, valid_from, file_id, line)
      select code, 'permit', md5(code || 'p')::uuid, '示例', '示例许' || n, '示例市市场监督管理局', ${yesterday}::date - 1000,
        ${yesterday}::date + case when n % 100 = 3 then 32 else (n / 10 % 700)::int end, 'inForce',
        '{"category": "普通", "document": "食品经营许可证", "licenceName": "食品经营许可证", "licenceNo": "示例", "content": "示例", "remark": ""}',
        '{示例}', array[md5(code)::uuid], md5(code || 'p')::uuid, 1, now(), 0, 0
      from unnest(${codes}::text[]) with ordinality as t(code, n) where n % 10 = 3`;
    await sql`
      insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details,
        sources, source_hashes, content_hash, version, valid_from, file_id, line)
      select code, 'penalty', md5(code || 'a')::uuid, '示例', '示例罚' || n, '示例市' || (${[...authorities]}::text[])[1 + n % 4],
        ${yesterday}::date - (n % 600)::int, 'inForce',
        '{"violationType": "", "facts": "", "basis": "", "penaltyKinds": ["fine"], "content": "", "fineFen": 500000, "confiscatedFen": null, "licence": "", "remark": ""}',
        '{示例}', array[md5(code)::uuid], md5(code || 'a')::uuid, 1, now(), 0, 0
      from unnest(${codes}::text[]) with ordinality as t(code, n) where n % 20 = 7`;
    progress(`supervision: ${from + codes.length} enterprises filled`);
  }
  await sql`alter table enterprise enable trigger user`;
  await sql`alter table credit_record enable trigger user`;
  await sql`insert into holiday (day, working, name, file_id)
    select date '2026-10-01' + n, false, '国庆节', 0 from generate_series(0, 6) n
    union all select date '2027-01-01' + n, false, '元旦', 0 from generate_series(0, 6) n`;
  for (const [index, authority] of authorities.entries())
    await sql`insert into org (id, name, region_code, breadth) values (${`org-${index}`}, ${`示例市${authority}`}, '370000', 'line')`;
  await sql`
    insert into person (id, name, role, org_id, region_code)
    select 'officer-' || n, '示例', 'official', 'org-' || (n % 4), '370000' from generate_series(0, 7) n
    union all select 'official-' || r, '示例', 'official', null, r from unnest(${[...regions]}::text[]) r`;
  await sql`
    insert into account (platform, user_id, person_id, state, bound_at, private_chat_id)
    select 'bench', id, id, 'active', now(), 'chat-' || id from person`;
  await sql`vacuum analyze enterprise, credit_record`;
}

/** The day: events of all kinds, some of them of enterprises that had one already. */
async function happen(sql: Sql, events: number, entities: number): Promise<void> {
  const touched = Math.ceil(events * 0.7);
  const codes = Array.from({ length: events }, (_, n) => benchCode(((n % touched) * 13 + 7) % entities));
  await sql`
    insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, status, details,
      sources, source_hashes, content_hash, version, valid_from, file_id, line)
    select code, case when n % 3 = 0 then 'complaint' else 'penalty' end, md5(code || n || 'e')::uuid, '示例', '示例事件' || n,
      '示例市' || (${[...authorities]}::text[])[1 + n % 4], ${today}::date - (n % 3)::int,
      case when n % 50 = 1 then 'annulled' else 'inForce' end,
      case when n % 3 = 0 then jsonb_build_object('channel', '12345', 'matter', '示例', 'outcome',
          (array['verified', 'unfounded', 'verified', 'open'])[1 + n % 4])
        else jsonb_build_object('violationType', '', 'facts', '', 'basis', '', 'content', '', 'licence', '', 'remark', '',
          'penaltyKinds', case when n % 2 = 0 then '["warning"]'::jsonb else '["fine"]'::jsonb end,
          'fineFen', case when n % 2 = 0 then null else 2000000 end, 'confiscatedFen', null) end,
      '{示例}', array[md5(code)::uuid], md5(code || n || 'e')::uuid, 1, now(), 0, 0
    from unnest(${codes}::text[]) with ordinality as t(code, n)`;
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}

async function raisedOn(sql: Sql, day: IsoDate): Promise<Due[]> {
  const warnings = await sql<Due[]>`select uscc, kind from risk_warning where raised_on = ${day}`;
  const reminders = await sql<
    Due[]
  >`select uscc, 'reminded' as kind from watch_step where on_day = ${day} and step = 'reminded'`;
  return [...warnings, ...reminders];
}

/** What was raised or reminded of, and is not due; what is due, and was not; and what came twice. */
function differences(found: readonly Due[], due: readonly Due[]): number {
  const keyOf = ({ uscc, kind }: Due): string => `${uscc} ${kind}`;
  const wanted = new Set(due.map(keyOf));
  const got = new Set(found.map(keyOf));
  const missing = [...wanted].filter((key) => !got.has(key)).length;
  const wrong = [...got].filter((key) => !wanted.has(key)).length;
  return missing + wrong + (found.length - got.size);
}

async function recordsOf(sql: Sql, codes: readonly string[]): Promise<Map<string, PlainRecord[]>> {
  const rows = await sql<(PlainRecord & { uscc: string })[]>`
    select r.uscc, r.kind, r.number, r.authority, r.decided_on as "decidedOn", r.valid_until as "validUntil", r.status,
      r.details, cardinality(e.special_areas) > 0 as special
    from credit_record r join enterprise e on e.uscc = r.uscc where r.uscc = any(${codes as string[]})`;
  const records = new Map<string, PlainRecord[]>();
  for (const row of rows) records.set(row.uscc, [...(records.get(row.uscc) ?? []), row]);
  return records;
}

/** A day with many events among many enterprises, against a plain re-computation; then the night after. */
export async function benchSupervision(options: {
  sql: Sql;
  entities: number;
  events: number;
}): Promise<BenchLine[]> {
  const { sql, entities, events } = options;
  await fill(sql, entities);
  const database = { sql, close: async () => undefined };
  const deps = { policies: shippedPolicies(), keys: memoryKeys(Buffer.from('bench')), random: systemRandom };
  await sql`insert into regrade (uscc) select uscc from enterprise`;
  const first = await timed(() => regradeQueued(database, { ...deps, clock: clockAt(yesterday) }));
  progress(`supervision: all judged and watched for the first time in ${first.seconds.toFixed(0)} s`);
  await sql`vacuum analyze credit_class, watch, watch_due, risk_warning, warning_target, notice, regrade`;

  await happen(sql, events, entities);
  const day = await timed(() => regradeQueued(database, { ...deps, clock: clockAt(today) }));
  const touched = await sql<{ uscc: string }[]>`
    select distinct uscc from credit_record where number like '示例事件%'`;
  const codes = touched.map(({ uscc }) => uscc);
  const before = new Set((await raisedOn(sql, yesterday)).map(({ uscc, kind }) => `${uscc} ${kind}`));
  const due = [...(await recordsOf(sql, codes))].flatMap(([uscc, records]) =>
    plainlyDue(records, today)
      .map((kind) => ({ uscc, kind }))
      .filter((one) => !before.has(`${one.uscc} ${one.kind}`)),
  );
  const found = await raisedOn(sql, today);
  const [told] = await sql<{ twice: number; unheard: number }[]>`
    select (select count(*)::int from (select 1 from notice group by person_id, key having count(*) > 1) d) as twice,
      (select count(*)::int from warning_target t where not exists (select 1 from warning_told d where d.target_id = t.id)) as unheard`;
  const wrong = differences(found, due);
  progress(`supervision: ${events} events, ${due.length} due, judged in ${day.seconds.toFixed(1)} s`);
  return [
    line(
      'a day of events: warnings and reminders other than due',
      '',
      wrong,
      due.length,
      wrong / due.length,
      '0',
      wrong === 0,
    ),
    line(
      '– told twice, or to nobody',
      '',
      (told?.twice ?? 0) + (told?.unheard ?? 0),
      found.length,
      0,
      '0',
      told?.twice === 0 && told.unheard === 0,
    ),
    ...(await benchNightOfWarnings(sql, deps)),
  ];
}

/** Ends a transaction whose work is measured, and not kept. */
class TakenBack extends Error {}

async function benchNightOfWarnings(
  sql: Sql,
  deps: Omit<Parameters<typeof regradeQueued>[1], 'clock'>,
): Promise<BenchLine[]> {
  const database = { sql, close: async () => undefined };
  const clock = clockAt(tomorrow);
  // The day is over for a while: what it left behind was cleared away.
  await sql`vacuum analyze regrade, watch_due, credit_class`;
  const [scan, queue]: [number[], number[]] = [[], []];
  for (let round = 0; round < 21; round += 1) {
    scan.push(
      (
        await timed(
          () => sql`
            select uscc from credit_class where next_on <= ${tomorrow}
            union all select uscc from watch_due where next_on <= ${tomorrow}`,
        )
      ).seconds,
    );
    // The same work without an end: queued, and taken back.
    queue.push(
      (
        await timed(() =>
          sql
            .begin(async (tx) => {
              await queueToday(tx, clock.now());
              throw new TakenBack();
            })
            .catch((error: unknown) => {
              if (!(error instanceof TakenBack)) throw error;
            }),
        )
      ).seconds,
    );
  }
  const rows = await sql<{ uscc: string }[]>`
    select uscc from credit_class where next_on <= ${tomorrow} union select uscc from watch_due where next_on <= ${tomorrow}`;
  const codes = rows.map(({ uscc }) => uscc);
  const read = await timed(() => sql`select * from credit_facts(${codes})`);
  const night = await timed(async () => {
    await sql.begin((tx) => queueToday(tx, clock.now()));
    return regradeQueued(database, { ...deps, clock });
  });
  const [changed] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select uscc from risk_warning where raised_on = ${tomorrow} union select uscc from watch_step where on_day = ${tomorrow}
      union select uscc from class_change where as_of = ${tomorrow}) c`;
  const { judged } = night.result;
  const ratio = median(queue) / median(scan);
  progress(
    `supervision: the night judged ${judged} in ${night.seconds.toFixed(2)} s; their facts alone take ${read.seconds.toFixed(2)} s`,
  );
  return [
    line(
      'a night of warnings: enterprises judged',
      '',
      judged,
      changed?.count ?? 0,
      judged / (changed?.count ?? 0),
      '= those that change',
      judged === changed?.count,
    ),
    line(
      'a night: finding and queueing what is due',
      'ms',
      median(queue) * 1000,
      median(scan) * 1000,
      ratio,
      '≤ 5 × one indexed scan of the due rows',
      ratio <= 5,
    ),
    line(
      'a night: with judging, warnings and messages',
      's',
      night.seconds,
      read.seconds,
      night.seconds / read.seconds,
      'against reading their records',
      true,
    ),
  ];
}
