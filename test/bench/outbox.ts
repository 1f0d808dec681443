import { PgBoss } from 'pg-boss';
import type { Sql } from 'postgres';
import { noFailpoint } from '../../src/delivery/failpoint.ts';
import { noMeters } from '../../src/delivery/meters.ts';
import { createSender } from '../../src/delivery/sender.ts';
import { systemRandom } from '../../src/domain/ports.ts';
import { createFakePlatform } from '../fakes/platform.ts';
import { type BenchLine, line, median, progress } from './bench.ts';

const batch = 500;
const body = {
  card: {
    title: '示例第1号贸易有限公司',
    tone: 'neutral',
    children: [{ type: 'text', text: '您关注的企业信用等级有变化。' }],
    source: null,
  },
  locale: 'zh',
};

const log = {
  info: () => undefined,
  warn: (fields: object, message: string) => {
    throw new Error(`${message} ${JSON.stringify(fields)}`);
  },
  error: (fields: object, message: string) => {
    throw new Error(`${message} ${JSON.stringify(fields)}`);
  },
};

/** Five messages for each of a fifth as many chats, as when a daily digest goes out. */
async function fillOutbox(sql: Sql, messages: number): Promise<void> {
  await sql`truncate outbox, chat_state`;
  await sql`
    insert into outbox (key, kind, platform, chat_id, chat_kind, user_id, body)
    select 'bench:' || n, 'push', 'fake', 'chat-' || n % ${messages / 5}::int, 'private', 'x', ${sql.json(body)}
    from generate_series(1, ${messages}) n`;
  await sql`vacuum analyze outbox`;
}

/** Messages a second from a full outbox to a platform that takes each at once. */
async function drainOurs(sql: Sql, messages: number): Promise<number> {
  await fillOutbox(sql, messages);
  let taken = 0;
  let finished: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    finished = resolve;
  });
  const { adapter } = createFakePlatform();
  const sender = createSender({
    sql,
    adapter: {
      ...adapter,
      async send() {
        taken += 1;
        if (taken === messages) finished();
        return { messageId: String(taken) };
      },
    },
    meters: noMeters,
    log,
    random: systemRandom,
    failpoint: noFailpoint,
    leaseSeconds: 30,
  });
  const started = performance.now();
  await sender.start();
  await all;
  await sender.stop(5_000);
  const seconds = (performance.now() - started) / 1000;
  const [row] = await sql<{ sent: number }[]>`select count(*)::int as sent from outbox where state = 'sent'`;
  if (row?.sent !== messages) throw new Error(`${row?.sent} of ${messages} were recorded as sent`);
  return messages / seconds;
}

/** The same with pg-boss, without the order within a chat: fetch, send, complete, as a worker of it does. */
async function drainBoss(boss: PgBoss, messages: number): Promise<number> {
  const queue = 'bench';
  await boss.deleteAllJobs(queue);
  for (let n = 0; n < messages; n += 1_000) {
    await boss.insert(
      queue,
      Array.from({ length: 1_000 }, () => ({ data: body })),
    );
  }
  let done = 0;
  const started = performance.now();
  for (;;) {
    const jobs = await boss.fetch(queue, { batchSize: batch });
    if (jobs.length === 0) break;
    await boss.complete(
      queue,
      jobs.map(({ id }) => id),
    );
    done += jobs.length;
  }
  if (done !== messages) throw new Error(`pg-boss gave ${done} of ${messages}`);
  return (messages * 1000) / (performance.now() - started);
}

/** How fast a backlog drains to an instant platform, against pg-boss on the same PostgreSQL. */
export async function benchOutbox(options: {
  sql: Sql;
  url: string;
  messages: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, url, messages, rounds } = options;
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  boss.on('error', (error) => progress(String(error)));
  await boss.start();
  await boss.createQueue('bench');
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await drainBoss(boss, messages));
    ours.push(await drainOurs(sql, messages));
    progress(`outbox: ${ours.at(-1)?.toFixed(0)}/s, pg-boss ${theirs.at(-1)?.toFixed(0)}/s`);
  }
  await boss.stop({ graceful: false });
  const ratio = median(ours) / median(theirs);
  return [
    line(
      `outbox drained of ${messages} messages`,
      '1/s',
      median(ours),
      median(theirs),
      ratio,
      '≥ 2 × pg-boss',
      ratio >= 2,
    ),
  ];
}
