import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PenaltyKind, PenaltyRecord } from '../../src/domain/credit.ts';
import { addDays } from '../../src/domain/dates.ts';
import { advance } from '../../src/domain/watch.ts';
import { watchEvents } from '../../src/domain/watch-events.ts';
import { calendarOf } from '../cases/watch/read.ts';
import { penalty, policy } from './credit-records.ts';
import { type Input, nameOf, WatchPlayer } from './watch-player.ts';

const start = '2026-01-05';
const span = 420;
/** All tables that are needed, so that no term stays open. */
const calendar = calendarOf([2025, 2026, 2027]);
const kinds: readonly PenaltyKind[] = ['warning', 'fine', 'revokeLicence'];
const seed = 20261125;

interface Happening {
  day: number;
  what:
    | 'record'
    | 'annul'
    | 'stay'
    | 'resume'
    | 'correct'
    | 'book'
    | 'held'
    | 'noShow'
    | 'rectified'
    | 'reach'
    | 'lose';
  /** Which record, by its turn. */
  of: number;
  /** Days before, or days of rectification. */
  days: number;
  kind: number;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  day: fc.oneof(fc.nat(40), fc.nat(span)),
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('record' as const) },
    {
      weight: 6,
      arbitrary: fc.constantFrom<Happening['what'][]>(
        ...([
          'annul',
          'stay',
          'resume',
          'correct',
          'book',
          'held',
          'noShow',
          'rectified',
          'reach',
          'lose',
        ] as const),
      ),
    },
  ),
  of: fc.nat(7),
  days: fc.oneof(fc.constantFrom(0, 1, 5, 15, 89, 90, 91, 179, 180, 181), fc.nat(200)),
  kind: fc.nat(2),
});
const history = fc.array(happening, { minLength: 2, maxLength: 14 }).map(byDay);

function byDay(own: readonly Happening[]): Happening[] {
  return own.toSorted((a, b) => a.day - b.day);
}

/** What happens, as it can come in: a thing about a record that is not there, or without a course, does not. */
function inputOf(
  { what, of, days, kind, day }: Happening,
  on: string,
  player: WatchPlayer,
  turn: number,
): Input | null {
  const record = player.records[of % Math.max(1, player.records.length)];
  const { course } = player;
  const open = course !== null && course.closedOn === null;
  const waits = open && course.heldOn === null;
  switch (what) {
    case 'record': {
      const decidedOn = addDays(on, -Math.min(days, day + 60));
      return {
        is: 'record',
        record: penalty(decidedOn, [kinds[kind] ?? 'fine'], { id: `r${turn}`, number: `示例${turn}号` }),
      };
    }
    case 'annul':
      return record ? { is: 'status', number: record.number, status: 'annulled' } : null;
    case 'stay':
      return record ? { is: 'status', number: record.number, status: 'stayed' } : null;
    case 'resume':
      return record ? { is: 'status', number: record.number, status: 'inForce' } : null;
    case 'correct':
      return record ? { is: 'corrected', number: record.number, on } : null;
    case 'book':
      return waits && !player.booked ? { is: 'booked' } : null;
    case 'held':
      return waits ? { is: 'held', rectifyDays: days % 3 === 0 ? null : days + 1 } : null;
    case 'noShow':
      return waits && player.booked ? { is: 'noShow' } : null;
    case 'rectified':
      return open ? { is: 'rectified' } : null;
    case 'reach':
      return { is: 'reachable', reachable: true };
    case 'lose':
      return { is: 'reachable', reachable: false };
  }
}

interface Played {
  player: WatchPlayer;
  /** What came in, by day. */
  inputs: Map<string, Input[]>;
}

/** Every day from the first to the last. */
function played(
  own: readonly Happening[],
  each: (player: WatchPlayer, on: string) => void = () => undefined,
): Played {
  const player = new WatchPlayer(policy, calendar);
  const inputs = new Map<string, Input[]>();
  for (let day = 0; day <= span; day += 1) {
    const on = addDays(start, day);
    player.day(on);
    for (const [turn, one] of own.entries()) {
      if (one.day !== day) continue;
      const input = inputOf(one, on, player, turn);
      if (input === null) continue;
      inputs.set(on, [...(inputs.get(on) ?? []), input]);
      player.put(input, on);
      player.judge(on);
    }
    each(player, on);
  }
  return { player, inputs };
}

const told = (player: WatchPlayer): string[] => player.steps.map(({ on, step }) => `${on} ${nameOf(step)}`);
const runs = (numRuns: number) => ({ numRuns, seed });

describe('watching, whatever happens', () => {
  it('does nothing the second time on a day', () => {
    let moved = 0;
    fc.assert(
      fc.property(history, (own) => {
        played(own, (player, on) => {
          const again = advance(player.course, player.facts(on));
          expect(again.steps).toEqual([]);
          expect(again.course).toEqual(player.course);
        });
        moved += played(own).player.steps.length;
      }),
      runs(120),
    );
    // Histories in which nothing happens would prove nothing.
    expect(moved).toBeGreaterThan(150);
  });

  it('happens on the days that nextStep names and on those on which something comes in, and on no other', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(history, (own) => {
        const daily = played(own);
        const jumping = new WatchPlayer(policy, calendar);
        let next: string | null = null;
        let untold = false;
        for (let day = 0; day <= span; day += 1) {
          const on = addDays(start, day);
          const inputs = daily.inputs.get(on);
          if (inputs === undefined && !untold && (next === null || on < next)) continue;
          jumping.day(on, inputs);
          next = jumping.nextStep(on);
          if (next !== null) expect(next > on).toBe(true);
          const { course } = jumping;
          // In the mornings those are told who could not be told before: a job of its own.
          untold =
            course !== null &&
            course.closedOn === null &&
            course.heldOn === null &&
            !course.told &&
            jumping.reachable;
        }
        expect(told(jumping)).toEqual(told(daily.player));
        expect(jumping.course).toEqual(daily.player.course);
        for (const { step } of daily.player.steps) seen.add(nameOf(step));
      }),
      runs(400),
    );
    expect(seen.size).toBeGreaterThanOrEqual(8);
  });

  it('lists nobody who was not reminded before', () => {
    let listed = 0;
    fc.assert(
      fc.property(history, (own) => {
        const { player } = played(own);
        let reminded: string | null = null;
        for (const { on, step } of player.steps) {
          if (step.step === 'reminded') reminded = on;
          if (step.step === 'listed') {
            listed += 1;
            expect(reminded).not.toBeNull();
            expect(on >= (reminded ?? '')).toBe(true);
            if (step.ground === 'further')
              for (const { decidedOn } of step.events) expect(decidedOn > (reminded ?? '')).toBe(true);
          }
          if (step.step === 'closed' && step.end !== 'improved') reminded = null;
        }
      }),
      runs(300),
    );
    expect(listed).toBeGreaterThan(40);
  });

  it('takes nobody for absent who was not told, nor within ten working days', () => {
    let missed = 0;
    fc.assert(
      fc.property(history, (own) => {
        const toldOn = new Map<number, string>();
        played(own, (player, on) => {
          const index = player.courses.length - 1;
          const { course } = player;
          if (course === null) return;
          if (course.told && !toldOn.has(index)) toldOn.set(index, on);
          const { missedOn } = course;
          if (missedOn !== on) return;
          missed += 1;
          const since = toldOn.get(index);
          expect(since).toBeDefined();
          const noted = own.some((one) => one.what === 'noShow' && addDays(start, one.day) === on);
          // Ten working days are never fewer than 12 days.
          if (!noted) expect(addDays(since ?? '', 12) < on).toBe(true);
        });
      }),
      runs(300),
    );
    expect(missed).toBeGreaterThan(10);
  });

  it('does not depend on the order in which decisions of one day arrive', () => {
    let steps = 0;
    const decisions = fc.array(
      fc.record({ day: fc.nat(120), back: fc.nat(30), kind: fc.nat(2), rank: fc.nat() }),
      { minLength: 3, maxLength: 8 },
    );
    fc.assert(
      fc.property(decisions, (own) => {
        const records = own.map(({ day, back, kind, rank }, index) => {
          // In weeks, so that several arrive on one day.
          const on = addDays(start, day - (day % 21));
          const more = { id: `r${index}`, number: `示例${index}号` };
          return { on, rank, record: penalty(addDays(on, -back), [kinds[kind] ?? 'fine'], more) };
        });
        const play = (order: typeof records) => {
          const player = new WatchPlayer(policy, calendar);
          for (let day = 0; day <= 200; day += 1) {
            const on = addDays(start, day);
            player.day(on);
            // One import brings all of a day at once.
            for (const one of order) if (one.on === on) player.put({ is: 'record', record: one.record }, on);
            player.judge(on);
          }
          steps += player.steps.length;
          return { told: told(player), course: player.course };
        };
        expect(play(records.toSorted((a, b) => a.rank - b.rank))).toEqual(play(records));
      }),
      runs(150),
    );
    expect(steps).toBeGreaterThan(100);
  });

  it('leaves no listing of an annulled decision that there would not be without it', () => {
    let listed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.record({ day: fc.nat(200), kind: fc.nat(1) }), { minLength: 2, maxLength: 6 }),
        fc.nat(5),
        fc.nat(60),
        (own, which, later) => {
          const days = [...new Set(own.map(({ day }) => day))].sort((a, b) => a - b);
          const records = days.map((day, index) =>
            penalty(addDays(start, day), ['warning'], { id: `r${index}`, number: `示例${index}号` }),
          );
          const gone = records[which % records.length];
          if (gone === undefined) throw new Error('no record');
          const annulledOn = addDays(gone.decidedOn, later);
          const play = (all: readonly PenaltyRecord[], annuls: boolean) => {
            const player = new WatchPlayer(policy, calendar);
            // Nobody can be told: only decisions lead to a listing.
            player.reachable = false;
            for (let day = 0; day <= 270; day += 1) {
              const on = addDays(start, day);
              const inputs: Input[] = all
                .filter((one) => one.decidedOn === on)
                .map((record) => ({ is: 'record', record }));
              if (annuls && on === annulledOn)
                inputs.push({ is: 'status', number: gone.number, status: 'annulled' });
              player.day(on, inputs);
            }
            return player;
          };
          const withIt = play(records, true);
          const without = play(
            records.filter(({ id }) => id !== gone.id),
            false,
          );
          if (withIt.stage === 'keyWatch') {
            listed += 1;
            const listedAs = withIt.course?.listedOn ?? '';
            const bearing = watchEvents(withIt.records, policy, listedAs);
            expect(bearing.some(({ id }) => id === gone.id)).toBe(false);
            expect(without.stage).toBe('keyWatch');
          }
          if (without.stage === 'none') expect(withIt.stage).toBe('none');
        },
      ),
      runs(400),
    );
    expect(listed).toBeGreaterThan(30);
  });

  it('reads each decision once, whatever its spelling, and only those in force that count', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ day: fc.nat(100), kind: fc.nat(2), same: fc.nat(4), status: fc.nat(3) }), {
          maxLength: 12,
        }),
        (own) => {
          const spelt = ['示例〔2026〕1号', '示例（2026）1号', '示例[2026] 1 号', '示例〔２０２６〕１号'];
          const records = own.map(({ day, kind, same, status }, index) =>
            penalty(addDays(start, day), [kinds[kind] ?? 'fine'], {
              id: `r${index}`,
              number: spelt[same] ?? `示例${index}号`,
              status: (['inForce', 'annulled', 'withdrawn', 'stayed'] as const)[status] ?? 'inForce',
            }),
          );
          const asOf = addDays(start, 60);
          const events = watchEvents(records, policy, asOf);
          const days = events.map(({ decidedOn }) => decidedOn);
          expect(days).toEqual([...new Set(days)].sort());
          expect(events.filter(({ number }) => spelt.includes(number)).length).toBeLessThanOrEqual(1);
          for (const { id, decidedOn, tier } of events) {
            expect(decidedOn <= asOf).toBe(true);
            expect(tier).not.toBe('SERIOUS');
            expect(records.find((one) => one.id === id)?.status).toBe('inForce');
          }
        },
      ),
      runs(300),
    );
  });
});
