import { describe, expect, it } from 'vitest';
import { isStaff, isSupervisor, roles } from '../../src/domain/person.ts';
import { may, type Right } from '../../src/domain/rights.ts';

const who = (right: Right) => roles.filter((role) => may(role, right)).join(' ');

describe('who may do what', () => {
  it('is the same as the tables of the plan', () => {
    expect(who('credit.view')).toBe('public enterprise official inspector planner administrator');
    expect(who('credit.whatIf')).toBe('enterprise official inspector planner');
    expect(who('class.override')).toBe('official');
    expect(who('objection.raise')).toBe('enterprise');
    expect(who('objection.decide')).toBe('official');
    expect(who('audit.read')).toBe('administrator');
    expect(who('approval.decide')).toBe('official inspector planner administrator');
  });
});

describe('roles', () => {
  it('of those who supervise, and of staff', () => {
    expect(roles.filter((role) => isSupervisor({ role }))).toEqual(['official', 'inspector', 'planner']);
    expect(roles.filter((role) => isStaff({ role }))).toEqual([
      'official',
      'inspector',
      'planner',
      'administrator',
    ]);
  });
});
