import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createEffects, effects } from '../delivery/counting.ts';
import { textEvent } from '../delivery/delivering.ts';
import type { SoakLine, SoakOptions } from './result.ts';
import { pause } from './service.ts';
import { createStage } from './stage.ts';

const program = fileURLToPath(new URL('./deadly.ts', import.meta.url));
const tries = 5;

/** Updates that kill the process, or always fail, among hundreds that do not. */
export async function soakPoison({ short, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const deadly = short ? 2 : 20;
  const failing = short ? 2 : 20;
  const neighbours = short ? 60 : 1_000;
  const stage = await createStage({ enterprises: 0 });
  const { sql, database } = stage;
  await createEffects(database);
  await sql`create table soak_sent (chat_id text not null, key text not null, text text not null)`;
  const insert = (chat: string, text: string): Promise<unknown> => {
    const event = textEvent(chat, text);
    return sql`insert into inbox (platform, event_id, chat_id, event) values ('fake', ${event.eventId}, ${chat}, ${sql.json(event as never)})`;
  };
  const every = Math.floor(neighbours / (deadly + failing));
  for (let index = 0; index < neighbours; index += 1) {
    await insert(`chat-${index % 50}`, `add ${index}`);
    const nth = Math.floor(index / every);
    if (index % every === 0 && nth < deadly + failing) {
      // In chats of their own and in those of others: what stands behind them must come to its turn.
      await insert(nth % 4 < 2 ? `chat-${nth}` : `poison-${nth}`, nth % 2 === 0 ? 'kill' : 'throw');
    }
  }
  let kills = 0;
  let alerts = 0;
  let settled = false;
  const watch = (async () => {
    for (let waited = 0; waited < 6_000; waited += 1) {
      const [row] = await sql<{ left: number }[]>`
        select (select count(*) from inbox where state = 'ready')::int + (select count(*) from outbox where state = 'ready')::int as left`;
      if (row?.left === 0) return;
      await pause(100);
    }
  })().finally(() => {
    settled = true;
  });
  try {
    while (!settled) {
      const child = spawn(process.execPath, [program, stage.url], { stdio: ['ignore', 'ignore', 'pipe'] });
      child.stderr.on('data', (chunk: Buffer) => {
        alerts += chunk.toString().split('an update was put aside').length - 1;
      });
      const exited = once(child, 'exit');
      await Promise.race([exited, watch]);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const [, signal] = await exited;
      if (signal === 'SIGKILL') kills += 1;
      if (kills % 25 === 0 && kills > 0) say(`poison: ${kills} kills`);
    }
    const done = await effects(database);
    const [dead] = await sql<{ count: number; tried: number }[]>`
      select count(*)::int as count, coalesce(max(attempts), 0)::int as tried from inbox where state = 'dead'`;
    const sent = await sql<{ key: string; times: number }[]>`
      select key, count(*)::int as times from soak_sent group by key`;
    const repeated = sent.reduce((sum, { times }) => sum + times - 1, 0);
    const lost = neighbours + deadly + failing - sent.length;
    const doubled = done.length - new Set(done).size;
    return {
      name: 'poison',
      kills,
      cases: deadly + failing,
      messages: neighbours,
      lost: lost + (neighbours - new Set(done).size),
      doubled,
      repeated,
      seconds: (performance.now() - started) / 1000,
      holds:
        lost === 0 &&
        doubled === 0 &&
        done.length === neighbours &&
        dead?.count === deadly + failing &&
        // One that was on its way when another killed has a try less.
        kills <= deadly * tries &&
        alerts === deadly + failing &&
        repeated <= kills,
      notes: `${deadly} that kill, ${failing} that fail: ${dead?.count} put aside after ${tries} tries, ${alerts} alerts; ${neighbours} neighbours unharmed`,
    };
  } finally {
    await stage.close();
  }
}
