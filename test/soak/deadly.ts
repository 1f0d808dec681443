/** A replica whose command kills it; a process of its own for `poison.ts`. Argument: database URL. */
import { noFailpoint } from '../../src/delivery/failpoint.ts';
import { createInbox } from '../../src/delivery/inbox.ts';
import { noMeters } from '../../src/delivery/meters.ts';
import { createSender } from '../../src/delivery/sender.ts';
import { systemRandom } from '../../src/domain/ports.ts';
import { openDatabase } from '../../src/store/database.ts';
import { countingHandle } from '../delivery/counting.ts';
import { createFakePlatform } from '../fakes/platform.ts';

const [, , url = ''] = process.argv;
const database = await openDatabase({ url, dataDir: '', role: 'owner', poolSize: 10, retrySeconds: 10 });
const { sql } = database;
const platform = createFakePlatform();
platform.before = async ({ chatId }, text, key) => {
  await sql`insert into soak_sent (chat_id, key, text) values (${chatId}, ${key}, ${text})`;
};
const told = (fields: object, message: string): void =>
  void process.stderr.write(`${JSON.stringify({ ...fields, message })}\n`);
const log = { info: () => undefined, warn: told, error: told };
const deps = { sql, meters: noMeters, log, random: systemRandom, failpoint: noFailpoint, leaseSeconds: 1 };
const sender = createSender({ ...deps, adapter: platform.adapter });
const handle = countingHandle(database, () => process.kill(process.pid, 'SIGKILL'));
const inbox = createInbox({ ...deps, handle, wakeSender: (_platform, chatId) => sender.wake(chatId) });
await sender.start();
inbox.start();
process.once('SIGTERM', async () => {
  await inbox.stop();
  await sender.stop(2_000);
  await database.close();
});
