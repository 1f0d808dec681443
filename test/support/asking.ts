import { type Person, stranger } from '../../src/domain/person.ts';
import type { Asking } from '../../src/services/guard.ts';

/** Somebody who asks a service; an administrator of everything if nothing else is said. */
export function asks(person: Partial<Person> = {}, more: Partial<Asking> = {}): Asking {
  const whole: Person = { ...stranger, id: 'test', role: 'administrator', regionCode: '100000', ...person };
  return {
    person: whole,
    actor: whole.id,
    now: new Date('2026-08-03T02:00:00Z'),
    purpose: null,
    used: { own: 0, org: 0 },
    audit: () => undefined,
    ...more,
  };
}
