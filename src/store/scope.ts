import type { Sql, TransactionSql } from 'postgres';
import { regionScope } from '../domain/scope.ts';

/** What the statements of a transaction may read, for PostgreSQL's own policies (`see` in the migrations). */
export interface Seeing {
  /** `people`: of a region. `person`: the one named by `own`. `audit`: all of the log. `own`: what is about `subjects`, or the enterprise `own`.
   * `region`: what is about the enterprises of `regionCode`. `all`: what the program itself does for all. */
  sees: 'people' | 'person' | 'audit' | 'own' | 'region' | 'all';
  own?: string;
  regionCode?: string | null;
  subjects?: readonly string[];
}

function isTransaction(sql: Sql | TransactionSql): sql is TransactionSql {
  return 'savepoint' in sql;
}

/** Runs `work` with this sight, and with none afterwards. */
export async function seeing<T>(
  sql: Sql | TransactionSql,
  { sees, own = '', regionCode = null, subjects = [] }: Seeing,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  const run = async (tx: TransactionSql): Promise<T> => {
    const { prefix, beside } = regionScope(regionCode);
    await tx`select see(${sees}, ${own}, ${prefix}, ${beside.join(',')}, ''),
      set_config('chengxin.subjects', ${subjects.join(',')}, true)`;
    const result = await work(tx);
    await tx`select set_config('chengxin.sees', '', true)`;
    return result;
  };
  // The client's own type for what `begin` resolves with unwraps promises in arrays, of which there are none here.
  return isTransaction(sql) ? run(sql) : ((await sql.begin(run)) as T);
}
