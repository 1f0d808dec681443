import type { Sql, TransactionSql } from 'postgres';
import type { CreditClass, CreditRecord, Enterprise } from '../domain/credit.ts';
import type { BasisEntry } from '../domain/grading.ts';
import type { Override } from '../domain/override.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { ReadScope } from '../domain/scope.ts';
import type { WatchFactsStored } from './watch.ts';

type Tx = Sql | TransactionSql;

export interface StoredClass {
  creditClass: CreditClass;
  provisional: boolean;
  policyId: string;
  since: IsoDate;
  firstOn: IsoDate;
  nextOn: IsoDate | null;
}

/** All that is known of an enterprise. */
export interface Facts {
  enterprise: Enterprise;
  records: CreditRecord[];
  overrides: Override[] | null;
}

/** An enterprise to be judged: what is known, how it was judged last, and what it is watched and warned of for. */
export interface ToJudge extends Facts {
  stored: StoredClass | null;
  watched: WatchFactsStored | null;
  /** On which day it was to be judged again for what it is watched for. */
  watchNextOn: IsoDate | null;
}

const facts = (tx: Tx) => tx`
  f.enterprise, f.records, f.overrides,
  (select json_build_object('creditClass', c.class, 'provisional', c.provisional, 'policyId', c.policy_id,
    'since', c.since, 'firstOn', c.first_on, 'nextOn', c.next_on) from credit_class c where c.uscc = f.uscc) as stored,
  watch_facts(f.uscc) as watched, (select d.next_on from watch_due d where d.uscc = f.uscc) as "watchNextOn"`;

/** Everything, whoever asks: for the machine itself. */
export async function factsOf(sql: Tx, codes: readonly string[]): Promise<Facts[]> {
  return sql<Facts[]>`select enterprise, records, overrides from credit_facts(${codes as string[]})`;
}

/** Takes up to `limit` enterprises off the list of those to be judged, in the caller's transaction; other replicas take others. */
export async function takeQueued(tx: TransactionSql, limit: number): Promise<ToJudge[]> {
  return tx<ToJudge[]>`
    with taken as (
      delete from regrade where ctid = any(array(
        select ctid from regrade where failure is null order by uscc limit ${limit} for update skip locked))
      returning uscc)
    select ${facts(tx)} from credit_facts(array(select uscc from taken)) f`;
}

/** The same for enterprises that are named. */
export async function takeThese(tx: TransactionSql, codes: readonly string[]): Promise<ToJudge[]> {
  return tx<ToJudge[]>`
    with taken as (delete from regrade where uscc = any(${codes as string[]}))
    select ${facts(tx)} from credit_facts(${codes as string[]}) f`;
}

/** The same, leaving them where they are: for looking. */
export async function takeNone(sql: Tx, codes: readonly string[]): Promise<ToJudge[]> {
  return sql<ToJudge[]>`select ${facts(sql)} from credit_facts(${codes as string[]}) f`;
}

/**
 * Puts those on the list whose class, course or signals change by the passing of time until this day. What had failed
 * is tried again before (`retryFailed`), so that whoever is on the list already is left there as it is.
 */
export async function queueDue(tx: Tx, day: IsoDate): Promise<number> {
  const queued = await tx`
    insert into regrade (uscc) select uscc from (
      select uscc from credit_class where next_on <= ${day} union all select uscc from watch_due where next_on <= ${day}) due
    order by uscc on conflict do nothing`;
  return queued.count;
}

export async function queueThese(tx: Tx, codes: readonly string[]): Promise<void> {
  await tx`insert into regrade (uscc) select unnest(${codes as string[]}::text[]) on conflict do nothing`;
}

/** Puts those back that could not be judged: they wait for something new about them, or for the next night. */
export async function keepFailed(
  tx: Tx,
  failed: readonly { uscc: string; failure: string }[],
): Promise<void> {
  await tx`
    insert into regrade (uscc, failure) select uscc, failure
    from jsonb_to_recordset(${tx.json(failed as never)}) as t(uscc text, failure text)
    on conflict (uscc) do update set failure = excluded.failure`;
}

/** Lets those that could not be judged be tried again; resolves with how many there are. */
export async function retryFailed(tx: Tx): Promise<number> {
  const retried = await tx`update regrade set failure = null where failure is not null`;
  return retried.count;
}

export type Cause = 'event' | 'time' | 'policy' | 'override';

/** A judgment to be written. */
export interface Judged {
  uscc: string;
  creditClass: CreditClass;
  provisional: boolean;
  policyId: string;
  asOf: IsoDate;
  nextOn: IsoDate | null;
  /** Null: judged for the first time, or as before. */
  from: CreditClass | null;
  cause: Cause;
  basis: readonly Pick<BasisEntry, 'rule' | 'clause' | 'records' | 'from' | 'to'>[] | null;
  /** Pseudonym of the enterprise. */
  subject: string | null;
}

/** Writes classes, their history and the audit log, in one statement. */
export async function saveJudged(tx: Tx, judged: readonly Judged[], at: Date): Promise<void> {
  await tx`
    with input as materialized (
      select * from jsonb_to_recordset(${tx.json(judged as never)}) as t(uscc text, "creditClass" text, provisional boolean,
        "policyId" text, "asOf" date, "nextOn" date, "from" text, cause text, basis jsonb, subject text)
    ), saved as (
      insert into credit_class as c (uscc, class, provisional, policy_id, since, first_on, next_on)
      select uscc, "creditClass", provisional, "policyId", "asOf", "asOf", "nextOn" from input order by uscc
      on conflict (uscc) do update set class = excluded.class, provisional = excluded.provisional,
        policy_id = excluded.policy_id, next_on = excluded.next_on,
        since = case when c.class = excluded.class then c.since else excluded.since end
        where (c.class, c.provisional, c.policy_id, c.next_on)
          is distinct from (excluded.class, excluded.provisional, excluded.policy_id, excluded.next_on)
    ), history as (
      insert into class_change (uscc, from_class, to_class, basis, policy_id, as_of, cause, at)
      select uscc, "from", "creditClass", basis, "policyId", "asOf", cause, ${at} from input where "from" is not null
    )
    insert into audit_log (at, actor, org_id, action, subject, purpose, result)
    select ${at}, 'grading', null, 'class.change', subject, null, "from" || '>' || "creditClass"
    from input where "from" is not null`;
}

export interface Concerned {
  uscc: string;
  personId: string;
  /** They speak for the enterprise, follow it, or follow its industry or region. */
  how: 'own' | 'follow' | 'scope';
}

/** Who is told of a change. */
export async function concernedBy(tx: Tx, codes: readonly string[]): Promise<Concerned[]> {
  return tx<Concerned[]>`
    select uscc, person_id as "personId", how from concerned(${codes as string[]})`;
}

/** Those who speak for an enterprise here. */
export async function speakersOf(tx: Tx, uscc: string): Promise<string[]> {
  const concerned = await concernedBy(tx, [uscc]);
  return concerned.filter(({ how }) => how === 'own').map(({ personId }) => personId);
}

export interface ClassChange {
  from: CreditClass;
  to: CreditClass;
  basis: Pick<BasisEntry, 'rule' | 'clause' | 'records' | 'from' | 'to'>[];
  policyId: string;
  asOf: IsoDate;
  cause: Cause;
  at: Date;
}

/** The changes of class of an enterprise that the transaction may see, newest first. */
export async function classChanges(tx: Tx, uscc: string, limit: number): Promise<ClassChange[]> {
  return tx<ClassChange[]>`
    select from_class as "from", to_class as "to", basis, policy_id as "policyId", as_of as "asOf", cause, at
    from class_change where uscc = ${uscc} order by as_of desc, id desc limit ${limit}`;
}

/** The class that the system itself recorded for a day; null: it had not judged the enterprise by then. */
export async function recordedClass(
  sql: Sql,
  uscc: string,
  day: IsoDate,
  { sees, own, prefix, beside, line }: ReadScope,
): Promise<CreditClass | null> {
  return sql.begin(async (tx) => {
    await tx`select see(${sees}, ${own}, ${prefix}, ${beside}, ${line})`;
    const [row] = await tx<{ recorded: CreditClass | null }[]>`
      select case when c.first_on > ${day} then null else coalesce(
        (select h.to_class from class_change h where h.uscc = c.uscc and h.as_of <= ${day}
          order by h.as_of desc, h.id desc limit 1),
        (select h.from_class from class_change h where h.uscc = c.uscc order by h.as_of, h.id limit 1),
        c.class) end as recorded
      from credit_class c where c.uscc = ${uscc}`;
    return row?.recorded ?? null;
  });
}
