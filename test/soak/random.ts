import { createChance, type SoakLine, type SoakOptions } from './result.ts';
import { pause, type RunningService } from './service.ts';
import { createStage } from './stage.ts';
import { Traffic } from './traffic.ts';

const replicas = 3;
const chats = 320;
/** Fewer than a chat may get: what a kill held up is caught up with. */
const pauseMs = 1_600;
const leaseSeconds = 5;
/** A quarter more than people write. */
const rate = 250;

/** Three replicas, one of which is killed every half to three seconds, while two hundred people write. */
export async function soakRandom({ short, seed, minutes, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const enough = short ? 2_000 : 300_000;
  const chance = createChance(seed);
  const stage = await createStage({ enterprises: enough + 20_000, leaseSeconds, rate });
  const running: RunningService[] = [];
  let kills = 0;
  for (let index = 0; index < replicas; index += 1) running.push(await stage.start());
  let turn = 0;
  // A load balancer that does not know yet who is gone.
  const traffic = new Traffic(
    stage.ledger,
    chats,
    () => {
      turn += 1;
      return running[turn % replicas]?.port ?? null;
    },
    pauseMs,
  );
  try {
    while (stage.ledger.size < enough && performance.now() - started < minutes * 60_000) {
      await pause(500 + chance() * 2_500);
      const index = Math.floor(chance() * replicas);
      const victim = running[index];
      if (!victim) continue;
      victim.signal('SIGKILL');
      await victim.exit(10);
      kills += 1;
      running[index] = await stage.start({ port: victim.port });
      if (kills % 100 === 0) say(`random kills: ${kills}, ${stage.ledger.size} updates`);
    }
    await traffic.end();
    if ((await stage.ledger.answeredWithin(300)) === null) say('not everything was answered');
    for (const service of running) service.signal('SIGTERM');
    await Promise.all(running.map((service) => service.exit(15)));
    const { lost, doubled, repeated, disordered } = await stage.ledger.settle();
    const messages = stage.ledger.size;
    return {
      name: 'random kills',
      kills,
      messages,
      lost,
      doubled,
      repeated,
      seconds: (performance.now() - started) / 1000,
      holds:
        lost === 0 && doubled === 0 && disordered === 0 && repeated < (short ? kills * 3 : messages / 1_000),
      notes: `${replicas} replicas; ${traffic.refused} deliveries made again; repeated ${((100 * repeated) / messages).toFixed(3)} %; ${disordered} out of order`,
    };
  } finally {
    traffic.abandon();
    for (const service of running) service.signal('SIGKILL');
    await stage.close();
  }
}
