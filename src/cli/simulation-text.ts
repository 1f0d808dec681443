import type { Locale } from '../chat/event.ts';
import { say, sayIfKnown } from '../chat/words/index.ts';
import { type CreditClass, creditClasses } from '../domain/credit.ts';
import type { SimulationResult } from '../domain/simulation.ts';
import { stripInvisible } from '../domain/text.ts';
import type { Output } from './output.ts';

/**
 * What a draft policy would change, for people: totals, classes before against classes after, cities and sections of
 * industry that change, and examples with the rules behind them. Where nothing changes, the classes only.
 */
export function printSimulation(output: Pick<Output, 'locale' | 'line'>, result: SimulationResult): void {
  const { locale } = output;
  const parts = [heading(locale, result)];
  if (result.total > 0) parts.push(matrixTable(locale, result));
  if (result.changed > 0) {
    parts.push(regionTable(locale, result), industryTable(locale, result));
    for (const from of creditClasses)
      for (const to of creditClasses) parts.push(examples(locale, result, from, to));
  }
  for (const [index, lines] of parts.filter(({ length }) => length > 0).entries()) {
    if (index > 0) output.line('');
    for (const line of lines) output.line(line);
  }
}

function heading(locale: Locale, result: SimulationResult): string[] {
  const { asOf, total, changed, better, worse, provisional } = result;
  const names = (policies: SimulationResult['currentPolicy']) =>
    policies
      .map(({ id, title }) => say(locale, 'cli.simulate.policy', { id, title: title[locale] }))
      .join(say(locale, 'cli.simulate.and'));
  const lines = [
    say(locale, 'cli.simulate.title', { asOf }),
    say(locale, 'cli.simulate.current', { policies: names(result.currentPolicy) }),
    say(locale, 'cli.simulate.draft', { policies: names(result.draftPolicy) }),
  ];
  if (total === 0) return [...lines, say(locale, 'cli.simulate.nobody')];
  return [
    ...lines,
    say(locale, 'cli.simulate.total', { total: figure(total) }),
    say(locale, 'cli.simulate.changed', {
      changed: figure(changed),
      percent: percent(changed, total),
      better: figure(better),
      worse: figure(worse),
      same: figure(total - changed),
    }),
    say(locale, 'cli.simulate.provisional', {
      before: figure(provisional.before),
      after: figure(provisional.after),
    }),
  ];
}

function matrixTable(locale: Locale, { matrix }: SimulationResult): string[] {
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
  const withSum = (label: string, numbers: readonly number[]): string[] => [
    label,
    ...numbers.map(figure),
    figure(sum(numbers)),
  ];
  const classWord = (own: CreditClass): string => say(locale, `class.${own}`);
  const total = say(locale, 'cli.simulate.sum');
  return [
    say(locale, 'cli.simulate.matrix'),
    ...table([
      [say(locale, 'cli.simulate.corner'), ...creditClasses.map(classWord), total],
      ...creditClasses.map((from) =>
        withSum(
          classWord(from),
          creditClasses.map((to) => matrix[from][to]),
        ),
      ),
      withSum(
        total,
        creditClasses.map((to) => sum(creditClasses.map((from) => matrix[from][to]))),
      ),
    ]),
  ];
}

function regionTable(locale: Locale, { regions }: SimulationResult): string[] {
  const groups = regions.map(({ name, ...figures }) => ({
    label: name ?? say(locale, 'cli.simulate.regionUnknown'),
    ...figures,
  }));
  return [
    say(locale, 'cli.simulate.regions'),
    ...groupTable(locale, say(locale, 'cli.simulate.region'), groups),
    ...unchanged(groups, (count) => say(locale, 'cli.simulate.regionsSame', { count })),
  ];
}

function industryTable(locale: Locale, { industries }: SimulationResult): string[] {
  const groups = industries.map(({ section, ...figures }) => ({
    label:
      section === null
        ? say(locale, 'cli.simulate.industryUnknown')
        : `${section} ${sayIfKnown(locale, `cli.simulate.section.${section}`) ?? ''}`,
    ...figures,
  }));
  return [
    say(locale, 'cli.simulate.industries'),
    ...groupTable(locale, say(locale, 'cli.simulate.industry'), groups),
    ...unchanged(groups, (count) => say(locale, 'cli.simulate.industriesSame', { count })),
  ];
}

interface Group {
  label: string;
  total: number;
  changed: number;
  better: number;
  worse: number;
}

function groupTable(locale: Locale, first: string, groups: readonly Group[]): string[] {
  const header = (['number', 'numberChanged', 'better', 'worse'] as const).map((word) =>
    say(locale, `cli.simulate.${word}`),
  );
  const rows = groups
    .filter(({ changed }) => changed > 0)
    .map(({ label, total, changed, better, worse }) => [
      label,
      ...[total, changed, better, worse].map(figure),
    ]);
  return table([[first, ...header], ...rows]);
}

function unchanged(groups: readonly Group[], told: (count: number) => string): string[] {
  const count = groups.filter(({ changed }) => changed === 0).length;
  return count === 0 ? [] : [told(count)];
}

/** The examples of one kind of change; nothing where there is none. */
function examples(locale: Locale, result: SimulationResult, from: CreditClass, to: CreditClass): string[] {
  const samples = result.samples.filter((sample) => sample.from === from && sample.to === to);
  if (samples.length === 0) return [];
  const rules = (cited: (typeof samples)[number]['before']) =>
    cited
      .map(({ rule, clause, title }) =>
        say(locale, 'cli.simulate.rule', { rule, clause, title: title[locale] }),
      )
      .join(say(locale, 'cli.simulate.and'));
  return [
    say(locale, 'cli.simulate.kind', {
      from: say(locale, `class.${from}`),
      to: say(locale, `class.${to}`),
      count: figure(result.matrix[from][to]),
      shown: samples.length,
    }),
    ...samples.flatMap(({ uscc, name, before, after }) => [
      `  ${uscc}  ${oneLine(name)}`,
      `    ${say(locale, 'cli.simulate.before', { rules: rules(before) })}`,
      `    ${say(locale, 'cli.simulate.after', { rules: rules(after) })}`,
    ]),
  ];
}

/** Names come from imported files: no control character of theirs may reach the terminal. */
function oneLine(name: string): string {
  return stripInvisible(name).replace(/\s+/g, ' ');
}

/** 1,234,567 in both languages, as statistics are printed. */
function figure(number: number): string {
  return number.toLocaleString('en-US');
}

/** Few of very many are not 0.00%, nor are all but a few 100.00%. */
function percent(part: number, all: number): string {
  const value = (100 * part) / all;
  if (part > 0 && value < 0.01) return '<0.01%';
  if (part < all && value > 99.99) return '>99.99%';
  return `${value.toFixed(2)}%`;
}

/** Rows of equally many cells as lines: the first column to the left, numbers and their headings to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, displayWidth(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
        return column === 0 ? cell + gap : gap + cell;
      })
      .join('  '),
  );
}

/** East Asian Wide and Fullwidth (UAX #11), as far as words and names of regions can have them. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

/** Columns a text takes in a terminal. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}
