import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import {
  commitHashOf,
  type Finding,
  secondCommits,
  type Verified,
  verifyBundle,
} from '../../tools/verify-draw.mjs';
import { say, sayIfKnown } from '../chat/words/index.ts';
import { bundlePieces } from '../domain/draw/bundle.ts';
import { CodedError } from '../domain/errors.ts';
import { sampleDraw } from '../sample/draw.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './output.ts';

/** `chengxin draw demo`: a whole draw on made-up enterprises, written as its bundle. */
export function runDrawDemo(
  { output }: CliContext,
  options: { candidates: number; seed: string; out: string; json?: boolean },
): number {
  const { candidates: count, seed, out: file } = options;
  const { draw, candidates, inspectors } = sampleDraw({ candidates: count, seed });
  try {
    const handle = openSync(file, 'w');
    try {
      for (const piece of bundlePieces(draw, candidates, inspectors)) writeSync(handle, piece);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new CodedError('draw.out', { file }, { cause: error });
  }
  const { plan, strata } = draw.commit.record;
  const told = {
    file,
    plan,
    candidates: count,
    selected: strata.reduce((sum, { k }) => sum + k, 0),
    standby: strata.reduce((sum, { standby }) => sum + standby, 0),
  };
  if (options.json) output.json({ ...told, seed, notice: draw.commit.record.notice });
  else output.line(say(output.locale, 'draw.demo', told));
  return exitCodes.ok;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CodedError('draw.file', { file }, { cause: error });
  }
}

type Readable = Extract<Verified, { readable: true }>;

function print({ output }: CliContext, file: string, { holds, count, findings, facts }: Readable): void {
  const { locale } = output;
  if (facts && facts.notice !== '') output.line(say(locale, 'draw.notice', { file, notice: facts.notice }));
  if (holds && facts) output.line(say(locale, 'draw.holds', { file, ...facts }));
  else output.line(say(locale, 'draw.broken', { file, count }));
  for (const { code, where, told, right } of findings) {
    const text = sayIfKnown(locale, `draw.problem.${code}`) ?? code;
    const values = right === undefined ? null : { told: String(told ?? ''), right: String(right) };
    output.line(
      say(locale, values ? 'draw.finding.values' : 'draw.finding', { where, text, ...(values ?? {}) }),
    );
  }
  if (count > findings.length) output.line(say(locale, 'draw.more', { count: count - findings.length }));
  if (facts) output.line(say(locale, 'draw.compare', { ...facts }));
}

/**
 * `chengxin draw verify`: the checks of the stand-alone verifier, in the person's language. Refused with 3 where
 * anything is wrong; nothing of the code that drew takes part.
 */
export function runDrawVerify(
  context: CliContext,
  files: readonly string[],
  options: { key?: string; commit?: string; json?: boolean },
): number {
  const { key, commit } = options;
  const commitHash = commit === undefined ? undefined : commitHashOf(read(commit));
  if (commitHash === null) throw new CodedError('draw.commitFile', { file: commit ?? '' });
  const wanted = {
    ...(key === undefined ? {} : { key: key.toLowerCase() }),
    ...(commitHash === undefined ? {} : { commitHash }),
  };
  const results = files.map((file) => {
    const result = verifyBundle(read(file), wanted);
    if (!result.readable) throw new CodedError('draw.json', { file, reason: result.reason });
    return result;
  });
  for (const [before, place] of secondCommits(results)) {
    const result = results[place];
    if (!result) continue;
    const finding: Finding = { code: 'commit.second', where: files[before] ?? '' };
    results[place] = {
      ...result,
      holds: false,
      count: result.count + 1,
      findings: [...result.findings, finding],
    };
  }
  if (options.json)
    context.output.json(
      results.map(({ holds, count, findings, facts }, place) => ({
        file: files[place],
        holds,
        count,
        findings,
        facts,
      })),
    );
  else for (const [place, result] of results.entries()) print(context, files[place] ?? '', result);
  return results.every(({ holds }) => holds) ? exitCodes.ok : exitCodes.refused;
}
