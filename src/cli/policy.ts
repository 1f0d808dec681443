import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '../chat/words/index.ts';
import { CodedError } from '../domain/errors.ts';
import { type Policy, policySchema } from '../domain/policy.ts';
import { dayOf, systemRandom } from '../domain/ports.ts';
import { simulate } from '../services/judging.ts';
import { checkText } from '../services/policy-file.ts';
import { listPolicies, proposePolicy } from '../services/policy-versions.ts';
import type { CliContext } from './context.ts';
import { policiesHere } from './grade.ts';
import { carryOut, operator } from './operator.ts';
import { exitCodes } from './output.ts';
import { printSimulation } from './simulation-text.ts';

/** @throws CodedError `policy.unreadable` {file} */
function read(path: string): { file: string; text: string } {
  const file = basename(path);
  try {
    return { file, text: readFileSync(path, 'utf8') };
  } catch (cause) {
    throw new CodedError('policy.unreadable', { file }, { cause });
  }
}

/** `chengxin policy simulate`: what a draft would change. */
export function runSimulate(
  context: CliContext,
  path: string,
  options: { json?: boolean; asOf?: string; samples: number },
): Promise<number> {
  const { output, clock } = context;
  const { file, text } = read(path);
  const draft = checkText<Policy>(file, text, policySchema);
  const asOf = options.asOf ?? dayOf(clock.now());
  return context.withDatabase(async (database) => {
    const asked = { asOf, samples: options.samples, random: systemRandom };
    const result = await simulate(database, await policiesHere(database), draft, asked);
    if (options.json) output.json(result);
    else printSimulation(output, result);
    return exitCodes.ok;
  });
}

/** `chengxin policy propose`: two others have to agree, in a chat; then it takes effect on its day. */
export function runPropose(
  context: CliContext,
  path: string,
  options: { json?: boolean; from: string },
): Promise<number> {
  const { output } = context;
  const { file, text } = read(path);
  return context.withDatabase(async (database) => {
    const policies = await policiesHere(database);
    const deps = { database, policies, random: systemRandom };
    const told = await carryOut(database, () =>
      proposePolicy(deps, operator(context), { file, text, from: options.from }),
    );
    if (told.industriesDropped.length > 0)
      output.hint(say(output.locale, 'cli.policy.dropped', { ids: told.industriesDropped.join('、') }));
    if (options.json) output.json(told);
    else
      output.line(
        say(output.locale, 'cli.policy.proposed', {
          id: told.id,
          from: told.effectiveFrom,
          approvals: told.approvals.join('、'),
        }),
      );
    return exitCodes.ok;
  });
}

/** `chengxin policy list`. */
export function runPolicyList(context: CliContext, options: { json?: boolean }): Promise<number> {
  const { output } = context;
  return context.withDatabase(async (database) => {
    const policies = await policiesHere(database);
    const told = await listPolicies({ database, policies, random: systemRandom }, operator(context));
    if (options.json) output.json(told);
    else {
      for (const { id, title, effectiveFrom, effectiveTo } of told.inForce)
        output.line(`${id}  ${effectiveFrom} – ${effectiveTo ?? ''}  ${title[output.locale]}`);
      for (const { id, effectiveFrom, state, agreedBy, proposedBy } of told.versions)
        output.line(
          say(output.locale, 'cli.policy.version', {
            id,
            from: effectiveFrom,
            state: say(output.locale, `policy.state.${state}`),
            by: proposedBy,
            agreed: agreedBy.join('、') || '—',
          }),
        );
    }
    return exitCodes.ok;
  });
}
