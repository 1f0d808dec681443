import { complaintMapping } from './complaint.ts';
import { enterpriseMapping } from './enterprise.ts';
import { industryEvaluationMapping, marketEvaluationMapping, publicEvaluationMapping } from './evaluation.ts';
import type { Mapping } from './mapping.ts';
import { commitmentMapping, holidayMapping, listMapping, publicityMapping } from './other.ts';
import { penalty2015Mapping, penaltyMapping } from './penalty.ts';
import { permitMapping } from './permit.ts';

/** Every template that can be read, the more demanding before the less. */
export const mappings: readonly Mapping[] = [
  penaltyMapping,
  penalty2015Mapping,
  permitMapping,
  listMapping,
  commitmentMapping,
  complaintMapping,
  industryEvaluationMapping,
  publicEvaluationMapping,
  marketEvaluationMapping,
  publicityMapping,
  enterpriseMapping,
  holidayMapping,
];
