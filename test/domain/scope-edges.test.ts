import { describe, expect, it } from 'vitest';
import { type Person, type Role, stranger } from '../../src/domain/person.ts';
import {
  hasJurisdiction,
  lies,
  readScope,
  regionOf,
  regionScope,
  seesUnpublicised,
} from '../../src/domain/scope.ts';
import { commitment, entry, evaluation, firm, neutralPublicity, penalty } from './credit-records.ts';

const as = (role: Role, more: Partial<Person> = {}): Person => ({
  ...stranger,
  role,
  regionCode: '370000',
  line: null,
  ...more,
});

describe('the region of a scope', () => {
  it.each([
    ['370000', '37'],
    ['370100', '3701'],
    ['370102', '370102'],
    ['371000', '3710'],
    ['100000', ''],
    ['990099', '990099'],
    ['370001', '370001'],
  ])('%s is told by how codes begin: %j', (code, prefix) => {
    expect(regionScope(code).prefix).toBe(prefix);
  });

  it.each([null, '', '37', '3701021', 'x370102', '370102x', '37010a', '370102\n'])(
    '%j has none in it',
    (code) => {
      const scope = regionScope(code);
      expect(scope).toEqual(regionScope(null));
      for (const region of ['370102', '100000', '000000', '']) expect(lies(region, scope)).toBe(false);
    },
  );

  it('has beside it what lies elsewhere by its code, and nothing twice', () => {
    const { prefix, beside } = regionScope('370100');
    expect(beside).toContain('371202');
    expect(beside.filter((code) => code.startsWith(prefix))).toEqual([]);
    // 胶南 and 即墨 lie in 青岛 by their codes already.
    expect(regionScope('370200').beside).toEqual([]);
    // In the province all of it begins with 37.
    expect(regionScope('370000').beside).toEqual([]);
    expect(regionScope('100000').beside).toEqual([]);
  });

  it('is the same when asked again', () => {
    expect(regionScope('370116')).toEqual(regionScope('370116'));
    expect(regionScope('371202').prefix).toBe('370116');
    expect(regionScope('371202').prefix).toBe('370116');
  });
});

describe('jurisdiction', () => {
  it.each(['public', 'enterprise', 'administrator'] as const)(
    'none has a %s, whatever the region',
    (role) => {
      expect(hasJurisdiction(as(role, { regionCode: '100000' }), firm)).toBe(false);
    },
  );

  it('goes by the region of the enterprise, not by where its code is from', () => {
    expect(regionOf({ uscc: '91370102MA3C0000XX', regionCode: '370202' })).toBe('370202');
    expect(regionOf({ uscc: '91370102MA3C0000XX', regionCode: null })).toBe('370102');
  });
});

describe('what is shared and what is not', () => {
  const line = as('official', { line: ['示例市税务局', '11370100MB0000000X'] });
  const day = '2026-09-01';

  it('evaluations, lists and commitments are for every department with jurisdiction', () => {
    for (const record of [
      evaluation(day, 'public', 'POOR'),
      entry(day, 'keyWatch'),
      commitment(day, 'broken'),
    ]) {
      expect(seesUnpublicised(line, firm, record)).toBe(true);
      expect(seesUnpublicised(as('official', { line: [], regionCode: '370200' }), firm, record)).toBe(false);
    }
  });

  it('penalties and other publicity are for the departments of the line', () => {
    for (const record of [penalty(day, ['warning']), ...neutralPublicity(day)]) {
      expect(seesUnpublicised(line, firm, record)).toBe(false);
      expect(seesUnpublicised(line, firm, { ...record, authority: '示例市税务局' })).toBe(true);
      expect(seesUnpublicised(line, firm, { ...record, authorityCode: '11370100MB0000000X' })).toBe(true);
      expect(seesUnpublicised(line, firm, { ...record, authorityCode: '11370200MB0000000X' })).toBe(false);
    }
  });

  it('a representative without an enterprise sees nothing of any', () => {
    expect(seesUnpublicised(as('enterprise', { uscc: null }), firm, penalty(day, ['warning']))).toBe(false);
  });
});

describe('what the database is told', () => {
  it('of a representative', () => {
    expect(readScope(as('enterprise', { uscc: firm.uscc }))).toEqual({
      sees: 'own',
      own: firm.uscc,
      prefix: '',
      beside: '',
      line: '',
    });
  });

  it.each(['public', 'enterprise', 'administrator'] as const)('of a %s: what everybody sees', (role) => {
    const own = role === 'enterprise' ? null : firm.uscc;
    expect(readScope(as(role, { uscc: own }))).toEqual({
      sees: 'public',
      own: '',
      prefix: '',
      beside: '',
      line: '',
    });
  });

  it('of a department of a line', () => {
    expect(readScope(as('official', { line: ['甲局', '乙局'], uscc: firm.uscc }))).toEqual({
      sees: 'region',
      own: '',
      prefix: '37',
      beside: '',
      line: '甲局\u001f乙局',
    });
    // No department at all is not all of them.
    expect(readScope(as('inspector', { line: [] })).line).toBe('');
    expect(readScope(as('official', { regionCode: '370100' })).beside).toMatch(/^(\d{6},)*371202(,\d{6})*$/);
    expect(readScope(as('official', { regionCode: null }))).toMatchObject({ prefix: 'none', beside: '' });
  });
});
