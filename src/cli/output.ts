import type { Locale } from '../chat/event.ts';
import { say, sayIfKnown } from '../chat/words/index.ts';
import { CodedError } from '../domain/errors.ts';

/** Documented in the README: what a script can rely on. */
export const exitCodes = { ok: 0, unexpected: 1, usage: 2, refused: 3, unavailable: 4 } as const;

/** stdout for answers, stderr for everything else: with `--json` stdout is one JSON document. */
export interface Output {
  locale: Locale;
  line(text: string): void;
  json(value: unknown): void;
  /** To stderr. */
  hint(text: string): void;
}

export function createOutput(locale: Locale): Output {
  return {
    locale,
    line: (text) => void process.stdout.write(`${text}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    hint: (text) => void process.stderr.write(`${text}\n`),
  };
}

const unavailable = /^(database|data|embedded|port|disk)\./;

/** The system's own «no space left» (file system, PostgreSQL) as an error with a text for people. */
function knownCause(error: unknown): CodedError | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof CodedError) return cause;
    const { code, path } = cause as NodeJS.ErrnoException;
    if (code === '53100') return new CodedError('database.full');
    if (code === 'ENOSPC') return new CodedError('disk.full', { file: path ?? '' });
  }
  return null;
}

/** What went wrong in the person's words, and the exit code that goes with it. Never a stack. */
export function explain(locale: Locale, error: unknown): { code: string; text: string; exitCode: number } {
  const known = knownCause(error);
  const told = known && sayIfKnown(locale, `error.${known.code}`, known.params);
  if (known && told) {
    return {
      code: known.code,
      text: told,
      exitCode: unavailable.test(known.code) ? exitCodes.unavailable : exitCodes.refused,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    text: say(locale, 'error.unexpected', { message }),
    exitCode: exitCodes.unexpected,
  };
}
