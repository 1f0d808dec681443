import { beforeAll, describe, expect, it } from 'vitest';
import { type Signal, signals } from '../../src/domain/policy-supervision.ts';
import { signalsOf } from '../../src/domain/signals.ts';
import { type EntityTruth, sampleTruth } from '../../src/sample/province.ts';
import { signalOfTrouble, type Trouble, troubles } from '../../src/sample/troubles.ts';
import { policy } from '../domain/credit-records.ts';
import { type Known, knownEntities, type Measured, measure } from '../precision/measure.ts';
import { asOf, makeProvince } from './province.ts';

const seed = '齐鲁';
const entities = 20_000;
let all: Known[];
let measured: Measured;

beforeAll(() => {
  all = [...knownEntities({ entities, seed, asOf })];
  measured = measure(policy, { entities, seed, asOf });
});

const shareOf = (trouble: Trouble) =>
  all.filter(({ truth }) => truth.troubles.includes(trouble)).length / entities;

describe('the truth of the sample', () => {
  it('is about the entities of the files, in their order, and the same every time', async () => {
    const truth = [...sampleTruth({ entities: 300, seed, asOf })];
    const files = await makeProvince(300, seed);
    expect(truth.map(({ uscc }) => uscc)).toEqual(files.rows('enterprise').map(({ uscc }) => uscc));
    expect([...sampleTruth({ entities: 300, seed, asOf })]).toEqual(truth);
    expect(all.slice(0, 300).map((one): EntityTruth => one.truth)).toEqual(truth);
  });

  it.each(troubles)('%s befalls between 0.05 and 0.5 per cent', (trouble) => {
    expect(shareOf(trouble)).toBeGreaterThan(0.0005);
    expect(shareOf(trouble)).toBeLessThan(0.005);
  });

  it('has a trouble for every signal, and stands in no file', async () => {
    expect(new Set(Object.values(signalOfTrouble))).toEqual(new Set(signals));
    const { tables } = await makeProvince(300, seed);
    for (const { text } of tables) for (const trouble of troubles) expect(text).not.toContain(trouble);
  });

  it('spares those that are deregistered', () => {
    for (const { dossier, truth } of all)
      if (dossier.enterprise.registrationStatus === '注销') expect(truth.troubles).toEqual([]);
  });
});

describe('signals measured by the truth', () => {
  it.each(signals)('%s finds most of it, and mostly it, but never all and only it', (signal) => {
    const { troubled, raised, hit } = measured.figures[signal];
    // The bounds are wide: the province is small. docs/early-warning.md has the figures of a large one.
    expect(hit / troubled).toBeGreaterThan(0.25);
    expect(hit / raised).toBeGreaterThan(0.35);
    expect(raised).toBeGreaterThan(hit);
    expect(troubled).toBeGreaterThan(hit);
  });

  it('are not raised by what only looks like trouble', () => {
    const complaints = ({ dossier }: Known, ...outcomes: string[]) =>
      dossier.records.filter((r) => r.kind === 'complaint' && outcomes.includes(r.details.outcome)).length;
    const floods = all.filter(
      (one) => complaints(one, 'unfounded', 'open') >= 4 && complaints(one, 'verified', 'partly') <= 1,
    );
    const renewed = all.filter(({ dossier: { records } }) => {
      const licences = records.filter((r) => r.kind === 'permit' && r.validUntil !== null);
      return licences.some((r) => r.validUntil !== null && r.validUntil >= asOf) && licences.length > 1;
    });
    expect(floods.length).toBeGreaterThan(10);
    expect(renewed.length).toBeGreaterThan(50);
    const raises = ({ dossier }: Known, signal: Signal) =>
      signalsOf(dossier, policy, asOf).findings.some((finding) => finding.signal === signal);
    expect(floods.filter((one) => raises(one, 'complaintBurst'))).toEqual([]);
    const untroubled = renewed.filter(({ truth }) => !truth.troubles.includes('letsLicenceLapse'));
    expect(untroubled.filter((one) => raises(one, 'licenceExpiring'))).toEqual([]);
  });

  it('cost next to nothing', () => {
    // A few microseconds each; a slow machine under load is allowed ten times that.
    expect(measured.microseconds).toBeLessThan(60);
  });
});
