import { describe, expect, it } from 'vitest';
import { administers, mayDecide, type Question } from '../../src/domain/authority.ts';
import { type Person, type Role, stranger } from '../../src/domain/person.ts';

const as = (role: Role, regionCode: string | null, more: Partial<Person> = {}): Person => ({
  ...stranger,
  id: 'decider',
  role,
  regionCode,
  ...more,
});
const ofSystem: Question = { kind: 'key', askedBy: 'asker', personId: null, regionCode: null, lineage: [] };
const account: Question = {
  kind: 'binding',
  askedBy: 'asker',
  personId: 'subject',
  regionCode: '370202',
  lineage: ['team'],
};

describe('what is about the system', () => {
  it.each<[string, Person, boolean]>([
    ['an administrator of a province', as('administrator', '370000'), true],
    ['an administrator of the country', as('administrator', '100000'), true],
    ['an administrator of a city', as('administrator', '370100'), false],
    ['an administrator without a region', as('administrator', null), false],
    ['an official of a province', as('official', '370000'), false],
    ['who asked', as('administrator', '370000', { id: 'asker' }), false],
  ])('%s: %#', (_, person, expected) => {
    expect(mayDecide(person, ofSystem)).toBe(expected);
  });

  it('is not decided by a colleague, even if it is an account of no one', () => {
    const colleague = as('official', '370000', { orgId: 'team' });
    expect(mayDecide(colleague, { ...ofSystem, kind: 'binding', lineage: ['team'] })).toBe(false);
  });
});

describe('what is about a person of no region', () => {
  it('is for any administrator, in a district too', () => {
    expect(mayDecide(as('administrator', '370102'), { ...account, regionCode: null })).toBe(true);
    expect(mayDecide(as('official', '370000'), { ...account, regionCode: null })).toBe(false);
  });
});

describe('colleagues', () => {
  it('agree to an account of staff only, and only who supervise', () => {
    const colleague = (role: Role) => as(role, '370600', { orgId: 'team' });
    const may = (
      ['official', 'inspector', 'planner', 'administrator', 'enterprise', 'public'] as const
    ).filter((role) => mayDecide(colleague(role), account));
    expect(may).toEqual(['official', 'inspector', 'planner']);
    expect(mayDecide(colleague('official'), { ...account, kind: 'orgQuota' })).toBe(false);
    expect(mayDecide(as('official', '370600'), account)).toBe(false);
    expect(mayDecide(as('official', '370600'), { ...account, lineage: [] })).toBe(false);
  });

  it('do not agree to what they asked for, or to their own account', () => {
    expect(mayDecide(as('official', '370600', { orgId: 'team', id: 'asker' }), account)).toBe(false);
    expect(mayDecide(as('official', '370600', { orgId: 'team', id: 'subject' }), account)).toBe(false);
  });
});

describe('a class set by hand', () => {
  const override: Question = {
    ...account,
    kind: 'classOverride',
    personId: null,
    regionCode: '370202',
    lineage: ['team'],
  };
  it.each<[string, Person, boolean]>([
    ['an official of the district', as('official', '370202'), true],
    ['an official of the city', as('official', '370200'), true],
    ['an official of another city', as('official', '370600'), false],
    ['an official without a region', as('official', null), false],
    ['a colleague of another region', as('official', '370600', { orgId: 'team' }), false],
    ['an inspector of the district', as('inspector', '370202'), false],
    ['a planner of the district', as('planner', '370202'), false],
    ['an administrator of the city', as('administrator', '370200'), true],
    ['whoever asked', as('official', '370202', { id: 'asker' }), false],
  ])('%s: %#', (_, person, expected) => {
    expect(mayDecide(person, override)).toBe(expected);
  });

  it('of an enterprise of no region is for administrators', () => {
    const nowhere = { ...override, personId: 'subject', regionCode: null };
    expect(mayDecide(as('official', '100000'), nowhere)).toBe(false);
    expect(mayDecide(as('administrator', '370202'), nowhere)).toBe(true);
  });
});

it('an administrator looks after its own region, and an official after nobody', () => {
  expect(administers(as('administrator', '370200'), '370202')).toBe(true);
  expect(administers(as('administrator', '370202'), '370200')).toBe(false);
  expect(administers(as('official', '370200'), '370202')).toBe(false);
});
