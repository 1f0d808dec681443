import { type Command, InvalidArgumentError } from 'commander';
import { say, type WordKey } from '../chat/words/index.ts';
import { isIsoDate } from '../domain/dates.ts';
import type { CliContext } from './context.ts';

/** What subcommands are defined with. */
export interface Tools {
  context: CliContext;
  words(key: WordKey): string;
  subcommand(parent: Command, usage: string, summary: WordKey): Command;
  run<Args extends unknown[]>(
    work: (...args: Args) => Promise<number> | number,
  ): (...args: Args) => Promise<void>;
  json: readonly [string, string];
  whole(min: number, max: number): (value: string) => number;
  day(value: string): string;
  /** For `<id...>`. */
  ids(value: string, before?: number[]): number[];
}

/** `done` is told the exit code of the subcommand that ran. */
export function createTools(context: CliContext, done: (exitCode: number) => void): Tools {
  const { locale } = context.output;
  const words = (key: WordKey): string => say(locale, key);
  const whole =
    (min: number, max: number) =>
    (value: string): number => {
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= min && number <= max))
        throw new InvalidArgumentError(say(locale, 'cli.number', { value, min, max }));
      return number;
    };
  return {
    context,
    words,
    whole,
    subcommand: (parent, usage, summary) => parent.command(usage).description(words(summary)).exitOverride(),
    run:
      (work) =>
      async (...args) =>
        done(await work(...args)),
    json: ['--json', words('cli.option.json')],
    day(value) {
      if (!isIsoDate(value)) throw new InvalidArgumentError(say(locale, 'cli.day', { value }));
      return value;
    },
    ids: (value, before = []) => [...before, whole(1, 999_999_999)(value)],
  };
}
