import type { TransactionSql } from 'postgres';
import type { HolidayFact } from '../../domain/facts.ts';
import type { MergeCounts, MergeSource } from './merge.ts';

/** Merges the State Council's table of days; a day said anew replaces what was said of it. */
export async function mergeHolidays(
  tx: TransactionSql,
  facts: readonly HolidayFact[],
  source: MergeSource,
): Promise<MergeCounts> {
  const counts = { created: 0, unchanged: 0, corrected: 0, withdrawn: 0 };
  for (const fact of facts) {
    const [before] = await tx<
      { working: boolean; name: string }[]
    >`select working, name from holiday where day = ${fact.day}`;
    if (before && before.working === fact.working && before.name === fact.name) {
      counts.unchanged += 1;
      continue;
    }
    await tx`
      insert into holiday (day, working, name, file_id) values (${fact.day}, ${fact.working}, ${fact.name}, ${source.fileId})
      on conflict (day) do update set working = excluded.working, name = excluded.name, file_id = excluded.file_id`;
    if (before) counts.corrected += 1;
    else counts.created += 1;
  }
  return counts;
}
