import { beforeEach, describe, expect, it } from 'vitest';
import { noFailpoint } from '../../src/delivery/failpoint.ts';
import { createSchedule, daily, type Job, runJob } from '../../src/delivery/schedule.ts';
import { withDatabase } from '../support/database.ts';
import { createLog, until } from './delivering.ts';

const database = withDatabase();
beforeEach(() => database().sql`truncate job_run`);

function job(work: Job['work']): Job {
  return { id: 'test', cron: '0 7 * * *', period: daily, work };
}

function deps(at = '2026-08-03T02:00:00Z') {
  const clock = { at: new Date(at), now: () => clock.at };
  return { sql: database().sql, clock, ...createLog(), failpoint: noFailpoint };
}

describe('a job', () => {
  it('runs once for a period, whoever wakes for it and however often', async () => {
    let runs = 0;
    const counting = job(async () => {
      runs += 1;
    });
    const replicas = [
      deps('2026-08-03T02:00:00Z'),
      deps('2026-08-03T02:04:00Z'),
      deps('2026-08-03T15:59:00Z'),
    ];
    const ran = await Promise.all(replicas.map((replica) => runJob(replica, counting)));
    expect(ran.filter(Boolean)).toHaveLength(1);
    // 16:00 in UTC is the next day in Shandong.
    expect(await runJob(deps('2026-08-03T16:00:00Z'), counting)).toBe(true);
    expect(runs).toBe(2);
  });

  it('that fails is not done: the next to wake does it', async () => {
    let fails = true;
    const failing = job(async (tx) => {
      await tx`insert into job_run (job, period, ran_at) values ('trace', 'x', now())`;
      if (fails) throw new Error('away');
    });
    await expect(runJob(deps(), failing)).rejects.toThrow('away');
    expect(await database().sql`select 1 from job_run`).toHaveLength(0);
    fails = false;
    expect(await runJob(deps(), failing)).toBe(true);
    expect(await database().sql`select 1 from job_run where job = 'trace'`).toHaveLength(1);
  });

  it('is caught up with at the start, and its failure is logged without what was in it', async () => {
    let runs = 0;
    const one = deps();
    const schedule = createSchedule(one, [
      job(async () => {
        runs += 1;
        throw new Error('secret 13800138000');
      }),
    ]);
    schedule.start();
    await until('the failure', () => one.lines.some(({ message }) => message === 'a job failed'));
    await schedule.stop();
    expect(runs).toBe(1);
    expect(JSON.stringify(one.lines)).not.toContain('13800138000');
  });
});
