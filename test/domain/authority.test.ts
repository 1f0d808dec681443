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
const question = (more: Partial<Question>): Question => ({
  kind: 'binding',
  askedBy: 'asker',
  personId: 'subject',
  regionCode: '370202',
  lineage: ['team', 'bureau'],
  ...more,
});

describe('who agrees', () => {
  it.each<[string, Person, Partial<Question>, boolean]>([
    ['an administrator of the region', as('administrator', '370200'), {}, true],
    ['not one of another', as('administrator', '370600'), {}, false],
    ['not who asked', as('administrator', '370200', { id: 'asker' }), {}, false],
    ['not whom it is about', as('administrator', '370200', { id: 'subject' }), {}, false],
    ['a colleague, to an account', as('official', '370600', { orgId: 'team' }), {}, true],
    ['one of the department above', as('inspector', '370000', { orgId: 'bureau' }), {}, true],
    ['not one of another department', as('official', '370200', { orgId: 'other' }), {}, false],
    ['not a colleague, to a role', as('official', '370200', { orgId: 'team' }), { kind: 'role' }, false],
    ['not the public', as('public', '370200', { orgId: 'team' }), {}, false],
    [
      'to a department, one of its region',
      as('administrator', '370200'),
      { kind: 'orgQuota', personId: null },
      true,
    ],
    ['not one of another', as('administrator', '370600'), { kind: 'orgQuota', personId: null }, false],
    [
      'to the system, one of a province',
      as('administrator', '370000'),
      { kind: 'key', personId: null, regionCode: null },
      true,
    ],
    [
      'not one of a city',
      as('administrator', '370200'),
      { kind: 'key', personId: null, regionCode: null },
      false,
    ],
  ])('%s', (_, person, more, expected) => {
    expect(mayDecide(person, question(more))).toBe(expected);
  });

  it('whoever is of no region is looked after by every administrator, and by nobody else', () => {
    expect(administers(as('administrator', '370202'), null)).toBe(true);
    expect(administers(as('official', '370000'), null)).toBe(false);
  });
});
