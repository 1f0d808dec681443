import { z } from 'zod';
import type { RecordStatus } from '../../domain/credit.ts';
import { foldNumber } from '../../domain/facts.ts';
import { dayCell, oneOf, requiredDay, requiredText, text } from '../cells.ts';
import { statusWords } from '../meanings.ts';
import { permitTemplate } from '../templates/permit.ts';
import { absent, defineMapping, digest } from './mapping.ts';
import { checkParty, partyCode, partyFields, statusOf } from './party.ts';

/** 当前状态: 1 有效, 2 无效. */
const permitState: Record<string, RecordStatus> = {
  '1': 'inForce',
  '2': 'withdrawn',
  '0': 'inForce',
  ...statusWords,
};

export const permitMapping = defineMapping({
  template: permitTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      document: text(500),
      number: requiredText(200),
      category: text(200),
      licenceName: text(500),
      licenceNo: text(200),
      content: text(8_000),
      decidedOn: requiredDay(today),
      validFrom: dayCell,
      validUntil: dayCell,
      authority: requiredText(200),
      authorityCode: text(40),
      state: oneOf<RecordStatus>(permitState, 'inForce'),
    }),
  build: (row, context) => ({
    type: 'record',
    line: context.line,
    uscc: partyCode(row.uscc),
    name: row.name,
    kind: 'permit',
    // One decision may grant several licences.
    key: digest('permit', foldNumber(row.number), foldNumber(row.licenceNo)),
    number: row.number,
    ...absent,
    authority: row.authority,
    authorityCode: row.authorityCode,
    decidedOn: row.decidedOn,
    validUntil: row.validUntil,
    status: row.state === 'inForce' ? statusOf(row.recordStatus, row.remark) : row.state,
    source: row.source || row.authority,
    details: {
      document: row.document,
      category: row.category,
      licenceName: row.licenceName,
      licenceNo: row.licenceNo,
      content: row.content,
      validFrom: row.validFrom,
    },
    extra: context.extra,
  }),
});
