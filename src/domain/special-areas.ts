import type { PermitRecord } from './credit.ts';
import { addMonths, later } from './dates.ts';
import { industryPrefixes } from './industry-codes.ts';
import type { Dossier } from './next-change.ts';
import type { Policy, RuleOf } from './policy.ts';
import { type ChainLink, chainLinks } from './policy-supervision.ts';
import type { IsoDate } from './ports.ts';
import { joined, type Run } from './runs.ts';

/** Why an enterprise belongs to an area, the strongest reason first. */
export const areaReasons = [
  'register', // 登记机关标记
  'licence', // holds such a licence
  'lapsedLicence', // held one until lately
  'industry', // 行业代码
] as const;
export type AreaReason = (typeof areaReasons)[number];

/** 重点特殊领域 that an enterprise belongs to, by one reason. */
export interface SpecialArea {
  area: string;
  /** 环节; null where the register names the area only. */
  link: ChainLink | null;
  by: AreaReason;
  /** `register`: the name of the area. `licence`, `lapsedLicence`: the id of the permit. `industry`: the code. */
  evidence: string;
}

/**
 * The key special areas of an enterprise on a day, 方案二（五）一: 全主体、全品种、全链条. Any licence, any industry and
 * any mark of the register is enough, whatever else the enterprise does; an area of the register that no rule knows
 * counts as well, since the list of the plan is open. All reasons are told: areas in the order of the policy, reasons
 * of an area from the strongest, independently of the order of `records`.
 *
 * A licence counts from the day it is valid to `validUntil`, both included, and as `lapsedLicence` for the rule's
 * months after it; one that was withdrawn or annulled does not, one that is stayed does, since the plant is still
 * there. What a business licence (营业执照) says of the scope of business is no licence for it.
 */
export function specialAreasOf(
  { enterprise, records }: Dossier,
  policy: Policy,
  asOf: IsoDate,
): readonly SpecialArea[] {
  const byIndustry = areasOfIndustry(enterprise.industryCode, policy);
  let found: SpecialArea[] | null = null;
  for (const record of records) {
    if (record.kind !== 'permit') continue;
    const by = holding(record, asOf);
    if (by === null) continue;
    for (const rule of policy.specialAreaFlags) {
      const reason = by === 'licence' ? by : lapsedWithin(record, rule, asOf);
      if (reason === null) continue;
      for (const link of linksOf(record, rule)) {
        found ??= [];
        found.push({ area: rule.area, link, by: reason, evidence: record.id });
      }
    }
  }
  if (found === null && enterprise.specialAreas.length === 0) return byIndustry;
  const marked = enterprise.specialAreas.map(
    (area): SpecialArea => ({ area, link: null, by: 'register', evidence: area }),
  );
  const order = [...policy.specialAreaFlags.map(({ area }) => area), ...enterprise.specialAreas];
  return [...marked, ...(found ?? []), ...byIndustry].sort(
    (a, b) =>
      order.indexOf(a.area) - order.indexOf(b.area) ||
      areaReasons.indexOf(a.by) - areaReasons.indexOf(b.by) ||
      linkPlace(a.link) - linkPlace(b.link) ||
      (a.evidence < b.evidence ? -1 : 1),
  );
}

function linkPlace(link: ChainLink | null): number {
  return link === null ? -1 : chainLinks.indexOf(link);
}

function isVoid({ status }: PermitRecord): boolean {
  return status === 'withdrawn' || status === 'annulled';
}

function heldFrom({ decidedOn, details }: PermitRecord): IsoDate {
  return details.validFrom === null ? decidedOn : later(decidedOn, details.validFrom);
}

/** Whether a licence is held on the day, was held, or neither. */
function holding(permit: PermitRecord, asOf: IsoDate): 'licence' | 'lapsed' | null {
  if (isVoid(permit) || heldFrom(permit) > asOf) return null;
  return permit.validUntil === null || permit.validUntil >= asOf ? 'licence' : 'lapsed';
}

type Flag = RuleOf<'specialAreaFlag'>;

function lapsedWithin({ validUntil }: PermitRecord, rule: Flag, asOf: IsoDate): 'lapsedLicence' | null {
  return validUntil !== null && asOf <= addMonths(validUntil, rule.lapsedMonths) ? 'lapsedLicence' : null;
}

/**
 * The days on which the enterprise belongs to any area, as far as is known. Marks of the register and the industry are
 * told without a day: with them it always does.
 */
export function specialAreaRuns({ enterprise, records }: Dossier, policy: Policy): readonly Run[] {
  if (enterprise.specialAreas.length > 0 || areasOfIndustry(enterprise.industryCode, policy).length > 0)
    return always;
  const runs: Run[] = [];
  for (const record of records) {
    if (record.kind !== 'permit' || isVoid(record)) continue;
    const from = heldFrom(record);
    for (const rule of policy.specialAreaFlags) {
      if (linksOf(record, rule).length === 0) continue;
      const to = record.validUntil === null ? null : addMonths(record.validUntil, rule.lapsedMonths);
      if (to === null || from <= to) runs.push({ from, to });
    }
  }
  return joined(runs);
}

const always: readonly Run[] = [{ from: '1000-01-01', to: null }];

/** The links of the chain that the licence is for, by what it is called and what it allows. */
function linksOf(permit: PermitRecord, rule: Flag): ChainLink[] {
  const { category, licenceName, content } = permit.details;
  const scope = isBusinessLicence(permit) ? '' : content;
  return rule.licences
    .filter(({ words }) =>
      words.some((word) => speaksOf(licenceName, word) || speaksOf(category, word) || speaksOf(scope, word)),
    )
    .map(({ link }) => link);
}

function isBusinessLicence({ details }: PermitRecord): boolean {
  return details.licenceName.includes('营业执照') || details.category === '登记';
}

/** 「道路货物运输（不含危险货物运输）」 speaks of what is not allowed: that part is left out. */
const excepted = /(?:不含|不包括|不包含|不得|禁止)[^，,；;。）)]*|[^，,；;。（(]*除外/g;

function speaksOf(text: string, word: string): boolean {
  if (!text.includes(word)) return false;
  const allowed = text.replace(excepted, '');
  for (let at = allowed.indexOf(word); at >= 0; at = allowed.indexOf(word, at + 1)) {
    if (allowed[at - 1] !== '非') return true;
  }
  return false;
}

/** The same few hundred codes again and again: asked of every enterprise of the province. */
const known = new WeakMap<Policy, Map<string, readonly SpecialArea[]>>();
const maxKnown = 5_000;
const none: readonly SpecialArea[] = [];

function areasOfIndustry(code: string | null, policy: Policy): readonly SpecialArea[] {
  if (code === null || code === '') return none;
  let ofPolicy = known.get(policy);
  if (ofPolicy === undefined) {
    ofPolicy = new Map();
    known.set(policy, ofPolicy);
  }
  let areas = ofPolicy.get(code);
  if (areas === undefined) {
    const own = industryPrefixes(code);
    areas = policy.specialAreaFlags.flatMap((rule) =>
      rule.industries
        .filter(({ prefixes }) => prefixes.some((prefix) => own.includes(prefix)))
        .map(({ link }): SpecialArea => ({ area: rule.area, link, by: 'industry', evidence: code })),
    );
    if (ofPolicy.size >= maxKnown) ofPolicy.clear();
    ofPolicy.set(code, areas);
  }
  return areas;
}
