import { z } from 'zod';
import type { RecordStatus } from '../../domain/credit.ts';
import { idNumberMark } from '../../domain/id-number.ts';
import { inspectIdentifier, normalizeIdentifier } from '../../domain/uscc.ts';
import { passesUscc } from '../../domain/uscc-pass.ts';
import { dayCell, nameCell, oneOf, text } from '../cells.ts';
import { statusWords } from '../meanings.ts';
import { type Cells, type FieldProblem, fieldProblem } from './mapping.ts';

/** Fields that every record template shares. */
export const partyFields = {
  name: nameCell,
  uscc: z.string().default(''),
  recordStatus: oneOf<RecordStatus>(statusWords, 'inForce'),
  source: text(200),
  remark: text(2_000),
};

export const repairFields = { correctedOn: dayCell, repairedOn: dayCell };

/**
 * Who the row is about: an organisation with a 统一社会信用代码 that passes both checks. Natural persons are not
 * enterprises; where only an older number is given the code has to be added by the department, not guessed.
 */
export function checkParty(cells: Cells): FieldProblem[] {
  const code = cells.uscc ?? '';
  const type = cells.partyType ?? '';
  if (type.includes('自然人')) return [fieldProblem('partyType', 'party.naturalPerson')];
  // What stands for an ID number that was dropped before the row came here.
  if (code === idNumberMark) return [fieldProblem('uscc', 'party.naturalPerson')];
  if (code === '') {
    if (cells.registeredNo || cells.orgCode) return [fieldProblem('uscc', 'uscc.onlyOld')];
    return [fieldProblem('uscc', 'cell.required')];
  }
  if (passesUscc(code)) return [];
  const report = inspectIdentifier(code);
  if (report.valid && report.kind === 'uscc') return [];
  if (report.kind === 'idNumber') return [fieldProblem('uscc', 'party.naturalPerson')];
  if (report.kind !== 'unknown' && report.kind !== 'uscc') return [fieldProblem('uscc', 'uscc.onlyOld')];
  return report.suggestion
    ? [fieldProblem('uscc', 'uscc.lookAlike', { suggestion: report.suggestion })]
    : [fieldProblem('uscc', `uscc.${report.reason ?? 'check'}`)];
}

const plainCode = /^[0-9A-Z]*$/;

/** The code as it is stored. */
export function partyCode(uscc: string): string {
  return plainCode.test(uscc) ? uscc : normalizeIdentifier(uscc);
}

const longestStatus = Math.max(...Object.keys(statusWords).map((word) => word.length));

/** 备注 that is nothing but the word withdraws the row, as some departments do where the template has no status. */
export function statusOf(status: RecordStatus, remark: string): RecordStatus {
  if (remark.length > longestStatus || status !== 'inForce' || !Object.hasOwn(statusWords, remark))
    return status;
  return statusWords[remark] ?? status;
}
