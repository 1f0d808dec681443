import { z } from 'zod';
import type { CommitmentRecord, CommitmentType, ListKind } from '../../domain/credit.ts';
import { foldNumber } from '../../domain/facts.ts';
import { dayCell, oneOf, requiredDay, requiredText, text } from '../cells.ts';
import { commitmentWords, fulfilmentWords, listWords, publicityWords } from '../meanings.ts';
import { commitmentTemplate, holidayTemplate, listTemplate, publicityTemplate } from '../templates/ours.ts';
import { absent, defineMapping, digest } from './mapping.ts';
import { checkParty, partyCode, partyFields, repairFields, statusOf } from './party.ts';

/** The other eight of the 十公示. */
export const publicityMapping = defineMapping({
  template: publicityTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      publicityKind: oneOf(publicityWords),
      number: requiredText(200),
      decidedOn: requiredDay(today),
      authority: requiredText(200),
      content: requiredText(8_000),
      validUntil: dayCell,
      publicityUntil: dayCell,
    }),
  build: (row, context) => ({
    type: 'record',
    line: context.line,
    uscc: partyCode(row.uscc),
    name: row.name,
    kind: row.publicityKind,
    key: digest(row.publicityKind, foldNumber(row.number)),
    number: row.number,
    ...absent,
    authority: row.authority,
    decidedOn: row.decidedOn,
    validUntil: row.validUntil,
    publicityUntil: row.publicityUntil,
    status: statusOf(row.recordStatus, row.remark),
    source: row.source || row.authority,
    details: { content: row.content },
    extra: context.extra,
  }),
});

/** 经营异常名录, 严重违法失信名单, 守信激励 … */
export const listMapping = defineMapping({
  template: listTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      list: oneOf<ListKind>(listWords),
      number: requiredText(200),
      ground: text(2_000),
      decidedOn: requiredDay(today),
      authority: requiredText(200),
      validUntil: dayCell,
      publicityUntil: dayCell,
    }),
  build: (row, context) => ({
    type: 'record',
    line: context.line,
    uscc: partyCode(row.uscc),
    name: row.name,
    kind: 'list',
    key: digest('list', row.list, foldNumber(row.number)),
    number: row.number,
    ...absent,
    authority: row.authority,
    decidedOn: row.decidedOn,
    validUntil: row.validUntil,
    publicityUntil: row.publicityUntil,
    status: statusOf(row.recordStatus, row.remark),
    source: row.source || row.authority,
    details: { list: row.list, ground: row.ground },
    extra: context.extra,
  }),
});

/** 信用承诺. */
export const commitmentMapping = defineMapping({
  template: commitmentTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      ...repairFields,
      commitmentType: oneOf<CommitmentType>(commitmentWords),
      number: requiredText(200),
      matter: requiredText(2_000),
      decidedOn: requiredDay(today),
      validUntil: dayCell,
      authority: requiredText(200),
      fulfilment: oneOf<CommitmentRecord['details']['fulfilment']>(fulfilmentWords, 'open'),
    }),
  build: (row, context) => ({
    type: 'record',
    line: context.line,
    uscc: partyCode(row.uscc),
    name: row.name,
    kind: 'commitment',
    key: digest('commitment', foldNumber(row.number)),
    number: row.number,
    ...absent,
    authority: row.authority,
    decidedOn: row.decidedOn,
    validUntil: row.validUntil,
    correctedOn: row.correctedOn,
    repairedOn: row.repairedOn,
    status: statusOf(row.recordStatus, row.remark),
    source: row.source || row.authority,
    details: { type: row.commitmentType, matter: row.matter, fulfilment: row.fulfilment },
    extra: context.extra,
  }),
});

const dayTypes: Record<string, 'rest' | 'work'> = {
  休: 'rest',
  放假: 'rest',
  休息日: 'rest',
  节假日: 'rest',
  班: 'work',
  调休: 'work',
  上班: 'work',
  工作日: 'work',
};

/** 节假日与调休: the State Council's table, a row a day; days to come are the point of it. */
export const holidayMapping = defineMapping({
  template: holidayTemplate,
  schema: () =>
    z.object({
      day: requiredDay(() => '2199-12-31'),
      dayType: oneOf<'rest' | 'work'>(dayTypes),
      holidayName: requiredText(100),
    }),
  build: (row, context) => ({
    type: 'holiday',
    line: context.line,
    day: row.day,
    working: row.dayType === 'work',
    name: row.holidayName,
  }),
});
