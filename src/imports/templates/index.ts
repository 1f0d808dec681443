import { complaintTemplate } from './complaint.ts';
import {
  commitmentTemplate,
  enterpriseTemplate,
  holidayTemplate,
  industryEvaluationTemplate,
  listTemplate,
  marketEvaluationTemplate,
  publicEvaluationTemplate,
  publicityTemplate,
} from './ours.ts';
import { penalty2015Template, penaltyTemplate } from './penalty.ts';
import { permitTemplate } from './permit.ts';

/** Every template the importer knows, the more demanding before the less. */
export const templates = [
  penaltyTemplate,
  penalty2015Template,
  permitTemplate,
  listTemplate,
  commitmentTemplate,
  complaintTemplate,
  industryEvaluationTemplate,
  publicEvaluationTemplate,
  marketEvaluationTemplate,
  publicityTemplate,
  enterpriseTemplate,
  holidayTemplate,
] as const;
