import { say } from '../chat/words/index.ts';
import { CodedError } from '../domain/errors.ts';
import { type Scene, scenes } from '../domain/measures.ts';
import { dayOf } from '../domain/ports.ts';
import { inspectIdentifier } from '../domain/uscc.ts';
import { measuresOfOne } from '../services/measures.ts';
import type { CliContext } from './context.ts';
import { policiesHere } from './grade.ts';
import { exitCodes } from './output.ts';

interface Options {
  json?: boolean;
  asOf?: string;
  /** By its id or by its name in any language. */
  scene?: string;
}

/** @throws CodedError `measure.scene` {scene, scenes} */
function sceneIn(word: string): Scene {
  const found = scenes.find((one) =>
    [one, say('zh', `scene.${one}`), say('en', `scene.${one}`)].some(
      (name) => name.toLowerCase() === word.trim().toLowerCase(),
    ),
  );
  if (!found) throw new CodedError('measure.scene', { scene: word, scenes: scenes.join(', ') });
  return found;
}

/**
 * `chengxin measures CODE [--as-of DAY] [--scene SCENE] [--json]`: what must, may and may not be done, on a day.
 * JSON: `{uscc, creditClass, provisional, lists, areas, flags, day, greenLight, measures: [{id, scene, obligation,
 * title, clause, origin, check}]}`, `greenLight` being a level or the list of reasons against it.
 */
export async function runMeasures(context: CliContext, code: string, options: Options): Promise<number> {
  const { output, clock } = context;
  const { locale } = output;
  const scene = options.scene === undefined ? null : sceneIn(options.scene);
  const day = options.asOf ?? dayOf(clock.now());
  return context.withDatabase(async (database) => {
    const uscc = inspectIdentifier(code).normalized;
    const { judged, standing, measures, light } = await measuresOfOne(
      database,
      await policiesHere(database),
      uscc,
      { scene, day },
    );
    const { creditClass, provisional, lists, flags, areas } = standing;
    if (options.json) {
      output.json({
        uscc,
        creditClass,
        provisional,
        lists,
        areas: [...new Set(areas.map(({ area }) => area))],
        flags: [...flags],
        day,
        greenLight: light.level ?? light.refused,
        measures: measures.map(({ id, scene: of, obligation, title, clause, origin, check }) => ({
          id,
          scene: of,
          obligation,
          title: title[locale],
          clause,
          origin,
          check: check?.[locale] ?? null,
        })),
      });
      return exitCodes.ok;
    }
    const name = say(locale, `class.${creditClass}`);
    output.line(
      say(locale, 'measures.cli.head', {
        uscc,
        name: judged.facts.enterprise.name,
        class: provisional ? say(locale, 'credit.class.provisional', { class: name }) : name,
        day,
      }),
    );
    for (const { scene: of, obligation, title, clause, origin, check } of measures) {
      const told = {
        obligation: say(locale, `obligation.${obligation}`),
        title: title[locale],
        basis: origin === 'default' ? say(locale, 'measures.basis.default', { clause }) : clause,
        check: check?.[locale] ?? '',
      };
      output.line(
        `${say(locale, `scene.${of}`)}  ${say(locale, check ? 'measures.line.check' : 'measures.line', told)}`,
      );
    }
    return exitCodes.ok;
  });
}
