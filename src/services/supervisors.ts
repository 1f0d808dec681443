import type { TransactionSql } from 'postgres';
import type { Enterprise } from '../domain/credit.ts';
import { regionOf } from '../domain/scope.ts';
import { askable, officialsOf } from '../store/people.ts';
import { seeing } from '../store/scope.ts';
import { everyone } from './approvals.ts';

/** County, city, province: the nearest level at which somebody can be reached is told (属地管理). */
export async function supervisorsOf(
  tx: TransactionSql,
  enterprise: Pick<Enterprise, 'uscc' | 'regionCode'>,
): Promise<string[]> {
  const code = regionOf(enterprise);
  const levels = [code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  return seeing(tx, everyone, async (all) => {
    for (const level of levels) {
      const people = await officialsOf(all, level);
      if (people.length > 0) return people;
    }
    // Nobody supervises there yet: whoever can appoint somebody must hear of it.
    return (await askable(all, [])).map(({ id }) => id);
  });
}
