import { z } from 'zod';
import type { ComplaintOutcome } from '../../domain/credit.ts';
import { foldNumber } from '../../domain/facts.ts';
import { foldText } from '../../domain/text.ts';
import { dayCell, oneOf, requiredText } from '../cells.ts';
import { complaintWords } from '../meanings.ts';
import { complaintTemplate } from '../templates/complaint.ts';
import { absent, defineMapping, digest, fieldProblem } from './mapping.ts';
import { checkParty, partyCode, partyFields, statusOf } from './party.ts';

/** 投诉举报办理结果, 二(九)二. One that is still open has the day it was accepted until it is settled. */
export const complaintMapping = defineMapping({
  template: complaintTemplate,
  check: checkParty,
  schema: () =>
    z.object({
      ...partyFields,
      number: requiredText(200),
      channel: requiredText(40),
      matter: requiredText(2_000),
      acceptedOn: dayCell,
      outcome: oneOf<ComplaintOutcome>(complaintWords),
      decidedOn: dayCell,
      authority: requiredText(200),
    }),
  build: (row, context) => {
    const isOpen = row.outcome === 'open';
    const field = isOpen && row.decidedOn === null ? 'acceptedOn' : 'decidedOn';
    const decidedOn = row[field];
    if (decidedOn === null) return [fieldProblem(field, 'cell.required')];
    if (decidedOn > context.today) return [fieldProblem(field, 'date.future', { latest: context.today })];
    return {
      type: 'record',
      line: context.line,
      uscc: partyCode(row.uscc),
      name: row.name,
      kind: 'complaint',
      // Each channel numbers for itself.
      key: digest('complaint', foldText(row.channel), foldNumber(row.number)),
      number: row.number,
      ...absent,
      authority: row.authority,
      decidedOn,
      status: statusOf(row.recordStatus, row.remark),
      source: row.source || row.authority,
      details: { channel: row.channel, matter: row.matter, outcome: row.outcome },
      extra: null,
    };
  },
});
