import { say, sayIfKnown } from '../chat/words/index.ts';
import { dayOf } from '../domain/ports.ts';
import { inspectIdentifier } from '../domain/uscc.ts';
import { stageOf } from '../domain/watch.ts';
import { openWarningsHere, watchHere } from '../services/watch-here.ts';
import type { CliContext } from './context.ts';
import { policiesHere } from './grade.ts';
import { exitCodes } from './output.ts';

/** `chengxin watch`: the stage of an enterprise, the decisions that count, and what happened. */
export function runWatch(context: CliContext, code: string, options: { json?: boolean }): Promise<number> {
  const { output, clock } = context;
  const { locale } = output;
  return context.withDatabase(async (database) => {
    const asOf = dayOf(clock.now());
    const uscc = inspectIdentifier(code).normalized;
    const seen = await watchHere(database, await policiesHere(database), uscc, asOf);
    const { name, course, events, steps, pending, nextOn, appointment } = seen;
    const stage = stageOf(course);
    if (options.json) {
      output.json({ uscc, name, asOf, stage, course, appointment, events, steps, pending, nextOn });
      return exitCodes.ok;
    }
    output.line(`${uscc}  ${name}  ${say(locale, `watch.stage.${stage}`)}`);
    for (const { decidedOn, authority, number, tier, counts } of events)
      output.line(
        `  ${say(locale, 'watch.event', { on: decidedOn, authority, number, tier: say(locale, `tier.${tier}`) })}${counts ? ` ${say(locale, 'cli.watch.counts')}` : ''}`,
      );
    for (const { on, step, by } of steps)
      output.line(`  ${on}  ${sayIfKnown(locale, `watch.step.${step}`) ?? step}  ${by}`);
    for (const step of pending)
      output.line(
        `  ${say(locale, 'cli.watch.pending', { step: sayIfKnown(locale, `watch.step.${step}`) ?? step })}`,
      );
    if (nextOn !== null) output.line(`  ${say(locale, 'watch.nextOn')}  ${nextOn}`);
    return exitCodes.ok;
  });
}

/** `chengxin warnings`: the open ones, with who was told, when, and what they did. */
export function runWarnings(
  context: CliContext,
  options: { json?: boolean; all?: boolean },
): Promise<number> {
  const { output } = context;
  const { locale } = output;
  return context.withDatabase(async (database) => {
    const warnings = await openWarningsHere(database, options.all === true);
    if (options.json) {
      output.json(warnings);
      return exitCodes.ok;
    }
    if (warnings.length === 0) output.line(say(locale, 'warning.list.none'));
    for (const { id, uscc, name, kind, raisedOn, departments } of warnings) {
      const what = sayIfKnown(locale, `warning.kind.${kind}`) ?? kind;
      output.line(`#${id}  ${raisedOn}  ${uscc}  ${name}  ${what}`);
      for (const { department, state, told, outcome } of departments) {
        const who = department ?? say(locale, 'warning.target.region');
        output.line(`  ${who}  ${say(locale, `warning.state.${state}`)}  ${outcome ?? ''}`);
        for (const { person, why, at } of told)
          output.line(`    ${at}  ${person}  ${say(locale, `cli.warnings.${why}`)}`);
      }
    }
    return exitCodes.ok;
  });
}
