import type { FakeFault } from '../fakes/telegram-faults.ts';
import { createChance, type SoakLine, type SoakOptions } from './result.ts';
import { pause, post, type RunningService } from './service.ts';
import { createStage } from './stage.ts';
import { Traffic } from './traffic.ts';

const healthy = 40;
const leaseSeconds = 4;

/** What may happen to a send that still arrives in the end. */
const passing: readonly FakeFault[] = [
  { kind: 'rateLimited', retryAfterSeconds: 2 },
  { kind: 'serverError', status: 500 },
  { kind: 'serverError', status: 502 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncated' },
  { kind: 'silence' },
];
/** After these the message may have arrived: it is sent again. */
const doubtful = new Set(['reset', 'truncated', 'silence']);

/** Everything a platform can do to a send, in some chats, while others are served as if nothing had happened. */
export async function soakFaults({ short, seed, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const rounds = short ? 2 : 40;
  const chance = createChance(seed);
  const stage = await createStage({ enterprises: 400_000, leaseSeconds });
  const { telegram, ledger, sql } = stage;
  const service: RunningService = await stage.start();
  while (!(await service.ready())) await pause(20);
  const traffic = new Traffic(ledger, healthy, () => service.port);
  let cases = 0;
  let doubts = 0;
  const ask = async (chat: number): Promise<number> => {
    const { n, update } = ledger.ask(chat);
    while ((await post(service.port, update)) !== 200) await pause(50);
    ledger.acknowledged(n, chat);
    return n;
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, fault] of passing.entries()) {
        const chat = 2_000_000 + round * 100 + index;
        telegram.openChat(chat);
        telegram.fault(fault, { chat, calls: 1 + Math.floor(chance() * 2) });
        await ask(chat);
        cases += 1;
        if (doubtful.has(fault.kind)) doubts += 2;
        await pause(100);
      }
      if (round % 10 === 9) say(`faults: ${cases} cases`);
    }
    // Refused as it is once, then in every form; blocked.
    const [mended, refused, blocked] = [3_000_001, 3_000_002, 3_000_003];
    for (const chat of [mended, refused, blocked]) telegram.openChat(chat);
    telegram.fault({ kind: 'invalid' }, { chat: mended, calls: 1 });
    telegram.fault({ kind: 'invalid' }, { chat: refused });
    telegram.block(blocked);
    await ask(mended);
    cases += 3;
    const given = [await ask(refused), await ask(blocked)];
    await traffic.end();
    const owed = async (): Promise<number> => ledger.unanswered().filter((n) => !given.includes(n)).length;
    for (let waited = 0; waited < 120 && (await owed()) > 0; waited += 1) await pause(500);
    const settled = await ledger.settle();
    const lost = await owed();
    const [dead] = await sql<{ refused: number; blocked: number; unlinked: number }[]>`
      select count(*) filter (where reason like 'invalid:%' and plain)::int as refused,
        count(*) filter (where reason like 'forbidden:%')::int as blocked,
        (select count(*)::int from chat_state where unlinked_at is not null) as unlinked
      from outbox where state = 'dead'`;
    // Of the chats without faults: from the commit of the update to the platform's answer.
    const [others] = await sql<{ p95: number }[]>`
      select coalesce(percentile_cont(0.95) within group (order by extract(epoch from done_at - created_at)), 0)::float8 as p95
      from outbox where chat_id::bigint < 2000000 and state = 'sent'`;
    const [ambiguous] = await sql<{ count: number }[]>`
      select count(*)::int as count from outbox where state = 'ambiguous'`;
    const p95 = others?.p95 ?? Number.NaN;
    const kept = dead?.refused === 1 && dead.blocked === 1 && dead.unlinked === 1 && ambiguous?.count === 0;
    service.signal('SIGTERM');
    await service.exit(15);
    return {
      name: 'platform faults',
      cases,
      messages: ledger.size,
      lost,
      doubled: settled.doubled,
      repeated: settled.repeated,
      seconds: (performance.now() - started) / 1000,
      holds:
        lost === 0 &&
        settled.doubled === 0 &&
        settled.repeated <= doubts &&
        kept &&
        telegram.early() === 0 &&
        p95 < 2,
      notes: `${telegram.early()} sends before the time of a 429; p95 of other chats ${p95.toFixed(2)} s; 400 twice → dead letter, 403 → unlinked: ${kept ? 'yes' : JSON.stringify({ dead, ambiguous })}`,
    };
  } finally {
    traffic.abandon();
    service.signal('SIGKILL');
    await stage.close();
  }
}
