import { say } from '../chat/words/index.ts';
import { dayOf } from '../domain/ports.ts';
import { inspectIdentifier } from '../domain/uscc.ts';
import { judgeOne, repairsOfOne } from '../services/judging.ts';
import type { PolicyBook } from '../services/policy.ts';
import { refreshPolicies, shippedPolicies } from '../services/policy-versions.ts';
import { regradeAll } from '../services/regrade-all.ts';
import type { Database } from '../store/database.ts';
import type { CliContext } from './context.ts';
import { exitCodes, explain } from './output.ts';

interface Options {
  json?: boolean;
  asOf?: string;
}

/** The policies in force and those adopted here. */
export async function policiesHere(database: Database): Promise<PolicyBook> {
  const policies = shippedPolicies();
  await refreshPolicies(database, policies);
  return policies;
}

/** `chengxin grade`: the class of each code, with its basis; one code is one object, several are a list. */
export function runGrade(context: CliContext, codes: readonly string[], options: Options): Promise<number> {
  const { output, clock } = context;
  const asOf = options.asOf ?? dayOf(clock.now());
  return context.withDatabase(async (database) => {
    const policies = await policiesHere(database);
    const told: unknown[] = [];
    let exitCode: number = exitCodes.ok;
    for (const code of codes) {
      const uscc = inspectIdentifier(code).normalized;
      try {
        const { facts, policy, grading } = await judgeOne(database, policies, uscc, asOf);
        const { creditClass, provisional, score } = grading;
        const numbers = new Map(facts.records.map(({ id, number }) => [id, number]));
        const basis = grading.basis.map(({ rule, clause, records, from, to }) => ({
          rule,
          clause,
          records: records.map((id) => numbers.get(id) ?? id),
          from,
          to,
        }));
        told.push({
          uscc,
          creditClass,
          provisional,
          basis,
          score: score?.value ?? null,
          asOf,
          policy: policy.id,
        });
        if (options.json) continue;
        const name = say(output.locale, `class.${creditClass}`);
        const shown = provisional ? say(output.locale, 'credit.class.provisional', { class: name }) : name;
        output.line(`${uscc}  ${facts.enterprise.name}  ${shown}`);
        for (const { rule, clause, records, from, to } of basis)
          output.line(
            say(output.locale, 'cli.grade.basis', {
              title: policy.rules.get(rule)?.title[output.locale] ?? rule,
              clause,
              records: records.join(' '),
              from,
              to: to ?? '—',
            }),
          );
      } catch (error) {
        const { code: reason, text, exitCode: failed } = explain(output.locale, error);
        exitCode = Math.max(exitCode, failed);
        told.push({ uscc, error: { code: reason, message: text } });
        output.hint(text);
      }
    }
    if (options.json) output.json(told.length === 1 ? told[0] : told);
    return exitCode;
  });
}

/** `chengxin repair`: when and how each record can be repaired. */
export function runRepair(context: CliContext, code: string, options: Options): Promise<number> {
  const { output, clock } = context;
  const { locale } = output;
  const asOf = options.asOf ?? dayOf(clock.now());
  return context.withDatabase(async (database) => {
    const uscc = inspectIdentifier(code).normalized;
    const { repairs } = await repairsOfOne(database, await policiesHere(database), uscc, asOf);
    if (options.json) {
      output.json(
        repairs.map(
          ({ decisionNo, tier, publicityStart, earliest, latest, missing, ruleSet, state, rules }) => ({
            decisionNo,
            tier,
            publicityStart,
            earliest,
            latest,
            missing,
            ruleSet,
            state,
            rules,
          }),
        ),
      );
      return exitCodes.ok;
    }
    if (repairs.length === 0) output.line(say(locale, 'repair.none'));
    for (const { decisionNo, tier, earliest, latest, missing, ruleSet, state } of repairs)
      output.line(
        say(locale, 'cli.repair.line', {
          number: decisionNo,
          tier: tier === null ? '—' : say(locale, `tier.${tier}`),
          state: say(
            locale,
            state === 'open' && missing.length > 0 ? 'repair.state.lacking' : `repair.state.${state}`,
          ),
          earliest: earliest ?? '—',
          latest: latest ?? '—',
          missing:
            missing.map((one) => say(locale, `repair.missing.${one}`)).join(say(locale, 'list.join')) || '—',
          ruleSet: ruleSet ?? '—',
        }),
      );
    return exitCodes.ok;
  });
}

/** `chengxin regrade`: the whole population at once; changes of class are then written by the service. */
export function runRegrade(context: CliContext, options: { json?: boolean }): Promise<number> {
  const { output, clock } = context;
  return context.withDatabase(async (database) => {
    const asOf = dayOf(clock.now());
    const done = await regradeAll(database, await policiesHere(database), asOf);
    if (options.json) output.json({ asOf, ...done });
    else output.line(say(output.locale, 'cli.regrade.done', { asOf, ...done }));
    return exitCodes.ok;
  });
}
