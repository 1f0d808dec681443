import type { CreditRecord, Enterprise } from './credit.ts';
import { isSupervisor, type Person } from './person.ts';
import { regionByCode, regionsMovedInto } from './regions.ts';

/**
 * 管辖范围: the region of a code as the beginning of region codes, and the abolished codes that lie in it today.
 * The scope of an abolished region is that of its successor.
 */
export interface RegionScope {
  /** '' is the whole country. */
  prefix: string;
  beside: readonly string[];
}

const nowhere: RegionScope = { prefix: 'none', beside: [] };
const cache = new Map<string, RegionScope>();

export function regionScope(code: string | null): RegionScope {
  if (code === null || !/^\d{6}$/.test(code)) return nowhere;
  const known = cache.get(code);
  if (known) return known;
  const current = regionByCode(code)?.abolished?.successor ?? code;
  const prefix = current === '100000' ? '' : current.replace(/(?:00){1,2}$/, '');
  const beside = regionsMovedInto(prefix).filter((moved) => !moved.startsWith(prefix));
  const scope = { prefix, beside };
  cache.set(code, scope);
  return scope;
}

export function lies(code: string, { prefix, beside }: RegionScope): boolean {
  return code.startsWith(prefix) || beside.includes(code);
}

/** Where an enterprise is supervised: its region, or where it was registered (characters 3–8 of its code). */
export function regionOf({ uscc, regionCode }: Pick<Enterprise, 'uscc' | 'regionCode'>): string {
  return regionCode ?? uscc.slice(2, 8);
}

export function hasJurisdiction(
  person: Person,
  enterprise: Pick<Enterprise, 'uscc' | 'regionCode'>,
): boolean {
  return isSupervisor(person) && lies(regionOf(enterprise), regionScope(person.regionCode));
}

/** Kinds that every department with jurisdiction shares (二(一)一: 共享至各级各部门). */
const shared = new Set<CreditRecord['kind']>(['evaluation', 'list', 'commitment']);

/** Whether a person sees a record that is not, or no longer, publicised. */
export function seesUnpublicised(
  person: Person,
  enterprise: Pick<Enterprise, 'uscc' | 'regionCode'>,
  record: Pick<CreditRecord, 'kind' | 'authority' | 'authorityCode'>,
): boolean {
  // Complaints are not for those whom they are about: who complained could be guessed from them.
  if (person.role === 'enterprise') return person.uscc === enterprise.uscc && record.kind !== 'complaint';
  if (!hasJurisdiction(person, enterprise)) return false;
  const { line } = person;
  if (line === null || shared.has(record.kind)) return true;
  return (
    line.includes(record.authority) || (record.authorityCode !== null && line.includes(record.authorityCode))
  );
}

/** What PostgreSQL is told of the one who asks, for its own policies (`see` in the migrations). */
export interface ReadScope {
  sees: 'public' | 'own' | 'region';
  /** The representative's enterprise, else ''. */
  own: string;
  prefix: string;
  /** Joined by commas. */
  beside: string;
  /** Joined by U+001F; `*`: all departments. */
  line: string;
}

export function readScope(person: Person): ReadScope {
  if (person.role === 'enterprise' && person.uscc !== null)
    return { sees: 'own', own: person.uscc, prefix: '', beside: '', line: '' };
  if (!isSupervisor(person)) return { sees: 'public', own: '', prefix: '', beside: '', line: '' };
  const { prefix, beside } = regionScope(person.regionCode);
  return {
    sees: 'region',
    own: '',
    prefix,
    beside: beside.join(','),
    line: person.line === null ? '*' : person.line.join('\u001f'),
  };
}
