import type { TransactionSql } from 'postgres';
import { notice } from '../chat/notice.ts';
import { administers } from '../domain/authority.ts';
import { CodedError, Overtaken } from '../domain/errors.ts';
import { dayOf, type Random } from '../domain/ports.ts';
import { dailyQuota, orgDailyQuota } from '../domain/rights.ts';
import type { Database } from '../store/database.ts';
import { findOrg, lineage, setOrgQuota } from '../store/orgs.ts';
import { askable, setPersonQuota } from '../store/people.ts';
import { seeing } from '../store/scope.ts';
import { unusualUsage, usageToday } from '../store/usage.ts';
import { type ApprovalDeps, askApproval, everyone, isBeginning } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import { tell } from './notify.ts';
import { administeredPerson } from './people.ts';

export interface QuotaState {
  id: string;
  name: string;
  quota: number;
  /** Different enterprises looked up today. */
  used: number;
}

/** What a person may look up a day, and how much of it is used. @throws CodedError `person.unknown` */
export const quotaOf = guarded(
  'quota.list',
  async (database: Database, asking: Asking, personId: string): Promise<QuotaState> => {
    const person = await administeredPerson(database, asking, personId);
    const used = await usageToday(database.sql, dayOf(asking.now), [personId]);
    const quota = person.quota ?? dailyQuota[person.role];
    return { id: person.id, name: person.name, quota, used: used.get(personId) ?? 0 };
  },
);

export interface QuotaChange {
  id: string;
  name: string;
  quota: number;
  approval: number | null;
}

/** More than is usual takes a second person; less does not. */
async function change(
  deps: ApprovalDeps,
  asking: Asking,
  what: { kind: 'personQuota' | 'orgQuota'; id: string; name: string; quota: number; usual: number },
  ask: Omit<Parameters<typeof askApproval>[2], 'kind' | 'subject'>,
  set: (tx: TransactionSql) => Promise<boolean>,
): Promise<Change<QuotaChange>> {
  const { kind, id, name, quota, usual } = what;
  if (quota > usual && !(await isBeginning(deps.database, asking))) {
    const subject = `${name}（${id}）：${usual} → ${quota}`;
    const asked = await askApproval(deps, asking, { ...ask, kind, subject });
    return { told: { id, name, quota, approval: asked.told }, write: asked.write };
  }
  return {
    told: { id, name, quota, approval: null },
    async write(tx) {
      if (!(await set(tx))) throw new Overtaken();
      await note(tx, asking, { action: `${kind}.set`, subject: id, result: String(quota) });
    },
  };
}

/** @throws CodedError `person.unknown` */
export const setQuota = guarded(
  'quota.set',
  async (
    deps: ApprovalDeps,
    asking: Asking,
    personId: string,
    quota: number,
  ): Promise<Change<QuotaChange>> => {
    const person = await administeredPerson(deps.database, asking, personId);
    const { id, name, role } = person;
    return change(
      deps,
      asking,
      { kind: 'personQuota', id, name, quota, usual: dailyQuota[role] },
      { person, payload: { quota: String(quota) } },
      (tx) => seeing(tx, everyone, (all) => setPersonQuota(all, id, quota)),
    );
  },
);

/** @throws CodedError `org.unknown` */
export const setQuotaOfOrg = guarded(
  'quota.set',
  async (
    deps: ApprovalDeps,
    asking: Asking,
    idOrName: string,
    quota: number,
  ): Promise<Change<QuotaChange>> => {
    const org = await findOrg(deps.database.sql, idOrName);
    if (!org || !administers(asking.person, org.regionCode))
      throw new CodedError('org.unknown', { id: idOrName });
    const { id, name } = org;
    return change(
      deps,
      asking,
      { kind: 'orgQuota', id, name, quota, usual: orgDailyQuota },
      { person: null, payload: { org: id, quota: String(quota), region: org.regionCode } },
      (tx) => setOrgQuota(tx, id, quota),
    );
  },
);

/** From so many different enterprises a day on it is looked at, and unusual is more than five times what is usual. */
const least = 50;
const times = 5;

/**
 * Tells administrators, once a day for each, who looks up unusually many different enterprises; resolves with how many
 * that are. Accounts that are nobody's stand there under their pseudonym.
 */
export async function watchUsage(
  tx: TransactionSql,
  { random, now }: { random: Random; now: Date },
): Promise<number> {
  const day = dayOf(now);
  const unusual = await unusualUsage(tx, day, least, times);
  for (const { actor, orgId, today, usual } of unusual) {
    await seeing(tx, everyone, async (all) => {
      const administrators = (await askable(all, await lineage(all, orgId))).filter(
        ({ role, id }) => role === 'administrator' && id !== actor,
      );
      const params = { actor, count: today, usual: Math.round(usual) };
      await tell(
        all,
        administrators.map(({ id }) => id),
        {
          random,
          now,
          key: `unusual:${day}:${actor}`,
          card: (locale) => notice(locale, 'warning', 'unusual.title', 'unusual.text', params),
        },
      );
    });
  }
  return unusual.length;
}
