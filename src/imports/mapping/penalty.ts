import { z } from 'zod';
import type { RecordStatus } from '../../domain/credit.ts';
import { foldNumber, type RecordFact } from '../../domain/facts.ts';
import { amountCell, dayCell, oneOf, requiredDay, requiredText, text } from '../cells.ts';
import { parsePenaltyKinds, statusWords } from '../meanings.ts';
import { penalty2015Template, penaltyTemplate } from '../templates/penalty.ts';
import {
  absent,
  defineMapping,
  digest,
  type FieldProblem,
  fieldProblem,
  type MappingContext,
} from './mapping.ts';
import { checkParty, partyCode, partyFields, repairFields, statusOf } from './party.ts';

interface Penalty {
  uscc: string;
  name: string;
  number: string;
  penaltyKinds: string;
  violationType: string;
  facts: string;
  basis: string;
  content: string;
  fine: number | null;
  confiscated: number | null;
  licence: string;
  remark: string;
}

function penaltyFact(
  row: Penalty,
  rest: Omit<RecordFact, 'type' | 'line' | 'extra' | 'uscc' | 'name' | 'kind' | 'key' | 'number' | 'details'>,
  context: MappingContext,
): RecordFact | FieldProblem[] {
  const { kinds, unknown } = parsePenaltyKinds(row.penaltyKinds, row.content);
  if (unknown.length > 0)
    return [fieldProblem('penaltyKinds', 'penalty.unknownKind', { value: unknown.join('、') })];
  if (rest.publicityUntil !== null && rest.publicityUntil < rest.decidedOn) {
    return [fieldProblem('publicityUntil', 'date.order', { earlier: rest.decidedOn })];
  }
  return {
    type: 'record',
    line: context.line,
    uscc: partyCode(row.uscc),
    name: row.name,
    kind: 'penalty',
    key: digest('penalty', foldNumber(row.number)),
    number: row.number,
    ...rest,
    details: {
      violationType: row.violationType,
      facts: row.facts,
      basis: row.basis,
      penaltyKinds: kinds,
      content: row.content,
      fineFen: row.fine,
      confiscatedFen: row.confiscated,
      licence: row.licence,
      remark: row.remark,
    },
    extra: context.extra,
  };
}

export const penaltyMapping = defineMapping({
  template: penaltyTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      ...repairFields,
      number: requiredText(200),
      violationType: text(2_000),
      facts: text(8_000),
      basis: text(8_000),
      penaltyKinds: requiredText(200),
      content: text(8_000),
      fine: amountCell,
      confiscated: amountCell,
      licence: text(500),
      decidedOn: requiredDay(today),
      validUntil: dayCell,
      publicityUntil: dayCell,
      authority: requiredText(200),
      authorityCode: text(40),
    }),
  build: (row, context) =>
    penaltyFact(
      row,
      {
        authority: row.authority,
        authorityCode: row.authorityCode,
        decidedOn: row.decidedOn,
        validUntil: row.validUntil,
        publicityUntil: row.publicityUntil,
        status: statusOf(row.recordStatus, row.remark),
        correctedOn: row.correctedOn,
        repairedOn: row.repairedOn,
        source: row.source || row.authority,
      },
      context,
    ),
});

/** 当前状态 of the template of 2015: 0 正常, 1 撤销, 2 异议, 3 其他. */
const state2015: Record<string, RecordStatus> = {
  '0': 'inForce',
  '1': 'withdrawn',
  '2': 'stayed',
  '3': 'inForce',
  其他: 'inForce',
  ...statusWords,
};

export const penalty2015Mapping = defineMapping({
  template: penalty2015Template,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      ...repairFields,
      number: requiredText(200),
      penaltyName: text(2_000),
      penaltyKinds: requiredText(200),
      penaltyKinds2: text(200),
      facts: text(8_000),
      basis: text(8_000),
      content: text(8_000),
      decidedOn: requiredDay(today),
      authority: requiredText(200),
      state: oneOf<RecordStatus>(state2015, 'inForce'),
    }),
  build: (row, context) =>
    penaltyFact(
      {
        ...row,
        penaltyKinds: `${row.penaltyKinds}、${row.penaltyKinds2}`,
        violationType: row.penaltyName,
        fine: null,
        confiscated: null,
        licence: '',
      },
      {
        ...absent,
        authority: row.authority,
        decidedOn: row.decidedOn,
        status: row.state === 'inForce' ? statusOf(row.recordStatus, row.remark) : row.state,
        correctedOn: row.correctedOn,
        repairedOn: row.repairedOn,
        source: row.source || row.authority,
      },
      context,
    ),
});
