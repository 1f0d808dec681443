import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Answers,
  answers,
  article33,
  nextQuestion,
  type Question,
  questions,
  type Situation,
  suggest,
} from '../../src/domain/tolerance.ts';

const clause = '二（四）二';
const item = (kind: 'firstTime' | 'minor') => ({
  kind,
  clause: '示例条款',
  list: '示例清单',
  origin: 'norm' as const,
});
const situations: readonly Situation[] = [true, false].flatMap((inPeriod) =>
  [null, item('firstTime'), item('minor')].map((own) => ({ inPeriod, clause, item: own })),
);

/** Every way in which the questions can be answered, each asked only where it is. */
function* ways(situation: Situation, given: Answers = {}): Generator<Answers> {
  const question = nextQuestion(situation, given);
  if (question === null) {
    yield given;
    return;
  }
  for (const answer of answers) yield* ways(situation, { ...given, [question]: answer });
}
const all = situations.flatMap((situation) =>
  [...ways(situation)].map((given) => ({ situation, given, told: suggest(situation, given) })),
);

/** Goes on answering as `given` does, whatever else is asked then being not known. */
function complete(situation: Situation, given: Answers): Answers {
  const own: Partial<Record<Question, Answer>> = {};
  for (let next = nextQuestion(situation, own); next; next = nextQuestion(situation, own))
    own[next] = given[next] ?? 'unknown';
  return own;
}

describe('the suggestion, over every way to answer', () => {
  it('has all three outcomes in every situation', () => {
    for (const situation of situations) {
      const outcomes = all.filter((one) => one.situation === situation).map(({ told }) => told.outcome);
      expect(new Set(outcomes)).toEqual(new Set(['guide', 'case', 'unknown']));
    }
  });

  it('is never guidance for what was intended, or may have been', () => {
    for (const { given, told } of all) if (given.intentional !== 'no') expect(told.outcome).not.toBe('guide');
  });

  it('is guidance only for a first act that is corrected, save where there was no fault', () => {
    for (const { given, told } of all) {
      if (told.outcome !== 'guide' || told.grounds.some(({ ground }) => ground === 'faultless')) continue;
      expect(given).toMatchObject({ first: 'yes', corrects: 'yes', intentional: 'no' });
      expect(given.harm === 'no' || given.slight === 'yes').toBe(true);
    }
  });

  it('never becomes guidance by not knowing: known otherwise, it was guidance as well', () => {
    let tried = 0;
    for (const { situation, given, told } of all) {
      if (told.outcome !== 'guide') continue;
      for (const question of questions) {
        if (given[question] !== 'unknown') continue;
        for (const known of ['yes', 'no'] as const) {
          const other = suggest(situation, complete(situation, { ...given, [question]: known }));
          // Proof of no fault that is not asked for any more is not needed either.
          expect(other.outcome, JSON.stringify({ given, question, known })).toBe('guide');
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(20);
  });

  it('is worse or not known with one answer of a guided act taken back', () => {
    for (const { situation, given, told } of all) {
      if (told.outcome !== 'guide' || told.grounds.some(({ ground }) => ground === 'faultless')) continue;
      for (const question of ['first', 'intentional', 'corrects'] as const) {
        const other = suggest(situation, complete(situation, { ...given, [question]: 'unknown' }));
        expect(other.outcome).toBe('unknown');
        expect(other.because).toContain(question);
      }
    }
  });

  it('names what stands against it, and its clauses, always', () => {
    for (const { situation, told } of all) {
      expect(told.clauses).toContain(clause);
      expect(told.because.length > 0).toBe(told.outcome !== 'guide');
      expect(told.grounds.length > 0).toBe(told.outcome === 'guide');
      for (const { ground, clause: own } of told.grounds) {
        expect(own).not.toBe('');
        if (ground === 'period') expect(situation.inPeriod).toBe(true);
        if (ground === 'list') expect(situation.item).not.toBeNull();
      }
      if (told.outcome === 'guide') expect(told.clauses).toContain(article33.educate);
    }
  });

  it('asks at least the four questions of the plan and that of correction', () => {
    for (const { situation, given } of all) {
      expect(given).toHaveProperty('first');
      expect(given).toHaveProperty('intentional');
      expect(given).toHaveProperty('harm');
      expect(given).toHaveProperty('corrects');
      // On a list it is minor by its conditions.
      expect(given.minor !== undefined || (situation.item !== null && given.conditions === 'yes')).toBe(true);
    }
  });
});
