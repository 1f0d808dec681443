import { say } from '../chat/words/index.ts';
import { creditClasses } from '../domain/credit.ts';
import { CodedError } from '../domain/errors.ts';
import { dayOf, type Pseudonyms } from '../domain/ports.ts';
import { hasJurisdiction, regionOf } from '../domain/scope.ts';
import { queueThese } from '../store/classes.ts';
import { namesAndRegions } from '../store/credit.ts';
import { endOverrides } from '../store/overrides.ts';
import { seeing } from '../store/scope.ts';
import { type ApprovalDeps, askApproval } from './approvals.ts';
import { type Asking, type Change, guarded, note } from './guard.ts';
import type { PolicyBook } from './policy.ts';

export interface OverrideDeps extends ApprovalDeps {
  policies: PolicyBook;
  keys: Pseudonyms;
}

const reasonLength = { least: 10, most: 200 };

async function supervised({ database }: OverrideDeps, { person }: Asking, uscc: string) {
  const known = (await namesAndRegions(database.sql, [uscc])).get(uscc);
  if (!known) throw new CodedError('enterprise.unknown', { uscc });
  const enterprise = { uscc, regionCode: known.regionCode };
  if (!hasJurisdiction(person, enterprise)) throw new CodedError('enterprise.notYours', { name: known.name });
  return { name: known.name, region: regionOf(enterprise) };
}

/**
 * 人工调整等级: an official asks for a class to be set by hand; a second person agrees, and it ends by itself. Never to
 * 严重失信, which needs an entry in a statutory list (国办发〔2020〕49号).
 * `told` is the number under which it is decided.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `override.class`, `override.serious`,
 *   `override.days` {most}, `override.reason` {least, most}
 */
export const askOverride = guarded(
  'class.override',
  async (
    deps: OverrideDeps,
    asking: Asking,
    wanted: { uscc: string; creditClass: string; days: number; reason: string },
  ): Promise<Change<{ approval: number; name: string }>> => {
    const { uscc, days } = wanted;
    const creditClass = creditClasses.find((one) => one === wanted.creditClass);
    if (!creditClass) throw new CodedError('override.class', { class: wanted.creditClass });
    if (creditClass === 'SERIOUS_DISCREDIT') throw new CodedError('override.serious');
    const most = deps.policies.on(dayOf(asking.now)).override.maxDays;
    if (!(Number.isInteger(days) && days >= 1 && days <= most))
      throw new CodedError('override.days', { most });
    const reason = wanted.reason.trim();
    if (reason.length < reasonLength.least || reason.length > reasonLength.most)
      throw new CodedError('override.reason', reasonLength);
    const { name, region } = await supervised(deps, asking, uscc);
    const payload = { uscc, creditClass, days: String(days), reason, region, org: asking.person.orgId ?? '' };
    // Staff are asked in Chinese: the class as the plan calls it.
    const params = { name, uscc, class: say('zh', `class.${creditClass}`), days, reason };
    const subject = say('zh', 'override.subject', params);
    const asked = await askApproval(deps, asking, { kind: 'classOverride', person: null, payload, subject });
    return { told: { approval: asked.told, name }, write: asked.write };
  },
);

/**
 * Ends a class set by hand, from today on: what the rules say needs nobody's agreement.
 * @throws CodedError `enterprise.unknown`, `enterprise.notYours`, `override.none` {name}
 */
export const endOverride = guarded(
  'class.override',
  async (deps: OverrideDeps, asking: Asking, uscc: string): Promise<Change<{ name: string }>> => {
    const { name } = await supervised(deps, asking, uscc);
    return {
      told: { name },
      async write(tx) {
        const ended = await seeing(tx, { sees: 'all' }, (all) => endOverrides(all, uscc, dayOf(asking.now)));
        if (ended === 0) throw new CodedError('override.none', { name });
        await queueThese(tx, [uscc]);
        const subject = deps.keys.pseudonym(uscc);
        await note(tx, asking, { action: 'class.override.end', subject, result: String(ended) });
      },
    };
  },
);
