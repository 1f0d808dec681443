import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/dates.ts';
import { common, joined, nextRun, type Run, runOn, runsOf, type Spell } from '../../src/domain/runs.ts';

const first = '2026-01-01';
const days = Array.from({ length: 40 }, (_, index) => addDays(first, index - 2));
const span = fc
  .tuple(fc.nat(30), fc.nat(6))
  .map(([start, length]) => ({ from: addDays(first, start), to: addDays(first, start + length) }));
const spell = fc.tuple(span, fc.constantFrom('a', 'b', 'c')).map(([own, of]): Spell => ({ ...own, of }));
const lies = ({ from, to }: Run, on: string) => from <= on && (to === null || on <= to);
const covers = (runs: readonly Run[], on: string) => runs.some((run) => lies(run, on));

/** In order, and with at least a day between each and the next. */
function expectApart(runs: readonly Run[]): void {
  for (const [index, run] of runs.entries()) {
    expect(run.to === null || run.from <= run.to).toBe(true);
    const next = runs[index + 1];
    if (next) expect(run.to !== null && addDays(run.to, 1) < next.from).toBe(true);
  }
}

describe('runs of days', () => {
  it('are the days on which enough different ones count', () => {
    fc.assert(
      fc.property(fc.array(spell, { maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (spells, count) => {
        const runs = runsOf(spells, count);
        expectApart(runs);
        for (const on of days) {
          const active = new Set(spells.filter((one) => lies(one, on)).map(({ of }) => of));
          expect(covers(runs, on), on).toBe(active.size >= count);
          expect(runOn(runs, on)).toEqual(runs.find((run) => lies(run, on)) ?? null);
          expect(nextRun(runs, on)).toBe(runs.map(({ from }) => from).find((from) => from > on) ?? null);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('leave out what ends before it begins', () => {
    expect(runsOf([{ from: '2026-01-02', to: '2026-01-01', of: 'a' }], 1)).toEqual([]);
  });

  const open = fc.tuple(span, fc.boolean()).map(([run, ends]): Run => (ends ? run : { ...run, to: null }));
  const several = fc.array(open, { maxLength: 5 });

  it('are joined, and cut to what two have in common, day by day', () => {
    fc.assert(
      fc.property(several, several, (a, b) => {
        const both = common(joined(a), joined(b));
        expectApart(joined(a));
        expectApart(both);
        for (const on of days) {
          expect(covers(joined(a), on)).toBe(covers(a, on));
          expect(covers(both, on)).toBe(covers(a, on) && covers(b, on));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
