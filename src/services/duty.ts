import type { TransactionSql } from 'postgres';
import type { Enterprise } from '../domain/credit.ts';
import type { IsoDate } from '../domain/ports.ts';
import { regionOf } from '../domain/scope.ts';
import { lineage } from '../store/orgs.ts';
import { onDuty } from '../store/warnings.ts';

/** Somebody who deals with what concerns a department or a region. */
export interface Rung {
  orgId: string | null;
  regionCode: string;
  roles: readonly string[];
}

const officers = ['official', 'inspector'];
const officials = ['official'];
const administrators = ['administrator'];

/** County, city, province: 属地管理. */
function levelsOf(regionCode: string): string[] {
  return [...new Set([regionCode, `${regionCode.slice(0, 4)}00`, `${regionCode.slice(0, 2)}0000`])];
}

/**
 * Who is turned to, one after the other, until somebody deals with it: the department itself and those above it, then
 * the officials of the enterprise's region and of those above it, and at last the administrators of the province.
 */
export async function ladderOf(
  tx: TransactionSql,
  orgId: string | null,
  enterprise: Pick<Enterprise, 'uscc' | 'regionCode'>,
): Promise<readonly Rung[]> {
  const regionCode = regionOf(enterprise);
  const orgs = orgId === null ? [] : await lineage(tx, orgId);
  const levels = levelsOf(regionCode);
  const top = levels.at(-1) ?? regionCode;
  return [
    ...orgs.map((id) => ({ orgId: id, regionCode, roles: officers })),
    ...levels.map((code) => ({ orgId: null, regionCode: code, roles: officials })),
    { orgId: null, regionCode: top, roles: administrators },
  ];
}

/** Looks up who is on duty, each department and region once. */
export type DutyBook = (rung: Rung) => Promise<readonly string[]>;

export function dutyBook(tx: TransactionSql, day: IsoDate): DutyBook {
  const known = new Map<string, Promise<readonly string[]>>();
  return (rung) => {
    const { orgId, regionCode, roles } = rung;
    const key = `${orgId ?? ''} ${regionCode} ${roles.join(' ')}`;
    let found = known.get(key);
    if (!found) {
      found = onDuty(tx, orgId === null ? { regionCode } : { orgId }, roles, day);
      known.set(key, found);
    }
    return found;
  };
}

/** The first rung from `level` on with somebody on duty; null: there is nobody at all. */
export async function nextRung(
  ladder: readonly Rung[],
  level: number,
  duty: DutyBook,
): Promise<{ level: number; rung: Rung; people: readonly string[] } | null> {
  for (let index = level; index < ladder.length; index += 1) {
    const rung = ladder[index];
    if (!rung) break;
    const people = await duty(rung);
    if (people.length > 0) return { level: index, rung, people };
  }
  return null;
}

/** Those who supervise an enterprise at the nearest level at which somebody is on duty. */
export async function regionDuty(
  enterprise: Pick<Enterprise, 'uscc' | 'regionCode'>,
  duty: DutyBook,
): Promise<{ regionCode: string; people: readonly string[] }> {
  const regionCode = regionOf(enterprise);
  const levels = levelsOf(regionCode);
  for (const code of levels) {
    const people = await duty({ orgId: null, regionCode: code, roles: officials });
    if (people.length > 0) return { regionCode: code, people };
  }
  const top = levels.at(-1) ?? regionCode;
  return { regionCode, people: await duty({ orgId: null, regionCode: top, roles: administrators }) };
}
