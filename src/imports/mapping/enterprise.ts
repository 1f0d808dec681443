import { z } from 'zod';
import { regionByCode } from '../../domain/regions.ts';
import { foldText } from '../../domain/text.ts';
import { dayCell, nameCell, oneOf, requiredText, text } from '../cells.ts';
import { enterpriseTemplate } from '../templates/ours.ts';
import { defineMapping, fieldProblem } from './mapping.ts';
import { checkParty, partyCode } from './party.ts';

function several(cell: string): string[] {
  return [
    ...new Set(
      cell
        .split(/[、;；,，|]/)
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}

/** 市场主体. A new name makes the old one a former name; nothing is forgotten. */
export const enterpriseMapping = defineMapping({
  template: enterpriseTemplate,
  check: checkParty,
  schema: () =>
    z.object({
      name: nameCell,
      uscc: z.string().default(''),
      regionCode: requiredText(12),
      industryCode: text(10),
      establishedOn: dayCell,
      registrationStatus: text(40),
      legalRepresentative: text(100),
      address: text(500),
      specialAreas: text(200),
      formerNames: text(2_000),
      sampleMark: oneOf({ 是: 'yes', 否: 'no', 示例数据: 'yes' }, 'no'),
    }),
  build: (row, context) => {
    // Twelve-digit codes of streets and villages begin with the county's six.
    const regionCode = foldText(row.regionCode).slice(0, 6);
    if (!/^\d{6}$/.test(regionCode)) return [fieldProblem('regionCode', 'region.format')];
    // Development zones have codes of their own for statistics: known by their city.
    if (!regionByCode(regionCode) && !regionByCode(`${regionCode.slice(0, 4)}00`)) {
      return [fieldProblem('regionCode', 'region.unknown', { code: regionCode })];
    }
    return {
      type: 'enterprise',
      line: context.line,
      uscc: partyCode(row.uscc),
      name: row.name,
      formerNames: several(row.formerNames).filter((name) => name !== row.name),
      regionCode,
      industryCode: foldText(row.industryCode).toUpperCase(),
      establishedOn: row.establishedOn,
      registrationStatus: row.registrationStatus,
      legalRepresentative: row.legalRepresentative,
      address: row.address,
      specialAreas: several(row.specialAreas),
      sample: row.sampleMark === 'yes',
      extra: context.extra,
    };
  },
});
