import { createHash } from 'node:crypto';
import { CodedError } from '../domain/errors.ts';
import { type Policy, policySchema } from '../domain/policy.ts';
import { dayOf, type IsoDate } from '../domain/ports.ts';
import type { Database } from '../store/database.ts';
import { insertPolicyVersion, type PolicyVersion, policyVersions } from '../store/policy-versions.ts';
import { policyAgreements } from './approval-effects.ts';
import { type ApprovalDeps, askApproval } from './approvals.ts';
import { type Asking, type Change, guarded } from './guard.ts';
import { industryFolder, readIndustryPolicies } from './industry-policy.ts';
import { createPolicyBook, type PolicyBook, policyFolder, readPolicies, withSuccessor } from './policy.ts';
import { checkText } from './policy-file.ts';

/** A version's file, in force from the day that was agreed to, whatever day the file itself says. */
function policyOfVersion({
  id,
  text,
  effectiveFrom,
}: Pick<PolicyVersion, 'id' | 'text' | 'effectiveFrom'>): Policy {
  return { ...checkText<Policy>(id, text, policySchema), effectiveFrom, effectiveTo: null };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What came with the program, and the industries' files. @throws CodedError `policy.*` */
export function shippedPolicies(): PolicyBook {
  const policies = readPolicies(policyFolder);
  return createPolicyBook(policies, readIndustryPolicies(industryFolder, policies));
}

/** Adds what was adopted here to what came with the program. @throws CodedError `policy.*` */
export async function refreshPolicies({ sql }: Pick<Database, 'sql'>, book: PolicyBook): Promise<void> {
  const shipped = shippedPolicies().all();
  const adopted = (await policyVersions(sql)).filter(({ state }) => state === 'adopted');
  const policies = adopted.map(policyOfVersion).reduce(withSuccessor, shipped.policies);
  book.replace(policies, shipped.industries);
}

export interface PolicyDeps extends ApprovalDeps {
  policies: PolicyBook;
}

interface ProposedPolicy {
  id: string;
  effectiveFrom: IsoDate;
  approvals: number[];
  /** Industries' files that narrow another policy: they end with it, unless they are written anew for this one. */
  industriesDropped: string[];
}

/**
 * Proposes a policy that takes effect on a day to come, once two others have agreed. `told` are the numbers under which
 * they do.
 * @throws CodedError `policy.yaml`, `policy.invalid`, `policy.day` {day}, `policy.twice`, `policy.overlap`
 */
export const proposePolicy = guarded(
  'policy.change',
  async (
    deps: PolicyDeps,
    asking: Asking,
    { file, text, from }: { file: string; text: string; from: IsoDate },
  ): Promise<Change<ProposedPolicy>> => {
    const { now, actor } = asking;
    if (from <= dayOf(now)) throw new CodedError('policy.day', { day: from });
    const { id } = checkText<Policy>(file, text, policySchema);
    withSuccessor(deps.policies.all().policies, policyOfVersion({ id, text, effectiveFrom: from }));
    const { industries } = deps.policies.all();
    const dropped = industries.filter(({ narrows }) => narrows !== id).map((one) => one.id);
    const subject = `${id}（${from}）`;
    const about = {
      kind: 'policy',
      person: null,
      payload: { what: id, from, sha256: sha256(text) },
      subject,
    };
    const asked: Change<number>[] = [];
    for (let count = 0; count < policyAgreements; count += 1)
      asked.push(await askApproval(deps, asking, about));
    return {
      told: { id, effectiveFrom: from, approvals: asked.map(({ told }) => told), industriesDropped: dropped },
      async write(tx) {
        const version = { id, text, effectiveFrom: from, proposedBy: actor, at: now };
        if (!(await insertPolicyVersion(tx, version))) throw new CodedError('policy.twice', { file, id });
        for (const { write } of asked) await write(tx);
      },
    };
  },
);

export const listPolicies = guarded(
  'policy.change',
  async ({ database, policies }: PolicyDeps, _asking: Asking) => ({
    inForce: policies.all().policies.map(({ id, title, effectiveFrom, effectiveTo }) => ({
      id,
      title,
      effectiveFrom,
      effectiveTo,
    })),
    versions: (await policyVersions(database.sql)).map(({ text: _text, ...version }) => version),
  }),
);
