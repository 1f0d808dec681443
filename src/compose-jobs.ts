import type { Logger } from 'pino';
import { daily, type Job } from './delivery/schedule.ts';
import { type Clock, dayOf, systemRandom } from './domain/ports.ts';
import { watchCalendar } from './services/calendar.ts';
import { remindExemptions } from './services/exemption-follow-up.ts';
import { remindInclusivePeriods } from './services/inclusive-periods.ts';
import { watchLists } from './services/list-leaving.ts';
import { remindOverdue } from './services/objections.ts';
import type { PolicyBook } from './services/policy.ts';
import { watchUsage } from './services/quotas.ts';
import { queueToday } from './services/regrade.ts';
import { queueEverybody, rulesOf } from './services/regrade-all.ts';
import { followUpWarnings } from './services/warning-follow-up.ts';
import { followUpWatch } from './services/watch-jobs.ts';
import { readCalendar } from './store/holidays.ts';
import { pruneInbox } from './store/inbox.ts';
import { pruneMessages } from './store/outbox-admin.ts';
import { seeing } from './store/scope.ts';
import { pruneUsage } from './store/usage.ts';

const messageDays = 30;
/** Longer than any platform goes on delivering an update again. */
const updateDays = 3;

interface JobDeps {
  context: { clock: Clock };
  logger: Logger;
}

const usageDays = 60;

/** What is done once for every period. */
export function jobs({ context, logger }: JobDeps, policies: PolicyBook): Job[] {
  return [
    {
      id: 'housekeeping',
      cron: '30 3 * * *',
      period: daily,
      async work(tx, now) {
        await pruneInbox(tx, updateDays, messageDays);
        await pruneMessages(tx, messageDays, now);
        await pruneUsage(tx, dayOf(new Date(now.getTime() - usageDays * 86_400_000)));
      },
    },
    {
      id: 'usage',
      cron: '*/10 * * * *',
      // Ten minutes of the hour: 2026-11-25T09:1
      period: () => context.clock.now().toISOString().slice(0, 15),
      async work(tx, now) {
        const count = await watchUsage(tx, { random: systemRandom, now });
        if (count > 0) logger.warn({ count }, 'unusual numbers of look-ups');
      },
    },
    {
      id: 'classes',
      cron: '5 0 * * *',
      period: daily,
      async work(tx, now) {
        const count = await queueToday(tx, now);
        logger.info({ count }, 'enterprises whose class may change today');
      },
    },
    {
      id: 'rules',
      cron: '6 0 * * *',
      // Once for every set of rules that is in force for a time.
      period: (now) => rulesOf(policies, now),
      async work(tx) {
        const count = await queueEverybody(tx, 'rules');
        if (count > 0) logger.info({ count }, 'other rules are in force: everybody is judged anew');
      },
    },
    {
      id: 'terms',
      cron: '0 9 * * *',
      period: daily,
      async work(tx, now) {
        const missing = await watchCalendar(tx, { random: systemRandom, now });
        if (missing.length > 0)
          logger.error({ missing }, 'holidays are missing: no working days can be counted');
        await remindOverdue(tx, { random: systemRandom, now });
        await remindInclusivePeriods(tx, { random: systemRandom, now, policies });
        await remindExemptions(tx, { random: systemRandom, now });
        await watchLists(tx, { random: systemRandom, now, policies });
      },
    },
    {
      id: 'warnings',
      cron: '5 9 * * *',
      period: daily,
      async work(tx, now) {
        const policy = policies.on(dayOf(now));
        const done = await seeing(tx, { sees: 'all' }, async (all) => {
          const announcing = {
            random: systemRandom,
            now,
            rule: policy.notices,
            calendar: await readCalendar(all),
          };
          await followUpWatch(all, announcing, policy);
          return followUpWarnings(all, announcing, policy);
        });
        if (done.escalated + done.overdue > 0) logger.warn(done, 'warnings that nobody dealt with in time');
      },
    },
  ];
}
