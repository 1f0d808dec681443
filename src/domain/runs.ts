import { addDays, later } from './dates.ts';
import type { IsoDate } from './ports.ts';

/** Days in a row, both ends included; `to` null = no end known. */
export interface Run {
  from: IsoDate;
  to: IsoDate | null;
}

/** Something that counts from one day to another, both included. Several of one `of` count once. */
export interface Spell {
  from: IsoDate;
  to: IsoDate;
  of: string;
}

/** Runs of days on which at least `count` different ones count, in order; those without a day between them are one. */
export function runsOf(spells: readonly Spell[], count: number): Run[] {
  if (spells.length < count) return [];
  const turns: { on: IsoDate; of: string; step: 1 | -1 }[] = [];
  for (const { from, to, of } of spells) {
    if (to < from) continue;
    turns.push({ on: from, of, step: 1 }, { on: addDays(to, 1), of, step: -1 });
  }
  turns.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const active = new Map<string, number>();
  const runs: Run[] = [];
  let from: IsoDate | null = null;
  for (const [index, { on, of, step }] of turns.entries()) {
    const now = (active.get(of) ?? 0) + step;
    if (now === 0) active.delete(of);
    else active.set(of, now);
    // What begins and what ends on one day are weighed together.
    if (turns[index + 1]?.on === on) continue;
    if (from === null && active.size >= count) from = on;
    else if (from !== null && active.size < count) {
      runs.push({ from, to: addDays(on, -1) });
      from = null;
    }
  }
  return runs;
}

/** Runs that overlap or follow each other without a day between, as one; in order. */
export function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of [...runs].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last === undefined || (last.to !== null && addDays(last.to, 1) < run.from)) result.push({ ...run });
    else if (last.to !== null && (run.to === null || run.to > last.to)) last.to = run.to;
  }
  return result;
}

/** The days that are in a run of both; each of the two in order and without overlaps. */
export function common(a: readonly Run[], b: readonly Run[]): Run[] {
  return joined(
    a.flatMap((one) =>
      b.flatMap((other) => {
        const from = later(one.from, other.from);
        const to = one.to === null || (other.to !== null && other.to < one.to) ? other.to : one.to;
        return to === null || from <= to ? [{ from, to }] : [];
      }),
    ),
  );
}

/** The run that the day is in. */
export function runOn(runs: readonly Run[], day: IsoDate): Run | null {
  return runs.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? null;
}

/** The first day after `day` on which a run begins. */
export function nextRun(runs: readonly Run[], day: IsoDate): IsoDate | null {
  return runs.find(({ from }) => from > day)?.from ?? null;
}
