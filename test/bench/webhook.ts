import type { Sql } from 'postgres';
import { type BenchLine, line, median, progress } from './bench.ts';
import { benchCode } from './penalties.ts';
import {
  cpuSeconds,
  deliver,
  type PlatformName,
  type Subject,
  startByHand,
  startOurs,
  startTaker,
} from './platforms.ts';

const enterprises = 20_000;
const atOnce = 32;
const perSecond = 300;
const budgets: Record<PlatformName, number> = { telegram: 1.6, slack: 1.3 };

async function fill(sql: Sql): Promise<void> {
  await sql`truncate enterprise, credit_record, conversation, action_token, inbox, outbox, chat_state`;
  await sql`create table if not exists bare_log (at timestamptz not null, who text not null, what text not null)`;
  const codes = Array.from({ length: enterprises }, (_, index) => benchCode(index));
  await sql`
    insert into enterprise (uscc, name, region_code, established_on, registered, sample, content_hash, version, valid_from, file_id, line)
    select code, '示例第' || n || '号贸易有限公司', '370102', date '2015-06-01', true, true, md5(code)::uuid, 1, now(), 0, 0
    from unnest(${codes}::text[]) with ordinality as t(code, n)`;
  await sql`vacuum analyze enterprise`;
}

let lastUpdate = 0;

function next(platform: PlatformName, subject: Subject): Promise<number> {
  lastUpdate += 1;
  return deliver(platform, subject.port, lastUpdate, benchCode((lastUpdate * 7_919) % enterprises));
}

/** CPU microseconds a look-up, from the webhook to the reply that has left. */
async function cpuEach(
  platform: PlatformName,
  subject: Subject,
  taken: () => number,
  count: number,
): Promise<number> {
  const before = await cpuSeconds(subject);
  const sent = taken();
  let begun = 0;
  const work = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      await next(platform, subject);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  while (taken() - sent < count) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return ((await cpuSeconds(subject)) - before) * (1e6 / count);
}

/** The 99th percentile of acknowledgements, ms, at a steady rate. */
async function ackP99(platform: PlatformName, subject: Subject, seconds: number): Promise<number> {
  const times: Promise<number>[] = [];
  const started = performance.now();
  for (let n = 0; n < seconds * perSecond; n += 1) {
    const due = started + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    times.push(next(platform, subject));
  }
  const sorted = (await Promise.all(times)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

/** Ours against what one would write by hand, alternating: CPU of a look-up, and how soon it is acknowledged. */
export async function benchWebhook(options: {
  sql: Sql;
  url: string;
  rounds: number;
  seconds: number;
  count: number;
}): Promise<BenchLine[]> {
  const { sql, url, rounds, seconds, count } = options;
  await fill(sql);
  const taker = await startTaker();
  const lines: BenchLine[] = [];
  let port = 20_000 + (process.pid % 20_000);
  for (const platform of ['telegram', 'slack'] as const) {
    const api = platform === 'slack' ? `${taker.origin}/api/` : taker.origin;
    const hand = await startByHand(platform, url, port, api);
    const ours = await startOurs(platform, url, port + 10, api);
    port += 20;
    const cpu = { hand: [] as number[], ours: [] as number[] };
    const ack = { hand: [] as number[], ours: [] as number[] };
    try {
      await cpuEach(platform, hand, taker.taken, 500);
      await cpuEach(platform, ours, taker.taken, 500);
      for (let round = 0; round < rounds; round += 1) {
        cpu.hand.push(await cpuEach(platform, hand, taker.taken, count));
        cpu.ours.push(await cpuEach(platform, ours, taker.taken, count));
        ack.hand.push(await ackP99(platform, hand, seconds));
        ack.ours.push(await ackP99(platform, ours, seconds));
        const last = (values: readonly number[]): string => values.at(-1)?.toFixed(1) ?? '';
        progress(
          `${platform}: CPU ${last(cpu.ours)} µs, by hand ${last(cpu.hand)} µs; p99 ${last(ack.ours)} ms, by hand ${last(ack.hand)} ms`,
        );
      }
    } finally {
      await hand.stop();
      await ours.stop();
    }
    const ratio = median(cpu.ours) / median(cpu.hand);
    const target = `≤ ${budgets[platform]} × by hand`;
    lines.push(
      line(
        `${platform} look-up, CPU`,
        'µs',
        median(cpu.ours),
        median(cpu.hand),
        ratio,
        target,
        ratio <= budgets[platform],
      ),
    );
    const slower = median(ack.ours) / median(ack.hand);
    lines.push(
      line(
        `${platform} acknowledgement at ${perSecond}/s, p99`,
        'ms',
        median(ack.ours),
        median(ack.hand),
        slower,
        '≤ 3 × by hand',
        slower <= 3,
      ),
    );
  }
  taker.close();
  return lines;
}
