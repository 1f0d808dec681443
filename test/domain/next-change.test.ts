import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import { grade } from '../../src/domain/grading.ts';
import { type Dossier, nextChange } from '../../src/domain/next-change.ts';
import { day, history } from './arbitrary-records.ts';
import { firm, penalty, policy } from './credit-records.ts';

const lookedAhead = 1_500;

/** Day by day, as nobody would do it a million times. */
function byPatience(dossier: Dossier, asOf: string): string | null {
  const now = grade(dossier, policy, asOf);
  for (let next = addDays(asOf, 1), n = 0; n < lookedAhead; next = addDays(next, 1), n += 1) {
    const then = grade(dossier, policy, next);
    if (then.creditClass !== now.creditClass || then.provisional !== now.provisional) return next;
  }
  return null;
}

describe('the next change of a class', () => {
  it('is the day after the last on which a record counts', () => {
    const dossier = { enterprise: firm, records: [penalty('2026-05-31', ['warning'])] };
    expect(nextChange(dossier, policy, grade(dossier, policy, '2026-06-01'))).toBe('2026-09-01');
    expect(nextChange(dossier, policy, grade(dossier, policy, '2026-09-01'))).toBeNull();
  });

  it('is the very day that comes out when every day is judged, for any records', () => {
    const established = fc.option(day);
    fc.assert(
      fc.property(history, day, established, (records, asOf, establishedOn) => {
        const dossier = { enterprise: { ...firm, establishedOn }, records };
        const next = nextChange(dossier, policy, grade(dossier, policy, asOf));
        const patient = byPatience(dossier, asOf);
        if (patient !== null || (next !== null && next <= addDays(asOf, lookedAhead)))
          expect(next).toBe(patient);
      }),
      { numRuns: 300 },
    );
  });
});
