import cron, { type ScheduledTask } from 'node-cron';
import type { Sql, TransactionSql } from 'postgres';
import { type Clock, dayOf } from '../domain/ports.ts';
import type { Failpoint } from './failpoint.ts';
import { describe, type Log } from './log.ts';

/** Something that is done once for every period, whatever the number of replicas. */
export interface Job {
  id: string;
  /** When to wake, in Shandong's time; what wakes twice or late does no harm. */
  cron: string;
  /** What the instant belongs to, e.g. its day: the job runs once for each. */
  period(now: Date): string;
  work(tx: TransactionSql, now: Date): Promise<void>;
}

export const daily = (now: Date): string => dayOf(now);

export interface ScheduleDeps {
  sql: Sql;
  clock: Clock;
  log: Log;
  failpoint: Failpoint;
}

/**
 * Runs a job for the period of `now`, in one transaction with the row that says so. False where it had been run:
 * of several replicas the first inserts the row, the others wait for its commit and find it there.
 */
export async function runJob({ sql, clock, failpoint }: ScheduleDeps, job: Job): Promise<boolean> {
  const now = clock.now();
  const ran = await sql.begin(async (tx) => {
    const claimed = await tx`
      insert into job_run (job, period, ran_at) values (${job.id}, ${job.period(now)}, ${now}) on conflict do nothing`;
    if (claimed.count === 0) return false;
    await job.work(tx, now);
    failpoint('job.written');
    return true;
  });
  failpoint('job.committed');
  return ran;
}

/** Wakes the jobs at their times, and once at the start for what was missed. */
export function createSchedule(
  deps: ScheduleDeps,
  jobs: readonly Job[],
): { start(): void; stop(): Promise<void> } {
  const tasks: ScheduledTask[] = [];
  const running = new Set<Promise<void>>();
  const run = (job: Job): void => {
    const once: Promise<void> = runJob(deps, job)
      .then((ran) => {
        if (ran) deps.log.info({ job: job.id }, 'a job ran');
      })
      .catch((error: unknown) => deps.log.error({ job: job.id, ...describe(error) }, 'a job failed'))
      .finally(() => running.delete(once));
    running.add(once);
  };
  return {
    start() {
      for (const job of jobs) {
        tasks.push(cron.schedule(job.cron, () => run(job), { timezone: 'Asia/Shanghai', name: job.id }));
        run(job);
      }
    },
    async stop() {
      for (const task of tasks) await task.stop();
      await Promise.allSettled(running);
    },
  };
}
