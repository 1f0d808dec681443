import type { Sql } from 'postgres';
import { createTelegramAdapter } from '../../adapters/telegram/adapter.ts';
import { noFailpoint } from '../../src/delivery/failpoint.ts';
import { noMeters } from '../../src/delivery/meters.ts';
import { createSender, type Sender } from '../../src/delivery/sender.ts';
import { systemClock, systemRandom } from '../../src/domain/ports.ts';
import { startFakeTelegram } from '../fakes/telegram.ts';
import { type BenchLine, line, progress } from './bench.ts';

const allowed = 30;
const body = {
  card: {
    title: '示例提醒',
    tone: 'neutral',
    children: [{ type: 'text', text: '示例数据。' }],
    source: null,
  },
  locale: 'zh',
};
const log = {
  info: () => undefined,
  warn: (fields: object, message: string) => progress(`${message} ${JSON.stringify(fields)}`),
  error: (fields: object, message: string) => progress(`${message} ${JSON.stringify(fields)}`),
};

async function fill(sql: Sql, messages: number): Promise<void> {
  await sql`truncate outbox, chat_state, send_slot`;
  await sql`
    insert into outbox (key, kind, platform, chat_id, chat_kind, user_id, body)
    select 'pace:' || n, 'push', 'telegram', (1000000 + n)::text, 'private', 'x', ${sql.json(body)}
    from generate_series(1, ${messages}) n`;
}

interface Setting {
  sql: Sql;
  token: string;
  apiRoot: string;
  perSecond: number;
}

function telegramSender({ sql, token, apiRoot, perSecond }: Setting): Sender {
  const adapter = createTelegramAdapter({
    token,
    apiRoot,
    webhook: null,
    commands: [],
    clock: systemClock,
    log,
    messagesPerSecond: perSecond,
  });
  const deps = { sql, adapter, meters: noMeters, log, random: systemRandom, failpoint: noFailpoint };
  return createSender({ ...deps, leaseSeconds: 30 });
}

/** A backlog to Telegram's fake, which refuses the thirty-first message in any second. */
export async function benchPace(sql: Sql, seconds: number): Promise<BenchLine> {
  const telegram = await startFakeTelegram({ limits: 'real' });
  await fill(sql, allowed * (seconds + 5));
  for (let n = 1; n <= allowed * (seconds + 5); n += 1) telegram.openChat(1_000_000 + n);
  const sender = telegramSender({
    sql,
    token: telegram.token,
    apiRoot: telegram.apiRoot,
    perSecond: allowed,
  });
  await sender.start();
  // The first second is the burst that a full window allows.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const sends = () => telegram.calls.filter(({ method }) => method === 'sendMessage');
  const before = sends().length;
  const started = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const rate = ((sends().length - before) * 1_000) / (performance.now() - started);
  await sender.stop(5_000);
  const refused = sends().filter(({ status }) => status === 429).length;
  await telegram.close();
  return line(
    `telegram backlog for ${seconds} s, ${refused} refused for rate`,
    '1/s',
    rate,
    allowed,
    rate / allowed,
    '≥ 0.98 × what is allowed, not one 429',
    rate / allowed >= 0.98 && refused === 0,
  );
}

/** The 95th percentile of the time to arrive, over chats that are served at once. */
async function arrivalP95(sql: Sql, chats: number, slowMs: number): Promise<number> {
  const telegram = await startFakeTelegram({ limits: 'off', keep: 1 });
  await fill(sql, chats);
  for (let n = 1; n <= chats; n += 1) telegram.openChat(1_000_000 + n);
  if (slowMs > 0) telegram.fault({ kind: 'slow', ms: slowMs }, { chat: 1_000_001 });
  const sender = telegramSender({ sql, token: telegram.token, apiRoot: telegram.apiRoot, perSecond: 1_000 });
  const started = performance.now();
  await sender.start();
  const sends = () => telegram.calls.filter(({ method }) => method === 'sendMessage');
  while (sends().length < chats && performance.now() - started < 120_000)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const times = sends()
    .map(({ at }) => at - started)
    .sort((a, b) => a - b);
  await sender.stop(10_000);
  await telegram.close();
  return times[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

/** Ten thousand chats at once: with one that is slow, and without. */
export async function benchSlowChat(sql: Sql, chats: number): Promise<BenchLine> {
  const without = await arrivalP95(sql, chats, 0);
  const withSlow = await arrivalP95(sql, chats, 5_000);
  return line(
    `${chats} chats at once, one of them slow: p95 of the others`,
    'ms',
    withSlow,
    without,
    withSlow / without,
    '≤ 1.2 × without it',
    withSlow / without <= 1.2,
  );
}
