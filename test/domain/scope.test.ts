import { describe, expect, it } from 'vitest';
import { type Person, type Role, roles, stranger } from '../../src/domain/person.ts';
import { hasJurisdiction, readScope, regionScope, seesUnpublicised } from '../../src/domain/scope.ts';
import { evaluation, firm, penalty } from './credit-records.ts';

const day = '2026-09-01';
const fine = { ...penalty(day, ['fine']), authority: '示例市税务局', authorityCode: null };
const as = (role: Role, more: Partial<Person> = {}): Person => ({
  ...stranger,
  role,
  regionCode: '370000',
  line: null,
  ...more,
});

describe('what is not publicised', () => {
  const supervising = new Set<Role>(['official', 'inspector', 'planner']);
  it.each([...roles])('is seen by %s: %#', (role) => {
    expect(seesUnpublicised(as(role), firm, fine)).toBe(supervising.has(role));
  });

  it('is seen by a representative of this enterprise, and of no other', () => {
    expect(seesUnpublicised(as('enterprise', { uscc: firm.uscc }), firm, fine)).toBe(true);
    expect(seesUnpublicised(as('enterprise', { uscc: '91370200264574251E' }), firm, fine)).toBe(false);
    expect(seesUnpublicised(as('public', { uscc: firm.uscc }), firm, fine)).toBe(false);
  });

  it('is seen by a line department where its own line decided it, or where it is shared', () => {
    const line = (...words: string[]) => as('official', { line: words });
    expect(seesUnpublicised(line('示例市税务局'), firm, fine)).toBe(true);
    expect(seesUnpublicised(line('示例市公安局'), firm, fine)).toBe(false);
    expect(seesUnpublicised(line('113'), firm, { ...fine, authorityCode: '113' })).toBe(true);
    expect(seesUnpublicised(line(), firm, evaluation(day, 'public', 'POOR'))).toBe(true);
  });
});

describe('jurisdiction', () => {
  const at = (regionCode: string | null, scope: string | null): boolean =>
    hasJurisdiction(as('official', { regionCode: scope }), { uscc: '91370102MA3C0000XX', regionCode });
  it.each<[string, string | null, string | null, boolean]>([
    ['the province has all of it', '370202', '370000', true],
    ['a city has its districts', '370202', '370200', true],
    ['a district has not its city', '370200', '370202', false],
    ['a district has not its neighbour', '370203', '370202', false],
    ['the country has all', '650100', '100000', true],
    ['市辖区 of a city lies in the city', '370101', '370100', true],
    ['and in none of its districts', '370101', '370102', false],
    ['a county directly under a province lies in it', '429004', '420000', true],
    ['and in no city of it', '429004', '420100', false],
    ['an abolished county lies where its successor does', '371202', '370100', true],
    ['and where it lay', '371202', '371200', true],
    ['an official of an abolished county has its successor', '370116', '371202', true],
    ['an unknown region is where it was registered', null, '370102', true],
    ['and nowhere else', null, '370200', false],
    ['without a region of one’s own there is none', '370202', null, false],
    ['a broken region is none', '370202', '37', false],
  ])('%s', (_, region, scope, expected) => {
    expect(at(region, scope)).toBe(expected);
  });

  it('is told to the database in the same terms', () => {
    expect(readScope(as('official', { regionCode: '370100' }))).toMatchObject({
      sees: 'region',
      prefix: '3701',
      line: '*',
    });
    expect(readScope(as('official', { regionCode: '370100' })).beside.split(',')).toContain('371202');
    expect(readScope(as('administrator')).sees).toBe('public');
    expect(readScope(as('enterprise', { uscc: 'X' }))).toMatchObject({ sees: 'own', own: 'X' });
    expect(readScope(as('enterprise')).sees).toBe('public');
    expect(regionScope('100000').prefix).toBe('');
  });
});
