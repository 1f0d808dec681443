import type { Sql, TransactionSql } from 'postgres';
import type { CreditClass } from '../domain/credit.ts';
import type { IsoDate } from '../domain/ports.ts';
import { copyIn } from './copy-in.ts';
import { copyLine } from './intake/copy-text.ts';

export interface JudgedRow {
  uscc: string;
  /** Null: it could not be judged. */
  creditClass: CreditClass | null;
  provisional: boolean;
  policyId: string;
  nextOn: IsoDate | null;
}

/** Text for COPY that is worth a write. */
const pieceUnits = 1 << 16;

/** Takes judgments of the whole population to a table of this transaction, at the pace of the server. */
export async function stageJudged(
  tx: TransactionSql,
  fill: (add: (row: JudgedRow) => void, flushed: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await tx`
    create temporary table judged (uscc text collate "C", class text, provisional boolean, policy_id text, next_on date)
    on commit drop`;
  await copyIn(tx`copy judged from stdin`, async ({ write, end }) => {
    let text = '';
    const flushed = async (least: number): Promise<void> => {
      if (text.length < least) return;
      const piece = text;
      text = '';
      await write(piece);
    };
    await fill(
      ({ uscc, creditClass, provisional, policyId, nextOn }) => {
        text += copyLine([uscc, creditClass, provisional, policyId, nextOn]);
      },
      () => flushed(pieceUnits),
    );
    await flushed(1);
    await end();
  });
}

/**
 * Writes what is new of the staged judgments. Where the class itself is another than it was, was set by hand or could not be judged, the
 * enterprise is put on the list of those to be judged instead: there history, audit log and messages are written.
 */
export async function mergeJudged(
  tx: TransactionSql,
  asOf: IsoDate,
): Promise<{ written: number; queued: number }> {
  const queued = await tx`
    insert into regrade (uscc)
    select j.uscc from judged j join credit_class c on c.uscc = j.uscc and c.class <> j.class
    union select uscc from judged where class is null
    union select uscc from class_override where until_on >= ${asOf}
    on conflict (uscc) do update set failure = null`;
  const written = await tx`
    insert into credit_class as c (uscc, class, provisional, policy_id, since, first_on, next_on)
    select j.uscc, j.class, j.provisional, j.policy_id, ${asOf}, ${asOf}, j.next_on from judged j
    left join credit_class o on o.uscc = j.uscc
    where j.class is not null and (o.uscc is null or (o.class = j.class
      and (o.provisional, o.policy_id, o.next_on) is distinct from (j.provisional, j.policy_id, j.next_on)
      and not exists (select 1 from class_override h where h.uscc = j.uscc and h.until_on >= ${asOf})))
    on conflict (uscc) do update set provisional = excluded.provisional, policy_id = excluded.policy_id,
      next_on = excluded.next_on where c.class = excluded.class`;
  return { written: written.count, queued: queued.count };
}

/**
 * Puts every enterprise on the list: the rules are others than they were. `job` has run for other rules before; else
 * whoever there is has been on the list since it came in.
 */
export async function queueAll(tx: Sql | TransactionSql, job: string): Promise<number> {
  const queued = await tx`
    insert into regrade (uscc) select uscc from enterprise
    where (select count(*) from job_run where job = ${job}) > 1 order by uscc
    on conflict (uscc) do update set failure = null`;
  return queued.count;
}
