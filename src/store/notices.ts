import type { Sql, TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';

/** How a person wants to be told. */
export interface NoticeSetting {
  personId: string;
  quietFrom: string | null;
  quietUntil: string | null;
  digestAt: string | null;
  awayFrom: IsoDate | null;
  awayUntil: IsoDate | null;
}

/** Whoever asks: for telling people. */
export async function settingsOf(
  tx: TransactionSql,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, NoticeSetting>> {
  const rows = await tx<NoticeSetting[]>`
    select person_id as "personId", quiet_from as "quietFrom", quiet_until as "quietUntil", digest_at as "digestAt",
      away_from as "awayFrom", away_until as "awayUntil"
    from notice_settings(${personIds as string[]})`;
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Sets what is named; the rest stays. */
export async function saveSetting(
  tx: TransactionSql,
  personId: string,
  change: Partial<Omit<NoticeSetting, 'personId'>>,
): Promise<void> {
  const column: Record<keyof typeof change, string> = {
    quietFrom: 'quiet_from',
    quietUntil: 'quiet_until',
    digestAt: 'digest_at',
    awayFrom: 'away_from',
    awayUntil: 'away_until',
  };
  await tx`insert into notice_setting (person_id) values (${personId}) on conflict do nothing`;
  for (const [key, value] of Object.entries(change))
    await tx`update notice_setting set ${tx(column[key as keyof typeof change])} = ${value} where person_id = ${personId}`;
}

export interface NewNotice {
  key: string;
  personId: string;
  dueAt: Date;
  mode: 'held' | 'digest';
  cause: string;
  /** `{zh, en}` of a card, or of `{group, text}`. */
  body: unknown;
}

/** The same key for the same person is kept once. */
export async function addNotices(tx: TransactionSql, notices: readonly NewNotice[], at: Date): Promise<void> {
  if (notices.length === 0) return;
  await tx`select add_notices(${tx.json(notices as never)}, ${at})`;
}

/** Takes back what was not told yet; resolves with whom it would have reached. */
export async function dropNotices(
  tx: TransactionSql,
  causes: readonly string[],
): Promise<{ key: string; personId: string }[]> {
  return tx<{ key: string; personId: string }[]>`
    delete from notice where cause = any(${causes as string[]}) returning key, person_id as "personId"`;
}

/** People whom something waits for that is due. */
export async function peopleWithDue(tx: Sql | TransactionSql, now: Date, limit: number): Promise<string[]> {
  const rows = await tx<{ personId: string }[]>`
    select distinct person_id as "personId" from (
      select person_id from notice where due_at <= ${now} order by due_at limit ${limit * 20}) due limit ${limit}`;
  return rows.map(({ personId }) => personId);
}

export interface DueNotice extends NewNotice {
  at: Date;
}

/** What is due for a person, oldest first, taken in this transaction; null: another replica is at it. */
export async function takeDue(tx: TransactionSql, personId: string, now: Date): Promise<DueNotice[] | null> {
  const [lock] = await tx<
    { mine: boolean }[]
  >`select pg_try_advisory_xact_lock(hashtextextended(${`notice:${personId}`}, 0)) as mine`;
  if (!lock?.mine) return null;
  return tx<DueNotice[]>`
    with taken as (
      delete from notice where person_id = ${personId} and due_at <= ${now}
      returning key, person_id, due_at, mode, cause, body, at)
    select key, person_id as "personId", due_at as "dueAt", mode, cause, body, at from taken order by at, key`;
}

/** Moves what waits for a person's digest to another time. */
export async function moveDigest(tx: TransactionSql, personId: string, dueAt: Date): Promise<void> {
  await tx`update notice set due_at = ${dueAt} where person_id = ${personId} and mode = 'digest'`;
}
