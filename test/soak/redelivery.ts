import { createChance, type SoakLine, type SoakOptions } from './result.ts';
import { post, type RunningService } from './service.ts';
import { createStage } from './stage.ts';

const replicas = 3;
const atOnce = 60;

/** Each update one to five times, in any order, to any replica: as many effects as there are updates. */
export async function soakRedelivery({ short, seed, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const updates = short ? 1_000 : 100_000;
  const chats = updates / 10;
  const chance = createChance(seed);
  const stage = await createStage({ enterprises: updates });
  const running: RunningService[] = [];
  try {
    for (let index = 0; index < replicas; index += 1) {
      const service = await stage.start();
      while (!(await service.ready())) await new Promise((resolve) => setTimeout(resolve, 20));
      running.push(service);
    }
    const deliveries: { n: number; chat: number; update: object }[] = [];
    for (let index = 0; index < updates; index += 1) {
      const chat = 1_000_000 + (index % chats);
      const asked = { ...stage.ledger.ask(chat), chat };
      for (let copy = Math.floor(chance() * 5); copy >= 0; copy -= 1) deliveries.push(asked);
    }
    for (let index = deliveries.length - 1; index > 0; index -= 1) {
      const other = Math.floor(chance() * (index + 1));
      const [a, b] = [deliveries[index], deliveries[other]];
      if (a && b) [deliveries[index], deliveries[other]] = [b, a];
    }
    const total = deliveries.length;
    let refused = 0;
    const work = async (): Promise<void> => {
      for (let next = deliveries.pop(); next; next = deliveries.pop()) {
        const port = running[Math.floor(chance() * replicas)]?.port ?? 0;
        while ((await post(port, next.update)) !== 200) refused += 1;
        stage.ledger.acknowledged(next.n, next.chat);
        if (deliveries.length % 50_000 === 0 && deliveries.length > 0)
          say(`redelivery: ${deliveries.length} to go`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if ((await stage.ledger.answeredWithin(600)) === null) say('not everything was answered');
    for (const service of running) service.signal('SIGTERM');
    await Promise.all(running.map((service) => service.exit(15)));
    const { lost, doubled, repeated } = await stage.ledger.settle();
    return {
      name: 'redelivery',
      messages: stage.ledger.size,
      cases: total,
      lost,
      doubled,
      repeated,
      seconds: (performance.now() - started) / 1000,
      holds: lost + doubled + repeated === 0 && stage.ledger.size === updates,
      notes: `${total} deliveries to ${replicas} replicas; ${refused} refused`,
    };
  } finally {
    for (const service of running) service.signal('SIGKILL');
    await stage.close();
  }
}
