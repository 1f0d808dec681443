import { changed, cited, ownRule } from './industry-rules.ts';

type Case = readonly [what: string, rules: readonly object[]];
type Refused = readonly [what: string, reason: string, rules: readonly object[]];

export const one = (id: string, values: object): object[] => [changed(id, values)];
const lists = 'class.serious.list';
export const small = 'tier.minor.smallFine';
export const general = 'publicity.order36.general';
export const minor = 'publicity.order36.minor';
export const area = 'repair.order58.areas';
const conditions = 'repair.conditions.order36';
const both = ['correction', 'commitment'];

/** Warnings, which are minor, become general. */
export const gravers = [
  changed('tier.minor.kinds', { penaltyKinds: ['criticism'] }),
  changed('tier.general.kinds', {
    penaltyKinds: ['fine', 'confiscateGains', 'confiscateGoods', 'suspendLicence', 'warning'],
  }),
];
export const minimum = {
  ...cited,
  id: 'own.minimum',
  type: 'repairMinimum',
  ruleSet: 'ndrc-order36',
  tiers: ['GENERAL'],
  words: ['危险化学品'],
  minMonths: 6,
};

export const accepted: readonly Case[] = [
  ['a graver class for a list', one('class.general.keyWatch', { creditClass: 'SERIOUS_DISCREDIT' })],
  ['more lists', one(lists, { lists: ['seriousViolation', 'seriousDiscredit', 'judgmentDefaulter'] })],
  ['a graver class for a tier', one('class.minor.record', { creditClass: 'GENERAL_DISCREDIT' })],
  ['a lower count', one('class.general.repeatedMinor', { count: 2 })],
  ['a longer window', one('class.general.repeatedMinor', { months: 24 })],
  ['a graver class for a breach', one('class.minor.brokenCommitment', { creditClass: 'GENERAL_DISCREDIT' })],
  ['a longer provisional time', one('class.provisional', { registeredMonths: 24, minDimensions: 3 })],
  ['lower values', one('score.composite', { gradeValues: { EXCELLENT: 95, GOOD: 80, FAIR: 60, POOR: 30 } })],
  [
    'the lowest of several issuers',
    one('score.evaluations', { severalIssuers: { public: 'lowest', industry: 'lowest', market: 'newest' } }),
  ],
  ['a higher threshold', one('score.step', { below: 70 })],
  ['a graver tier of a whole rule', one('tier.minor.unnamedKinds', { tier: 'SERIOUS' })],
  ['a kind moved into a graver rule', gravers],
  [
    'a kind moved into a new rule',
    [
      changed('tier.minor.kinds', { penaltyKinds: ['warning'] }),
      { ...cited, id: 'own.tier', type: 'penaltyTier', tier: 'GENERAL', penaltyKinds: ['criticism'] },
    ],
  ],
  ['fewer small fines', one(small, { upToYuan: 1000 })],
  ['small fines for less time', one(small, { effectiveTo: '2027-01-01' })],
  ['more huge fines', one('tier.serious.hugeFine', { fromYuan: 500_000 })],
  ['longer publicity', one(general, { minMonths: 6, maxMonths: 24 })],
  [
    'publicity of minor records that goes on without correction',
    one(minor, { atMaximum: 'endsIfCorrected' }),
  ],
  ['an application no sooner than the end there was', one(minor, { minMonths: 3, maxMonths: 6 })],
  ['a longer term of a list', one('list.term.seriousViolation', { months: 60 })],
  [
    'a longer minimum for more words and tiers',
    one(area, {
      words: ['食品', '药品', '特种设备', '安全生产', '消防', '燃气'],
      tiers: ['MINOR', 'GENERAL', 'SERIOUS'],
      minMonths: 18,
      effectiveFrom: '2022-05-01',
      effectiveTo: null,
    }),
  ],
  ['a minimum of its own', [minimum]],
  ['one condition more', one('repair.list.abnormalOperation', { conditions: both, minMonths: 1 })],
  ['the same conditions', one(conditions, { conditions: both.toReversed() })],
  ['a later repair of a breach', one('repair.commitment.broken', { minMonths: 6 })],
  ['a shorter override', one('class.override', { maxDays: 30 })],
  ['a sooner answer', one('objection.term', { workingDays: 5 })],
  ['more areas', one('specialAreas', { areas: ['疫苗', '药品', '特种设备', '危险化学品', '燃气'] })],
  [
    'class rules of its own',
    [
      ownRule,
      { ...cited, id: 'own.list', type: 'list', lists: ['keyWatch'], creditClass: 'SERIOUS_DISCREDIT' },
      {
        ...cited,
        id: 'own.breach',
        type: 'commitment',
        fulfilment: 'revoked',
        creditClass: 'SERIOUS_DISCREDIT',
      },
      changed('class.general.repeatedMinor', { id: 'own.count', tier: 'GENERAL', months: 36 }),
    ],
  ],
];

export const refused: readonly Refused[] = [
  [
    'a lighter class for a list',
    'lighter',
    one('class.general.keyWatch', { creditClass: 'MINOR_DISCREDIT' }),
  ],
  ['a list less', 'missingLists', one(lists, { lists: ['seriousDiscredit', 'keyWatch'] })],
  ['a lighter class for a tier', 'lighter', one('class.general.record', { creditClass: 'MINOR_DISCREDIT' })],
  ['another tier', 'otherSubject', one('class.minor.record', { tier: 'GENERAL' })],
  ['another type', 'otherType', [{ ...ownRule, id: lists }]],
  ['a higher count', 'higherCount', one('class.general.repeatedMinor', { count: 4 })],
  ['a shorter window', 'shorterTime', one('class.general.repeatedMinor', { months: 11 })],
  ['another tier to count', 'otherSubject', one('class.general.repeatedMinor', { tier: 'GENERAL' })],
  [
    'a lighter class for a count',
    'lighter',
    one('class.general.repeatedMinor', { creditClass: 'MINOR_DISCREDIT' }),
  ],
  ['another fulfilment', 'otherSubject', one('class.minor.brokenCommitment', { fulfilment: 'revoked' })],
  ['a lighter breach', 'lighter', one('class.general.revokedCommitment', { creditClass: 'MINOR_DISCREDIT' })],
  ['a shorter provisional time', 'shorterTime', one('class.provisional', { registeredMonths: 6 })],
  ['fewer dimensions', 'fewerDimensions', one('class.provisional', { minDimensions: 1 })],
  [
    'a higher value',
    'higherValue',
    one('score.composite', { gradeValues: { EXCELLENT: 95, GOOD: 80, FAIR: 66, POOR: 40 } }),
  ],
  [
    'other weights',
    'undecidable',
    one('score.composite', { weights: { public: 0.4, industry: 0.4, market: 0.2 } }),
  ],
  // The market evaluation lowers a score as well as it lifts one.
  ['less influence of the market', 'undecidable', one('score.composite', { marketInfluence: 5 })],
  ['more influence of the market', 'undecidable', one('score.composite', { marketInfluence: 20 })],
  // An old evaluation may be the good one.
  ['older evaluations', 'undecidable', one('score.evaluations', { maxAgeMonths: 36 })],
  ['only newer evaluations', 'undecidable', one('score.evaluations', { maxAgeMonths: 12 })],
  [
    'the newest for the lowest issuer',
    'lighter',
    one('score.evaluations', { severalIssuers: { public: 'newest', industry: 'newest', market: 'newest' } }),
  ],
  ['a lower threshold', 'lowerThreshold', one('score.step', { below: 59 })],
  ['a lighter floor', 'lighter', one('score.step', { floor: 'MINOR_DISCREDIT' })],
  ['a lighter tier', 'lighter', one('tier.general.unnamedKinds', { tier: 'MINOR' })],
  ['a kind in two rules', 'kindTwice', gravers.slice(1)],
  ['a kind in no rule', 'kindMissing', gravers.slice(0, 1)],
  ['more small fines', 'higherAmount', one(small, { upToYuan: 3001 })],
  ['small fines for more time', 'dates', one(small, { effectiveFrom: '2021-07-14' })],
  ['small fines without an end', 'dates', one('tier.minor.smallFine.before2021', { effectiveTo: null })],
  ['fewer huge fines', 'higherAmount', one('tier.serious.hugeFine', { fromYuan: 1_000_001 })],
  ['an earlier application', 'shorterTime', one(general, { minMonths: 2 })],
  ['a sooner end', 'shorterTime', one(general, { maxMonths: 11 })],
  ['no application', 'noMinimum', one(general, { minMonths: null })],
  ['an application before the end there was', 'shorterTime', one(minor, { minMonths: 2, maxMonths: 6 })],
  ['an end without correction', 'endsUncorrected', one(general, { atMaximum: 'ends' })],
  ['publicity of another tier', 'otherSubject', one(general, { tier: 'SERIOUS' })],
  ['publicity of one authority', 'otherSubject', one(general, { authorities: ['应急管理'] })],
  ['publicity of another rule set', 'otherSubject', one(general, { ruleSet: 'ndrc-order58' })],
  ['publicity from another day', 'dates', one(general, { effectiveFrom: '2026-05-01' })],
  ['a shorter term of a list', 'shorterTime', one('list.term.seriousViolation', { months: 35 })],
  ['the term of another list', 'otherSubject', one('list.term.seriousViolation', { list: 'keyWatch' })],
  ['a word less', 'missingWords', one(area, { words: ['食品', '药品', '特种设备', '安全生产'] })],
  ['a tier less', 'missingTiers', one(area, { tiers: ['SERIOUS'] })],
  ['a shorter minimum', 'shorterTime', one(area, { minMonths: 6 })],
  ['a minimum for less time', 'dates', one(area, { effectiveTo: '2026-03-30' })],
  ['a minimum of another rule set', 'otherSubject', one(area, { ruleSet: 'ndrc-order36' })],
  ['a minimum of no rule set', 'unknownRuleSet', [{ ...minimum, ruleSet: 'ndrc-order63' }]],
  ['a condition less', 'missingConditions', one(conditions, { conditions: ['correction'] })],
  ['conditions from another day', 'dates', one(conditions, { effectiveFrom: '2026-04-02' })],
  ['conditions of another rule set', 'otherSubject', one(conditions, { ruleSet: 'samr-order107' })],
  ['a sooner removal', 'shorterTime', one('repair.list.seriousDiscredit', { minMonths: 6 })],
  ['removal from another list', 'otherSubject', one('repair.list.seriousDiscredit', { list: 'keyWatch' })],
  ['removal on more days', 'dates', one('repair.list.seriousDiscredit', { effectiveFrom: '2021-09-01' })],
  [
    'a condition of removal less',
    'missingConditions',
    one('repair.list.seriousViolation', { conditions: ['commitment'] }),
  ],
  ['a sooner repair of a breach', 'shorterTime', one('repair.commitment.revoked', { minMonths: 1 })],
  [
    'the repair of another breach',
    'otherSubject',
    one('repair.commitment.revoked', { fulfilment: 'broken' }),
  ],
  ['a longer override', 'longerTime', one('class.override', { maxDays: 91 })],
  ['a later answer', 'longerTime', one('objection.term', { workingDays: 11 })],
  ['an area less', 'missingAreas', one('specialAreas', { areas: ['疫苗', '药品', '危险化学品'] })],
  ['words for a clean record', 'fixed', one('class.trustworthy', { title: cited.title })],
  ['another start of publicity', 'fixed', one('publicity.start', { clause: '另一条' })],
  [
    'a way out of a list',
    'newRule',
    [changed('repair.list.seriousDiscredit', { id: 'own.way', list: 'keyWatch' })],
  ],
  [
    'a term for a list',
    'newRule',
    [changed('list.term.seriousViolation', { id: 'own.term', list: 'keyWatch' })],
  ],
  ['a period of publicity', 'newRule', [changed(general, { id: 'own.period', authorities: ['应急管理'] })]],
  ['small fines of its own', 'newRule', [changed(small, { id: 'own.small', upToYuan: 100 })]],
  ['a second score step', 'newRule', [changed('score.step', { id: 'own.step' })]],
];
