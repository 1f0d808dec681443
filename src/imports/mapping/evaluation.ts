import { z } from 'zod';
import type { EvaluationDimension, EvaluationGrade } from '../../domain/credit.ts';
import type { RecordFact } from '../../domain/facts.ts';
import { foldText } from '../../domain/text.ts';
import { oneOf, requiredDay, requiredText, scoreCell, text } from '../cells.ts';
import { gradeWords, industryGradeWords } from '../meanings.ts';
import {
  industryEvaluationTemplate,
  marketEvaluationTemplate,
  publicEvaluationTemplate,
} from '../templates/ours.ts';
import { absent, defineMapping, digest, fieldProblem, type MappingContext } from './mapping.ts';
import { checkParty, partyCode, partyFields, statusOf } from './party.ts';

type Row = Record<'name' | 'uscc' | 'period' | 'decidedOn' | 'authority' | 'source' | 'remark', string> & {
  recordStatus: RecordFact['status'];
};

/** A new period is a new record; the same period from the same body again is a correction. */
function evaluationFact(
  row: Row,
  dimension: EvaluationDimension,
  grade: EvaluationGrade | null,
  score: number | null,
  scope: string,
  context: MappingContext,
): RecordFact {
  return {
    type: 'record',
    line: context.line,
    uscc: partyCode(row.uscc),
    name: row.name,
    kind: 'evaluation',
    key: digest('evaluation', dimension, scope, foldText(row.authority), foldText(row.period)),
    number: row.period,
    ...absent,
    authority: row.authority,
    decidedOn: row.decidedOn,
    status: statusOf(row.recordStatus, row.remark),
    source: row.source || row.authority,
    details: { dimension, grade, score, period: row.period },
    extra: context.extra,
  };
}

export const publicEvaluationMapping = defineMapping({
  template: publicEvaluationTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      publicGrade: oneOf<EvaluationGrade>(gradeWords),
      score: scoreCell,
      period: requiredText(40),
      decidedOn: requiredDay(today),
      authority: text(200),
    }),
  build: (row, context) =>
    evaluationFact(
      { ...row, authority: row.authority || '国家公共信用信息中心' },
      'public',
      row.publicGrade,
      row.score,
      '',
      context,
    ),
});

export const industryEvaluationMapping = defineMapping({
  template: industryEvaluationTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      industryGrade: oneOf<EvaluationGrade>(industryGradeWords),
      industry: requiredText(100),
      score: scoreCell,
      period: requiredText(40),
      decidedOn: requiredDay(today),
      authority: requiredText(200),
    }),
  build: (row, context) =>
    evaluationFact(row, 'industry', row.industryGrade, row.score, foldText(row.industry), context),
});

export const marketEvaluationMapping = defineMapping({
  template: marketEvaluationTemplate,
  check: checkParty,
  schema: (today) =>
    z.object({
      ...partyFields,
      marketScore: scoreCell,
      period: requiredText(40),
      decidedOn: requiredDay(today),
      authority: requiredText(200),
    }),
  build: (row, context) =>
    row.marketScore === null
      ? [fieldProblem('marketScore', 'cell.required')]
      : evaluationFact(row, 'market', null, row.marketScore, '', context),
});
