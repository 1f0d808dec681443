import {
  type CommitmentRecord,
  type CreditRecord,
  type Enterprise,
  type EvaluationDimension,
  type EvaluationGrade,
  type EvaluationRecord,
  type ListKind,
  type ListRecord,
  type PenaltyKind,
  type PenaltyRecord,
  publicityKinds,
} from '../../src/domain/credit.ts';
import { policyFolder, policyOn, readPolicies } from '../../src/services/policy.ts';

export const today = '2026-11-24';
export const policy = policyOn(readPolicies(policyFolder), today);

export const firm: Enterprise = {
  uscc: '913701027PQ67PLEX0',
  name: '济南示例食品有限公司',
  formerNames: [],
  regionCode: '370102',
  industryCode: null,
  establishedOn: '2015-03-01',
  registrationStatus: '存续',
  legalRepresentative: null,
  address: null,
  specialAreas: [],
  registered: true,
  sample: true,
};

export type Common = Partial<Omit<CreditRecord, 'kind' | 'details'>>;

export function common(decidedOn: string, more: Common) {
  return {
    id: 'r1',
    number: '示例1号',
    authority: '示例市生态环境局',
    decidedOn,
    validUntil: null,
    publicityUntil: null,
    status: 'inForce' as const,
    correctedOn: null,
    repairedOn: null,
    sources: [],
    authorityCode: null,
    ...more,
  };
}

/** Amounts in yuan. */
export function penalty(
  decidedOn: string,
  kinds: readonly PenaltyKind[],
  more: Common & { fine?: number; confiscated?: number } = {},
): PenaltyRecord {
  const { fine, confiscated, ...rest } = more;
  const fen = (yuan: number | undefined) => (yuan === undefined ? null : Math.round(yuan * 100));
  return {
    ...common(decidedOn, rest),
    kind: 'penalty',
    details: {
      violationType: '',
      facts: '',
      basis: '',
      penaltyKinds: kinds,
      content: '',
      fineFen: fen(fine),
      confiscatedFen: fen(confiscated),
      licence: '',
      remark: '',
    },
  };
}

export function entry(decidedOn: string, list: ListKind, more: Common = {}): ListRecord {
  return { ...common(decidedOn, more), kind: 'list', details: { list, ground: '' } };
}

export function commitment(
  decidedOn: string,
  fulfilment: CommitmentRecord['details']['fulfilment'],
  more: Common = {},
): CommitmentRecord {
  const details = { type: 'APPROVAL_SUBSTITUTE' as const, matter: '食品经营许可', fulfilment };
  return { ...common(decidedOn, more), kind: 'commitment', details };
}

/** A grade or a score from 0 to 100; null = neither. */
export function evaluation(
  decidedOn: string,
  dimension: EvaluationDimension,
  value: EvaluationGrade | number | null,
  more: Common = {},
): EvaluationRecord {
  const grade = typeof value === 'string' ? value : null;
  const score = typeof value === 'number' ? value : null;
  return {
    ...common(decidedOn, more),
    kind: 'evaluation',
    details: { dimension, grade, score, period: decidedOn },
  };
}

/** Publicity that says nothing against an enterprise: a permit and the eight other kinds beside penalties. */
export function neutralPublicity(decidedOn: string, more: Common = {}): CreditRecord[] {
  const own = common(decidedOn, more);
  const words = { document: '', category: '', licenceName: '', licenceNo: '', content: '' };
  return publicityKinds
    .filter((kind) => kind !== 'penalty')
    .map((kind) =>
      kind === 'permit'
        ? { ...own, kind, details: { ...words, validFrom: null } }
        : { ...own, kind, details: { content: '' } },
    );
}

/** The same records with the ids r1, r2, … */
export function numbered(records: readonly CreditRecord[]): CreditRecord[] {
  return records.map((record, index) => ({ ...record, id: `r${index + 1}` }));
}
