import type { Sql } from 'postgres';
import type {
  CommitmentRecord,
  CreditRecord,
  Enterprise,
  EvaluationRecord,
  ListRecord,
  PenaltyRecord,
} from '../domain/credit.ts';
import { copyOut } from './copy-out.ts';

/** An enterprise with all that a class depends on; texts that no rule reads are left out. */
export interface Member {
  enterprise: Enterprise;
  records: CreditRecord[];
}

/**
 * Enterprise by enterprise, with those of its records that can move a class, in the order of the codes. Long texts stay
 * where they are; only repair looks at them.
 */
const query = `
  select e.uscc, e.name, e.region_code, e.industry_code, e.established_on, r.key, r.kind, r.authority, r.decided_on,
    r.valid_until, r.publicity_until, r.status, r.corrected_on, r.repaired_on,
    case r.kind
      when 'penalty' then jsonb_build_array(r.details->'penaltyKinds', r.details->'fineFen', r.details->'confiscatedFen')
      when 'list' then jsonb_build_array(r.details->'list')
      when 'commitment' then jsonb_build_array(r.details->'fulfilment', r.details->'type')
      when 'evaluation' then jsonb_build_array(r.details->'dimension', r.details->'grade', r.details->'score')
    end
  from enterprise e
  left join credit_record r on r.uscc = e.uscc and r.kind in ('penalty', 'list', 'commitment', 'evaluation')
  order by e.uscc collate "C"`;

type Fields = readonly (string | null)[];

function enterpriseOf(fields: Fields): Enterprise {
  const [uscc = '', name = '', regionCode = null, industryCode = null, establishedOn = null] = fields;
  return {
    uscc: uscc ?? '',
    name: name ?? '',
    formerNames: [],
    regionCode,
    industryCode,
    establishedOn,
    registrationStatus: null,
    legalRepresentative: null,
    address: null,
    specialAreas: [],
    registered: true,
    sample: false,
  };
}

const noTexts = { violationType: '', facts: '', basis: '', content: '', licence: '', remark: '' };

function recordOf(fields: Fields): CreditRecord | null {
  const [
    ,
    ,
    ,
    ,
    ,
    id,
    kind,
    authority,
    decidedOn,
    validUntil,
    publicityUntil,
    status,
    correctedOn,
    repairedOn,
    json,
  ] = fields;
  if (id == null || json == null) return null;
  const base = {
    id,
    number: '',
    authority: authority ?? '',
    authorityCode: null,
    decidedOn: decidedOn ?? '',
    validUntil: validUntil ?? null,
    publicityUntil: publicityUntil ?? null,
    status: status as CreditRecord['status'],
    correctedOn: correctedOn ?? null,
    repairedOn: repairedOn ?? null,
    sources: [],
  };
  // Written by ourselves, in this very order, a moment ago.
  const [a, b, c] = JSON.parse(json) as unknown[];
  switch (kind) {
    case 'penalty': {
      const details = {
        ...noTexts,
        penaltyKinds: a,
        fineFen: b,
        confiscatedFen: c,
      } as PenaltyRecord['details'];
      return { ...base, kind, details };
    }
    case 'list':
      return { ...base, kind, details: { list: a, ground: '' } as ListRecord['details'] };
    case 'commitment':
      return {
        ...base,
        kind,
        details: { fulfilment: a, type: b, matter: '' } as CommitmentRecord['details'],
      };
    default: {
      const details = { dimension: a, grade: b, score: c, period: '' } as EvaluationRecord['details'];
      return { ...base, kind: 'evaluation', details };
    }
  }
}

/**
 * Tells every enterprise, in the memory of one: `take` is called once for each, and `pieceDone` is waited for now and
 * then. As the owner of the tables.
 */
export async function population(
  sql: Sql,
  take: (member: Member) => void,
  pieceDone?: () => Promise<void>,
): Promise<void> {
  let member: Member | null = null;
  const line = (fields: Fields): void => {
    if (member === null || member.enterprise.uscc !== fields[0]) {
      if (member !== null) take(member);
      member = { enterprise: enterpriseOf(fields), records: [] };
    }
    const record = recordOf(fields);
    if (record) member.records.push(record);
  };
  await copyOut(sql, query, line, pieceDone);
  if (member !== null) take(member);
}
