import type { Sql, TransactionSql } from 'postgres';
import type { IsoDate } from '../domain/ports.ts';

type Tx = Sql | TransactionSql;

export interface NewOverride {
  uscc: string;
  creditClass: string;
  reason: string;
  setBy: string;
  agreedBy: string;
  from: IsoDate;
  until: IsoDate;
}

export async function insertOverride(tx: Tx, override: NewOverride): Promise<void> {
  const { uscc, creditClass, reason, setBy, agreedBy, from, until } = override;
  await tx`
    insert into class_override (uscc, class, reason, set_by, agreed_by, from_on, until_on)
    values (${uscc}, ${creditClass}, ${reason}, ${setBy}, ${agreedBy}, ${from}, ${until})`;
}

/** Ends what is in force that day; from it on the rules decide again. Resolves with how many there were. */
export async function endOverrides(tx: Tx, uscc: string, day: IsoDate): Promise<number> {
  const ended = await tx`
    update class_override set ended_on = ${day}
    where uscc = ${uscc} and ended_on is null and from_on <= ${day} and until_on >= ${day} returning 1`;
  return ended.count;
}
