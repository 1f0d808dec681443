import type { SoakLine, SoakOptions } from './result.ts';
import { pause, type RunningService } from './service.ts';
import { createStage } from './stage.ts';
import { Traffic } from './traffic.ts';

const chats = 60;

/** The signal may wait for what the process is just doing. */
const noticedMs = 100;

/** The service is told to stop while people write, again and again; it ends in time and leaves nothing half done. */
export async function soakStop({ short, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const restarts = short ? 5 : 200;
  const stage = await createStage({ enterprises: restarts * 400 + 2_000 });
  let service: RunningService = await stage.start();
  const traffic = new Traffic(stage.ledger, chats, () => (service.alive() ? service.port : null));
  let slowest = 0;
  let bad = 0;
  let readyWhileStopping = 0;
  try {
    for (let done = 0; done < restarts; done += 1) {
      while (!(await service.ready())) await pause(20);
      await pause(500 + (done % 7) * 100);
      service.signal('SIGTERM');
      const told = performance.now();
      while (service.alive()) {
        const asked = performance.now();
        if ((await service.ready()) && asked - told > noticedMs) readyWhileStopping += 1;
        await pause(10);
      }
      if ((await service.exit(30)) !== 0) bad += 1;
      slowest = Math.max(slowest, (performance.now() - told) / 1000);
      service = await stage.start();
      if (done % 50 === 49) say(`stop: ${done + 1} restarts, slowest ${slowest.toFixed(1)} s`);
    }
    await traffic.end();
    await stage.ledger.answeredWithin(120);
    service.signal('SIGTERM');
    await service.exit(15);
    const { lost, doubled, repeated, disordered } = await stage.ledger.settle();
    return {
      name: 'graceful stop',
      cases: restarts,
      messages: stage.ledger.size,
      lost,
      doubled,
      repeated,
      seconds: (performance.now() - started) / 1000,
      holds: lost + doubled + repeated + disordered + bad + readyWhileStopping === 0 && slowest < 10,
      notes: `slowest stop ${slowest.toFixed(1)} s; ${bad} ended otherwise; ${readyWhileStopping} said to be ready while stopping`,
    };
  } finally {
    traffic.abandon();
    service.signal('SIGKILL');
    await stage.close();
  }
}
