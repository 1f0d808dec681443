import { noFailpoint } from '../../src/delivery/failpoint.ts';
import { noMeters } from '../../src/delivery/meters.ts';
import { enqueuePush } from '../../src/delivery/outbox.ts';
import { daily, type Job, runJob } from '../../src/delivery/schedule.ts';
import { createSender } from '../../src/delivery/sender.ts';
import { systemRandom } from '../../src/domain/ports.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createFakePlatform } from '../fakes/platform.ts';
import type { SoakLine, SoakOptions } from './result.ts';
import { createStage } from './stage.ts';

const replicas = 10;
const inspectors = 5;
const dayMs = 86_400_000;

const log = {
  info: () => undefined,
  warn: (fields: object, message: string) =>
    void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
  error: (fields: object, message: string) =>
    void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
};

/** The daily assignments of inspectors: one set a day, whatever the number of replicas and however their clocks differ. */
function assignments(platform: string): Job {
  return {
    id: 'soak-assignments',
    cron: '0 7 * * *',
    period: daily,
    async work(tx, now) {
      const day = daily(now);
      for (let inspector = 0; inspector < inspectors; inspector += 1) {
        const chatId = `inspector-${inspector}`;
        const card = { title: `${day}`, tone: 'neutral' as const, children: [], source: null };
        const to = { chatId, chatKind: 'private' as const, userId: chatId };
        const push = {
          platform,
          to,
          personId: null,
          key: `assignment:${day}:${inspector}`,
          card,
          locale: 'zh' as const,
        };
        await enqueuePush(tx, push, { random: systemRandom, now });
      }
    },
  };
}

/** Ten replicas wake for each of a thousand days. */
export async function soakReplicas({ short, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const days = short ? 60 : 1_000;
  const stage = await createStage({ enterprises: 0 });
  const platform = createFakePlatform();
  const databases = await Promise.all(
    Array.from({ length: replicas }, () =>
      openDatabase({ url: stage.url, dataDir: '', role: 'owner', poolSize: 3, retrySeconds: 10 }),
    ),
  );
  const senders = databases.map(({ sql }) =>
    createSender({
      sql,
      adapter: platform.adapter,
      meters: noMeters,
      log,
      random: systemRandom,
      failpoint: noFailpoint,
      leaseSeconds: 30,
    }),
  );
  const job = assignments(platform.adapter.platform);
  const first = Date.UTC(2026, 0, 1, 1);
  let sets = 0;
  try {
    for (const sender of senders) await sender.start();
    for (let day = 0; day < days; day += 1) {
      const ran = await Promise.all(
        databases.map(({ sql }, replica) => {
          // Clocks are up to five minutes apart.
          const clock = { now: () => new Date(first + day * dayMs + replica * 33_000) };
          return runJob({ sql, clock, log, failpoint: noFailpoint }, job);
        }),
      );
      sets += ran.filter(Boolean).length;
      if (day % 250 === 249) say(`replicas: ${day + 1} days`);
    }
    const expected = days * inspectors;
    for (let waited = 0; waited < 600 && platform.sent.length < expected; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const sender of senders) await sender.stop(5_000);
    const told = new Set(platform.sent.map(({ key }) => key));
    const [rows] = await stage.sql<{ count: number }[]>`
      select count(*)::int as count from job_run where job = ${job.id}`;
    const lost = expected - told.size;
    const repeated = platform.sent.length - told.size;
    return {
      name: 'replicas',
      cases: days,
      messages: platform.sent.length,
      lost,
      doubled: sets - days,
      repeated,
      seconds: (performance.now() - started) / 1000,
      holds: lost === 0 && repeated === 0 && sets === days && rows?.count === days,
      notes: `${replicas} replicas × ${days} days: ${sets} assignment sets, ${inspectors} inspectors each told once a day`,
    };
  } finally {
    for (const database of databases) await database.close();
    await stage.close();
  }
}
