import { basename } from 'node:path';
import { say, sayIfKnown } from '../chat/words/index.ts';
import { inspectIdentifier } from '../domain/uscc.ts';
import { writeSample } from '../sample/sample.ts';
import { searchNames } from '../services/search.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './output.ts';

/** `chengxin search`: enterprises by name, best first. */
export function runSearch(
  context: CliContext,
  text: string,
  options: { json?: boolean; limit: number },
): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const hits = await searchNames(database.sql, text, options.limit);
    if (options.json) output.json(hits);
    else if (hits.length === 0) output.line(say(output.locale, 'lookup.nothing.text'));
    else
      for (const hit of hits)
        output.line(`${hit.uscc}  ${hit.score.toFixed(3)}  ${hit.name}  ${hit.matchedBy}`);
    return exitCodes.ok;
  });
}

/** `chengxin uscc`: what each code is, and what is wrong with it. */
export function runUscc(context: CliContext, codes: readonly string[], options: { json?: boolean }): number {
  const { output } = context;
  const reports = codes.map(inspectIdentifier);
  if (options.json) {
    output.json(reports);
    return exitCodes.ok;
  }
  for (const report of reports) {
    const code = report.normalized;
    if (report.valid && report.kind === 'uscc') {
      const region = report.region?.name ?? say(output.locale, 'value.unknown');
      output.line(
        say(output.locale, 'cli.uscc.valid', {
          code,
          authority: report.authority?.[output.locale] ?? '',
          region,
        }),
      );
      continue;
    }
    const reason =
      report.reason === null
        ? sayIfKnown(output.locale, `identifier.kind.${report.kind}`)
        : sayIfKnown(output.locale, `identifier.reason.${report.reason}`, {
            position: report.position ?? '',
          });
    output.line(say(output.locale, 'cli.uscc.invalid', { code, reason: reason ?? '' }));
    if (report.suggestion !== null)
      output.line(say(output.locale, 'cli.uscc.suggestion', { code: report.suggestion }));
  }
  return exitCodes.ok;
}

/** `chengxin sample`: a synthetic province as official template files. */
export async function runSample(
  context: CliContext,
  options: { entities: number; seed: string; asOf: string; out: string; json?: boolean },
): Promise<number> {
  const { output } = context;
  const { entities, seed, asOf, out } = options;
  const { files } = await writeSample({ entities, seed, asOf, dir: out });
  if (options.json) output.json({ entities, seed, asOf, files });
  else
    for (const file of files)
      output.line(say(output.locale, 'cli.sample.done', { file: basename(file.path), rows: file.rows }));
  return exitCodes.ok;
}

/** `chengxin migrate`: opening the database brings its schema up to date. */
export function runMigrate(context: CliContext, options: { json?: boolean }): Promise<number> {
  const { output } = context;
  return context.withDatabase(async () => {
    if (options.json) output.json({ migrated: true });
    else output.line(say(output.locale, 'cli.migrate.done'));
    return exitCodes.ok;
  });
}
