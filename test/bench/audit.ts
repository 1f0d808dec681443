import type { Sql } from 'postgres';
import postgres from 'postgres';
import type { Handle } from '../../src/chat/router.ts';
import { systemClock } from '../../src/domain/ports.ts';
import { chainEntries, checkpoint, verifyAudit } from '../../src/services/audit.ts';
import { memoryKeys } from '../../src/services/keys.ts';
import { type BenchLine, line, median, progress } from './bench.ts';
import { addOfficials, fill, officialOf, rate, routerOn } from './lookup.ts';
import { benchCode } from './penalties.ts';

const connections = 10;
const chainMs = 1_000;

/** Look-ups with the audit log and everything that makes it a chain, against the same look-ups without. */
export async function benchAudit(options: {
  sql: Sql;
  url: string;
  entities: number;
  seconds: number;
  rounds: number;
}): Promise<BenchLine[]> {
  const { sql, url, entities, seconds, rounds } = options;
  await fill(sql, entities);
  await addOfficials(sql);
  const client = postgres(url, {
    max: connections,
    onnotice: () => undefined,
    connection: { role: 'chengxin_app' },
  });
  const keys = memoryKeys(Buffer.from('bench'));
  const database = { sql: client, close: () => client.end() };
  const noted = routerOn(client);
  const silent = routerOn(client, (turns) => ({
    ...turns,
    // Without what is noted nothing is counted for quotas either: the log pays for both here.
    close: (event, opened, changes, at, claim) =>
      turns.close(event, opened, { ...changes, audit: [] }, at, claim),
  }));
  const look = async (index: number, handle: Handle): Promise<void> => {
    const { card } = await handle({
      platform: 'web',
      eventId: String(index),
      chatId: `bench:${index % 10_000}`,
      chatKind: 'private',
      userId: officialOf(index),
      content: { type: 'text', text: `查询 ${benchCode((index * 7_919) % entities)}` },
      receivedAt: new Date(),
    });
    if (card.source === null) throw new Error(card.title);
  };
  let chaining = true;
  let chained = 0;
  const chain = async (): Promise<void> => {
    for (let turn = 1; chaining; turn += 1) {
      chained += await chainEntries({ database, clock: systemClock });
      // Every minute in the service; often enough here to count.
      if (turn % 5 === 0)
        await checkpoint({
          database,
          keys,
          clock: systemClock,
          log: { warn: () => undefined },
          witnesses: [],
        });
      await new Promise((resolve) => setTimeout(resolve, chainMs));
    }
  };
  await rate(1, (index) => look(index, silent));
  await rate(1, (index) => look(index, noted));
  const running = chain();
  const [withLog, without]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    without.push(await rate(seconds, (index) => look(index, silent)));
    withLog.push(await rate(seconds, (index) => look(index, noted)));
    progress(`audit: ${withLog.at(-1)?.toFixed(0)}/s, without ${without.at(-1)?.toFixed(0)}/s`);
  }
  chaining = false;
  await running;
  await chainEntries({ database, clock: systemClock });
  await checkpoint({ database, keys, clock: systemClock, log: { warn: () => undefined }, witnesses: [] });
  const started = performance.now();
  const verified = await verifyAudit(
    { sql, close: async () => undefined },
    { publicKeys: keys.vkeys(), notes: [], now: new Date() },
  );
  const verifySeconds = (performance.now() - started) / 1000;
  await client.end();
  const ratio = median(withLog) / median(without);
  const whole = verified.found === 0 && verified.covered === verified.entries && chained > 0;
  return [
    line(
      `look-up with the audit log among ${entities}`,
      '1/s',
      median(withLog),
      median(without),
      ratio,
      '≥ 0.75 × the same without',
      ratio >= 0.75,
    ),
    line(
      'verification of that log',
      'entries/s',
      verified.entries / verifySeconds,
      verified.entries,
      verified.covered / Math.max(1, verified.entries),
      'all of it covered by a checkpoint, nothing found',
      whole,
    ),
  ];
}
