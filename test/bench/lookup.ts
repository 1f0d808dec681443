import type { Sql } from 'postgres';
import postgres from 'postgres';
import { createCommands, dialogs } from '../../commands/index.ts';
import { createRouter, type Handle } from '../../src/chat/router.ts';
import type { Turns } from '../../src/chat/turns.ts';
import { systemClock, systemRandom } from '../../src/domain/ports.ts';
import { createTurns } from '../../src/services/conversations.ts';
import { ensurePersonas } from '../../src/services/personas.ts';
import { shippedPolicies } from '../../src/services/policy-versions.ts';
import { testKeys } from '../support/keys.ts';
import { type BenchLine, line, median, progress } from './bench.ts';
import { benchCode } from './penalties.ts';

const atOnce = 32;
const connections = 10;

export async function fill(sql: Sql, entities: number): Promise<void> {
  await sql`truncate credit_record, enterprise, conversation, action_token, audit_log, audit_leaf, audit_node, audit_checkpoint, usage_seen, usage_count, person`;
  const step = 20_000;
  for (let from = 0; from < entities; from += step) {
    const codes = Array.from({ length: Math.min(step, entities - from) }, (_, index) =>
      benchCode(from + index),
    );
    await sql`
      insert into enterprise (uscc, name, region_code, established_on, registered, sample, content_hash, version, valid_from, file_id, line)
      select code, '示例第' || n || '号贸易有限公司', '370102', date '2015-06-01', true, true, md5(code)::uuid, 1, now(), 0, 0
      from unnest(${codes}::text[]) with ordinality as t(code, n)`;
    await sql`
      insert into credit_record (uscc, kind, key, party_name, number, authority, decided_on, publicity_until, status, details,
        sources, source_hashes, content_hash, version, valid_from, file_id, line)
      select code, 'penalty', md5(code)::uuid, '示例', '（示例）第' || n || '号', '示例市市场监督管理局', date '2026-03-15',
        date '2027-03-15', 'inForce', '{"violationType":"","facts":"","basis":"","penaltyKinds":["fine"],"content":"","fineFen":500000,"confiscatedFen":null,"licence":"","remark":""}',
        array['示例'], array[md5(code)::uuid], md5(code)::uuid, 1, now(), 0, 0
      from unnest(${codes}::text[]) with ordinality as t(code, n) where n % 2 = 0`;
  }
  await sql`vacuum analyze enterprise, credit_record`;
}

const officials = 2_000;

/** Officials of a whole province, in one department, none of whom may be stopped by a quota. */
export async function addOfficials(sql: Sql): Promise<void> {
  await ensurePersonas({ sql, close: async () => undefined });
  await sql`
    insert into person (id, name, role, org_id, region_code, daily_quota)
    select 'official-' || n, '示例', 'official', 'sample-market', '370000', 1000000 from generate_series(0, ${officials - 1}) n`;
  await sql`update org set daily_quota = 100000000`;
  await sql`analyze person`;
}

export function officialOf(index: number): string {
  return `official-${index % officials}`;
}

/** Looks-up a second, `atOnce` under way at any time. */
export async function rate(seconds: number, one: (index: number) => Promise<void>): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        await one(worker + turn * atOnce);
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - started);
}

/** The router as the service builds it, on one client. */
export function routerOn(sql: Sql, change: (turns: Turns) => Turns = (turns) => turns): Handle {
  const database = { sql, close: () => sql.end() };
  return createRouter({
    commands: createCommands({
      publicQuota: 10_000_000,
      database,
      policies: shippedPolicies(),
      keys: testKeys,
      random: systemRandom,
    }),
    dialogs,
    turns: change(createTurns(database, testKeys)),
    clock: systemClock,
    random: systemRandom,
    failed: (_, error) => {
      throw error;
    },
  });
}

/** From event to card against a hand-written program that does one SELECT and one INSERT. */
export async function benchLookup(options: {
  sql: Sql;
  url: string;
  entities: number;
  seconds: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, url, entities, seconds, rounds } = options;
  await fill(sql, entities);
  progress(`look-up: ${entities} entities are in`);
  let queries = 0;
  const counting = postgres(url, {
    max: 1,
    connection: { role: 'chengxin_app' },
    onnotice: () => undefined,
    debug: () => {
      queries += 1;
    },
  });
  // As the service has it: bound by row-level security.
  const ours = postgres(url, {
    max: connections,
    onnotice: () => undefined,
    connection: { role: 'chengxin_app' },
  });
  const bare = postgres(url, { max: connections, onnotice: () => undefined });
  await addOfficials(sql);
  await bare`create table if not exists bare_log (at timestamptz not null, who text not null, what text not null)`;
  // The multiplier visits the table in no order that a cache would like.
  const codeOf = (index: number): string => benchCode((index * 7_919) % entities);
  const handle = routerOn(ours);
  const look = async (index: number, answer = handle): Promise<void> => {
    const { card } = await answer({
      platform: 'web',
      eventId: String(index),
      // Thousands of people, each in a conversation of their own.
      chatId: `bench:${index % 10_000}`,
      chatKind: 'private',
      userId: officialOf(index),
      content: { type: 'text', text: `查询 ${codeOf(index)}` },
      receivedAt: new Date(),
    });
    if (card.source === null) throw new Error(card.title);
  };
  const select = async (index: number): Promise<void> => {
    const [row] = await bare`select * from enterprise where uscc = ${codeOf(index)}`;
    await bare`insert into bare_log (at, who, what) values (${new Date()}, 'official', ${String(row?.uscc)})`;
  };
  await rate(1, (index) => look(index));
  await rate(1, select);
  // Twice: the first time the client asks for the types that it does not know.
  const counted = routerOn(counting);
  await look(1, counted);
  queries = 0;
  await look(2, counted);
  const trips = queries;
  await counting.end();
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await rate(seconds, select));
    mine.push(await rate(seconds, (index) => look(index)));
    progress(`look-up: ${mine.at(-1)?.toFixed(0)}/s, bare ${theirs.at(-1)?.toFixed(0)}/s`);
  }
  await ours.end();
  await bare.end();
  const ratio = median(mine) / median(theirs);
  return [
    line(
      `look-up by code among ${entities}, ${atOnce} at once`,
      '1/s',
      median(mine),
      median(theirs),
      ratio,
      '≥ 0.4 × SELECT + INSERT by hand',
      ratio >= 0.4,
    ),
    line('look-up by code, round trips', 'queries', trips, 2, trips / 2, '≤ 3', trips <= 3),
  ];
}
