import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { startProxy, throughPort } from './proxy.ts';
import { createChance, type SoakLine, type SoakOptions } from './result.ts';
import { pause, post, type RunningService } from './service.ts';
import { createStage } from './stage.ts';
import { Traffic } from './traffic.ts';

const chats = 40;

/** The server is stopped as if its machine had lost power. */
function killServer(folder: string): void {
  const [file] = globSync(join(folder, 'data', '**', 'postmaster.pid'));
  if (file === undefined) throw new Error('the server does not run');
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  // Immediate shutdown: no checkpoint, recovery at the next start.
  process.kill(pid, 'SIGQUIT');
}

/** PostgreSQL goes and comes back, and connections are cut at the moment of a commit, while people write. */
export async function soakDatabase({ short, seed, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const losses = short ? 2 : 20;
  const cuts = short ? 20 : 500;
  const chance = createChance(seed);
  const stage = await createStage({ enterprises: short ? 10_000 : 100_000 });
  const proxy = await startProxy(Number(new URL(stage.url).port));
  const servers: { release(): Promise<void> }[] = [];
  const service: RunningService = await stage.start({ url: throughPort(stage.url, proxy.port) });
  while (!(await service.ready())) await pause(20);
  const traffic = new Traffic(stage.ledger, chats, () => service.port);
  let slowest = 0;
  let acceptedWithout = 0;
  let healthyWithout = 0;
  try {
    for (let done = 0; done < cuts; done += 1) {
      proxy.cut(chance() < 0.7 ? 'after' : 'before');
      const before = proxy.cuts;
      for (let waited = 0; waited < 400 && proxy.cuts === before; waited += 1) await pause(5);
      await pause(20 + chance() * 60);
      if (done % 100 === 99) say(`database: ${proxy.cuts} connections cut, ${stage.ledger.size} updates`);
    }
    for (let done = 0; done < losses; done += 1) {
      await pause(1_000);
      killServer(stage.folder);
      await pause(300 + chance() * 1_000);
      // While it is away nothing may be acknowledged.
      const chat = 9_000_000 + done;
      const { n, update } = stage.ledger.ask(chat);
      if ((await post(service.port, update)) === 200) acceptedWithout += 1;
      if (await service.ready()) healthyWithout += 1;
      const server = await openEmbedded(join(stage.folder, 'data'), { flags: ['-c', 'max_connections=200'] });
      servers.push(server);
      proxy.target = Number(new URL(server.url).port);
      const back = performance.now();
      while ((await post(service.port, update)) !== 200) {
        if (!service.alive()) throw new Error(`the service ended: ${service.errors()}`);
        await pause(20);
      }
      stage.ledger.acknowledged(n, chat);
      slowest = Math.max(slowest, (performance.now() - back) / 1000);
      say(`database: lost ${done + 1} times, slowest return ${slowest.toFixed(1)} s`);
    }
    await traffic.end();
    if ((await stage.ledger.answeredWithin(120)) === null) say('not everything was answered');
    service.signal('SIGTERM');
    await service.exit(15);
    const url = throughPort(stage.url, proxy.target);
    const now = await openDatabase({ url, dataDir: '', role: 'owner', poolSize: 2, retrySeconds: 10 });
    const { lost, doubled, repeated, disordered } = await stage.ledger.settle(now.sql);
    await now.close();
    return {
      name: 'database loss',
      cases: losses + proxy.cuts,
      messages: stage.ledger.size,
      lost,
      doubled,
      repeated,
      seconds: (performance.now() - started) / 1000,
      holds:
        lost + doubled + disordered + acceptedWithout + healthyWithout === 0 &&
        slowest < 5 &&
        repeated <= losses + proxy.cuts,
      notes: `${losses} losses, ${proxy.cuts} connections cut at a commit; ${traffic.refused} deliveries refused and made again; slowest return ${slowest.toFixed(1)} s; ${acceptedWithout} acknowledged without a database`,
    };
  } catch (error) {
    say(String(error));
    throw error;
  } finally {
    traffic.abandon();
    service.signal('SIGKILL');
    await proxy.close();
    // Those that were killed have nothing left to let go of; the last one stops with its release.
    await Promise.allSettled(servers.map((server) => server.release()));
    await stage.close();
  }
}
