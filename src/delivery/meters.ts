import type { Sql } from 'postgres';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { inboxLag } from '../store/inbox.ts';
import { outboxLag } from '../store/outbox-admin.ts';

/** What delivery counts. Labels are platforms and outcomes, never people, chats or enterprises. */
export interface Meters {
  duplicate(platform: string): void;
  sent(platform: string, result: string): void;
  answered(platform: string, seconds: number): void;
  buried(platform: string): void;
}

export const noMeters: Meters = {
  duplicate: () => undefined,
  sent: () => undefined,
  answered: () => undefined,
  buried: () => undefined,
};

/** Prometheus metrics of this process; what stands in the tables is asked when somebody looks. */
export function createMeters(sql: Sql): Meters & { expose(): Promise<{ type: string; text: string }> } {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const duplicates = new Counter({
    name: 'chengxin_duplicates_suppressed_total',
    help: 'Updates that a platform delivered again',
    labelNames: ['platform'],
    registers,
  });
  const sends = new Counter({
    name: 'chengxin_sends_total',
    help: 'Attempts to send a message, by result',
    labelNames: ['platform', 'result'],
    registers,
  });
  const latency = new Histogram({
    name: 'chengxin_answer_seconds',
    help: 'From the arrival of an update to its answer in the outbox',
    labelNames: ['platform'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const buried = new Counter({
    name: 'chengxin_updates_buried_total',
    help: 'Updates put aside after too many tries: somebody has to look',
    labelNames: ['platform'],
    registers,
  });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const inboxWaiting = gauge('chengxin_inbox_waiting', 'Updates accepted and not dealt with');
  const inboxSeconds = gauge('chengxin_inbox_lag_seconds', 'Age of the oldest update not dealt with');
  const inboxDead = gauge('chengxin_inbox_dead', 'Updates put aside');
  const outboxWaiting = gauge('chengxin_outbox_waiting', 'Messages not sent yet');
  const outboxSeconds = gauge('chengxin_outbox_oldest_seconds', 'Age of the oldest message not sent yet');
  const outboxDead = gauge('chengxin_outbox_dead', 'Messages given up');
  const outboxAmbiguous = gauge('chengxin_outbox_ambiguous', 'Messages perhaps sent, given up');
  return {
    duplicate: (platform) => duplicates.inc({ platform }),
    sent: (platform, result) => sends.inc({ platform, result }),
    answered: (platform, seconds) => latency.observe({ platform }, seconds),
    buried: (platform) => buried.inc({ platform }),
    async expose() {
      const [inbox, outbox] = await Promise.all([inboxLag(sql), outboxLag(sql)]);
      inboxWaiting.set(inbox.waiting);
      inboxSeconds.set(inbox.seconds);
      inboxDead.set(inbox.dead);
      outboxWaiting.set(outbox.waiting);
      outboxSeconds.set(outbox.seconds);
      outboxDead.set(outbox.dead);
      outboxAmbiguous.set(outbox.ambiguous);
      return { type: register.contentType, text: await register.metrics() };
    },
  };
}
