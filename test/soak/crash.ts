import { type FailpointName, failpointNames } from '../../src/delivery/failpoint.ts';
import type { SoakLine, SoakOptions } from './result.ts';
import { pause, type RunningService } from './service.ts';
import { createStage } from './stage.ts';
import { Traffic } from './traffic.ts';

const chats = 30;
const leaseSeconds = 2;
/** What Telegram allows; the people write a little less. */
const rate = 30;
/** Those that a message comes by; the ones of scheduled jobs are in the scenario of the replicas. */
const points: readonly FailpointName[] = failpointNames.filter((name) => !name.startsWith('job.'));

/**
 * The real program is killed where it says it is, the first, second, … time it comes by, while people write; then
 * started again. Everything that was acknowledged must be answered, and no look-up be noted twice.
 */
export async function soakCrash({ short, minutes, say }: SoakOptions): Promise<SoakLine> {
  const started = performance.now();
  const rounds = short ? 1 : 21;
  const depth = short ? 3 : 12;
  const stage = await createStage({ enterprises: short ? 5_000 : 300_000, leaseSeconds, rate });
  let service: RunningService | null = null;
  const traffic = new Traffic(stage.ledger, chats, () => (service?.alive() ? service.port : null));
  let kills = 0;
  let slowest = 0;

  /** Without new updates: how long until everybody who is owed an answer gets one, and until all are given. */
  async function recover(): Promise<void> {
    traffic.hold();
    const owed = stage.ledger.owed();
    service = await stage.start();
    while (!(await service.ready())) await pause(20);
    const seconds = await stage.ledger.servedWithin(owed, 60);
    slowest = Math.max(slowest, seconds ?? 60);
    // A chat that is owed many gets one a second.
    if ((await stage.ledger.answeredWithin(120)) === null)
      say(`not answered: ${stage.ledger.unanswered().slice(0, 10).join(', ')}`);
    service.signal('SIGTERM');
    await service.exit(15);
    traffic.resume();
  }

  try {
    const late = (): boolean => performance.now() - started > minutes * 60_000;
    for (let round = 0; round < rounds && !late(); round += 1) {
      for (let nth = 1; nth <= depth && !late(); nth += 1) {
        for (const point of points) {
          service = await stage.start({ failpoint: `${point}:${nth}` });
          if ((await service.exit(60)) !== 'SIGKILL')
            throw new Error(`${point}:${nth} was not reached: ${service.errors()}`);
          kills += 1;
          if (kills % 100 === 0) {
            await recover();
            say(
              `crash: ${kills} kills, ${stage.ledger.size} updates, slowest recovery ${slowest.toFixed(1)} s`,
            );
          }
        }
      }
    }
    await recover();
    service = await stage.start();
    await traffic.end();
    await stage.ledger.answeredWithin(60);
    service.signal('SIGTERM');
    await service.exit(15);
    const { lost, doubled, repeated, disordered } = await stage.ledger.settle();
    const inTime = slowest < leaseSeconds + 5;
    return {
      name: 'crash at every step',
      kills,
      messages: stage.ledger.size,
      lost,
      doubled,
      repeated,
      seconds: (performance.now() - started) / 1000,
      holds: lost === 0 && doubled === 0 && disordered === 0 && inTime && repeated <= kills,
      notes: `${points.length} places; slowest recovery ${slowest.toFixed(1)} s with a lease of ${leaseSeconds} s; ${disordered} out of order`,
    };
  } finally {
    traffic.abandon();
    service?.signal('SIGKILL');
    await stage.close();
  }
}
