import { addDays, later } from '../domain/dates.ts';
import type { Signal } from '../domain/policy-supervision.ts';
import type { IsoDate } from '../domain/ports.ts';
import type { Dice } from './dice.ts';
import type { Entity } from './entity.ts';
import type { EvaluatedAt, IndustryGrade } from './evaluations.ts';
import type { Fate, PenaltyEvent } from './fate.ts';
import type { Licence } from './permits.ts';
import { otherDepartments } from './violations.ts';

/**
 * What is really wrong with an entity and stands in no file: the known truth that early-warning signals are measured
 * by. Trouble mostly, but not always, leaves its pattern in the records; what leaves the same pattern without trouble is
 * here as well.
 */
export const troubles = [
  'harmsConsumers',
  'neglectsRules', // towards several departments
  'letsLicenceLapse', // and will go on without
  'declines',
  'unreformed', // repaired on paper only
  'unsafe', // in a key special area
] as const;
export type Trouble = (typeof troubles)[number];

/** The signal that should tell of each. */
export const signalOfTrouble: Readonly<Record<Trouble, Signal>> = {
  harmsConsumers: 'complaintBurst',
  neglectsRules: 'severalAgencies',
  letsLicenceLapse: 'licenceExpiring',
  declines: 'evaluationDrop',
  unreformed: 'relapse',
  unsafe: 'specialAreaTrouble',
};

/** A complaint to be reported. */
export interface ComplaintEvent {
  outcome: '属实' | '部分属实' | '不属实' | '办理中';
  acceptedOn: IsoDate;
  /** The day it was settled; of one that is 办理中 the day that it is known of. */
  decidedOn: IsoDate;
}

/** What trouble, or its absence, adds to the fate of an entity. */
export interface Story {
  troubles: Trouble[];
  penalties: PenaltyEvent[];
  complaints: ComplaintEvent[];
}

const verified = ['属实', '属实', '部分属实'] as const;
const ordinaryOutcomes = ['属实', '属实', '部分属实', '不属实', '不属实', '不属实'] as const;

/** Throws the dice of trouble for an entity that is still registered. */
export function makeStory(dice: Dice, entity: Entity, fate: Fate, asOf: IsoDate): Story {
  const story: Story = { troubles: [], penalties: [], complaints: [] };
  const teller = { dice, asOf, story };
  tellComplaints(teller);
  tellNeglect(teller, fate);
  tellRelapse(teller);
  if (entity.industry.areas) tellUnsafe(teller);
  return story;
}

interface Teller {
  dice: Dice;
  asOf: IsoDate;
  story: Story;
}

function addComplaint({ dice, story }: Teller, outcome: ComplaintEvent['outcome'], decidedOn: IsoDate): void {
  story.complaints.push({ outcome, decidedOn, acceptedOn: addDays(decidedOn, -dice.between(2, 20)) });
}

function daysAgo({ dice, asOf }: Teller, least: number, most: number): IsoDate {
  return addDays(asOf, -dice.between(least, most));
}

function tellComplaints(teller: Teller): void {
  const { dice, story } = teller;
  const choice = dice.unit();
  if (choice < 0.003) {
    story.troubles.push('harmsConsumers');
    if (dice.chance(0.75)) complain(teller, dice.between(3, 6), 1, 28, verified);
    // Others went elsewhere with their complaints, or they came one by one.
    else complain(teller, dice.between(2, 3), 1, 150, verified);
    complain(teller, dice.below(3), 1, 60, ['不属实']);
  } else if (choice < 0.005) {
    // A campaign against it: a flood of which next to nothing is true.
    complain(teller, dice.between(4, 8), 1, 25, ['不属实', '不属实', '办理中']);
    if (dice.chance(0.3)) complain(teller, 1, 1, 25, verified);
  } else if (choice < 0.0054) {
    // Many customers, and a bad month.
    complain(teller, dice.between(2, 4), 1, 30, verified);
  } else if (choice < 0.045) complain(teller, dice.between(1, 2), 1, 360, ordinaryOutcomes);
}

function complain(
  teller: Teller,
  number: number,
  least: number,
  most: number,
  outcomes: readonly ComplaintEvent['outcome'][],
): void {
  for (let i = 0; i < number; i += 1) {
    addComplaint(teller, teller.dice.pick(outcomes), daysAgo(teller, least, most));
  }
}

function minorPenalty(decidedOn: IsoDate, more: Partial<PenaltyEvent> = {}): PenaltyEvent {
  return {
    tier: 'MINOR',
    decidedOn,
    publicityUntil: null,
    correctedOn: null,
    repairedOn: null,
    status: '',
    isOld: false,
    ...more,
  };
}

/** Of those with a penalty of late; so trouble makes none worse in class than it is. */
function tellNeglect(teller: Teller, fate: Fate): void {
  const { dice, asOf, story } = teller;
  const recent = fate.penalties.find(
    ({ decidedOn, status, isOld }) => status === '' && !isOld && decidedOn >= addDays(asOf, -85),
  );
  if (!recent) return;
  const choice = dice.unit();
  const by = dice.pick(otherDepartments);
  if (choice < 0.03) {
    story.troubles.push('neglectsRules');
    if (dice.chance(0.85)) story.penalties.push(minorPenalty(daysAgo(teller, 2, 60), { by }));
    else {
      const decidedOn = daysAgo(teller, 100, 200);
      story.penalties.push(minorPenalty(decidedOn, { by, correctedOn: addDays(decidedOn, 10) }));
    }
  } else if (choice < 0.036) {
    // One joint inspection, two small decisions.
    story.penalties.push(minorPenalty(recent.decidedOn, { by }));
  }
}

function tellRelapse(teller: Teller): void {
  const { dice, asOf, story } = teller;
  if (!dice.chance(0.0015)) return;
  story.troubles.push('unreformed');
  const repairedOn = daysAgo(teller, 10, 170);
  const decidedOn = addDays(repairedOn, -dice.between(100, 250));
  const correctedOn = addDays(decidedOn, dice.between(1, 60));
  story.penalties.push(minorPenalty(decidedOn, { tier: 'GENERAL', correctedOn, repairedOn }));
  if (!dice.chance(0.8)) return;
  const again = addDays(repairedOn, dice.between(5, 160));
  // Else it comes only after the day.
  if (again < asOf) story.penalties.push(minorPenalty(again));
}

function tellUnsafe(teller: Teller): void {
  const { dice, story } = teller;
  if (!dice.chance(0.015)) return;
  story.troubles.push('unsafe');
  const decidedOn = daysAgo(teller, 1, 29);
  // A warning only, where the inspector did not look closely.
  story.penalties.push(minorPenalty(decidedOn, dice.chance(0.75) ? { tier: 'GENERAL' } : {}));
}

/** What becomes of a licence that ends about the day: the decision on a newer one, or null. */
export function makeRenewal(
  dice: Dice,
  story: Story,
  licence: Licence | null,
  asOf: IsoDate,
): { decidedOn: IsoDate; from: IsoDate } | null {
  if (licence === null) return null;
  const { validUntil, decidedOn } = licence;
  if (validUntil < addDays(asOf, -40) || validUntil > addDays(asOf, 60)) return null;
  if (validUntil >= asOf && validUntil <= addDays(asOf, 30) && dice.chance(0.22)) {
    story.troubles.push('letsLicenceLapse');
    if (!dice.chance(0.12)) return null;
    // A second shop got one of the same kind, which hides it.
    const second = later(decidedOn, addDays(asOf, -dice.between(10, 200)));
    return { decidedOn: second, from: second };
  }
  if (!dice.chance(0.92)) return null;
  const renewedOn = addDays(validUntil, -dice.between(15, 75));
  return renewedOn <= asOf ? { decidedOn: renewedOn, from: validUntil } : null;
}

/** Another industry evaluation between two rounds, or null. */
export function makeReevaluation(
  dice: Dice,
  story: Story,
  rated: EvaluatedAt | null,
  asOf: IsoDate,
): { grade: IndustryGrade; decidedOn: IsoDate } | null {
  if (rated === null) return null;
  const choice = dice.unit();
  if (choice < 0.008 && rated.grade < 2) {
    story.troubles.push('declines');
    const steps = dice.chance(0.75) ? dice.between(2, 3) : 1;
    return { grade: lowered(rated.grade, steps), decidedOn: dayAfter(dice, rated, asOf, 55) };
  }
  if (choice >= 0.04) return null;
  const change = dice.unit();
  const steps = change < 0.25 ? -1 : change < 0.6 ? 0 : change < 0.98 ? 1 : 2;
  return { grade: lowered(rated.grade, steps), decidedOn: dayAfter(dice, rated, asOf, 120) };
}

function dayAfter(dice: Dice, { decidedOn }: EvaluatedAt, asOf: IsoDate, most: number): IsoDate {
  return later(addDays(decidedOn, 1), addDays(asOf, -dice.between(3, most)));
}

const gradesOf: readonly IndustryGrade[] = [0, 1, 2, 3];

function lowered(grade: IndustryGrade, steps: number): IndustryGrade {
  return gradesOf[Math.min(3, Math.max(0, grade + steps))] ?? grade;
}
