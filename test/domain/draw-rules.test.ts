import { describe, expect, it } from 'vitest';
import { drandTime, quicknet } from '../../src/domain/draw/beacon.ts';
import { commitmentOf, commitRecord, type Plan, signCommit } from '../../src/domain/draw/commit.ts';
import type { Candidate, Inspector } from '../../src/domain/draw/format.ts';
import { holdDraw } from '../../src/domain/draw/hold.ts';
import { pairInspectors } from '../../src/domain/draw/pair.ts';
import { inspectorsRoot, readRoll } from '../../src/domain/draw/roll.ts';
import { revealsOf } from '../../src/domain/draw/seed.ts';
import { Stream } from '../../src/domain/draw/stream.ts';
import { sampleDraw, sampleSigner } from '../../src/sample/draw.ts';
import { vectorSigner } from './draw-vectors.ts';

const salt = '0'.repeat(32);
const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  region: '370102',
  salt,
  stratum: 'minor',
  weight: 1,
  ...more,
});
const inspector = (id: string, more: Partial<Inspector> = {}): Inspector => ({
  department: 'a',
  id,
  load: 0,
  recusals: [],
  salt,
  scope: '37',
  ...more,
});
const secret = (number: number): Buffer => Buffer.alloc(32, number);
const time = drandTime(1_000);
const departments = ['a', 'b', 'c'];
const roll = readRoll(['A', 'B', 'C'].map((id) => candidate(id)));
const plan: Plan = {
  plan: 'P-1',
  notice: '',
  beacons: [{ kind: 'drand-quicknet', round: 1_000, source: quicknet.chain, time }],
  commitments: departments.map((department, index) => ({
    commitment: commitmentOf('P-1', department, secret(index)),
    department,
  })),
  committedAt: time - 600,
  revealBy: time,
  inspecting: [{ department: 'a', seats: 2 }],
  loadCap: 5,
  recusalRules: 'recusal/v1',
  weightRules: 'weights/v1',
  k: new Map([['minor', 2]]),
};
const commit = (more: Partial<Plan> = {}, inspectors: Inspector[] = []) =>
  commitRecord({ ...plan, ...more }, roll, inspectors, vectorSigner.publicKey);

describe('lists', () => {
  it.each([
    ['id', { id: 'ä' }],
    ['id', { id: '' }],
    ['region', { region: '37010' }],
    ['salt', { salt: 'AB'.repeat(16) }],
    ['stratum', { stratum: 'Minor' }],
    ['weight', { weight: 0 }],
    ['weight', { weight: 1.5 }],
    ['weight', { weight: 2 ** 32 }],
  ])('take no malformed candidate (%s)', (_, more) => {
    expect(() => readRoll([candidate('A', more)])).toThrow('draw.candidate');
  });

  it('are in order of bytes, without doubles', () => {
    expect(() => readRoll([candidate('B'), candidate('A')])).toThrow('draw.order');
    expect(() => readRoll([candidate('A'), candidate('A')])).toThrow('draw.order');
    expect(readRoll(['0', 'A', 'Z', 'a'].map((id) => candidate(id))).count).toBe(4);
    expect(() => inspectorsRoot([inspector('B'), inspector('A')])).toThrow('draw.order');
    expect(() => inspectorsRoot([inspector('A', { scope: '370' })])).toThrow('draw.inspector');
    const twice = ['X', 'X'].map((id) => ({ candidate: id, ground: 'declared' }));
    expect(() => inspectorsRoot([inspector('A', { recusals: twice })])).toThrow('draw.inspector');
  });

  it('of many candidates are kept in little', () => {
    const many = readRoll(
      Array.from({ length: 3_000 }, (_, index) => candidate(String(10_000 + index), { weight: index + 1 })),
    );
    expect([many.count, many.ids.length, many.weight[2_999]]).toEqual([3_000, 3_000, 3_000]);
    expect(many.strata.get('minor')?.length).toBe(3_000);
  });
});

describe('the commit record', () => {
  it.each<[string, Partial<Plan>]>([
    ['draw.plan', { plan: 'p' }],
    ['draw.plan', { notice: '\n' }],
    ['draw.plan', { weightRules: '' }],
    ['draw.plan', { revealBy: plan.committedAt - 1 }],
    ['draw.plan', { loadCap: -1 }],
    ['draw.plan', { inspecting: [{ department: 'a', seats: 1 }] }],
    ['draw.plan', { inspecting: [{ department: 'A', seats: 2 }] }],
    ['draw.plan', { commitments: plan.commitments.toReversed() }],
    ['draw.commitments', { commitments: plan.commitments.slice(1) }],
    ['draw.beacon.plan', { beacons: [] }],
    ['draw.beacon.plan', { committedAt: time - 599 }],
    ['draw.beacon.plan', { revealBy: time + 1 }],
    ['draw.beacon.plan', { beacons: [...plan.beacons, ...plan.beacons] }],
    ['draw.beacon.plan', { beacons: [{ kind: 'drand-quicknet', round: 999, source: quicknet.chain, time }] }],
    ['draw.beacon.plan', { beacons: [{ kind: 'coin', round: 1, source: 'x', time }] }],
    ['draw.strata', { k: new Map() }],
    ['draw.strata', { k: new Map([['major', 1]]) }],
    ['draw.k', { k: new Map([['minor', 4]]) }],
    ['draw.k', { k: new Map([['minor', 0.5]]) }],
  ])('is refused with %s: %o', (code, more) => {
    expect(() => commit(more)).toThrow(code);
  });

  it('takes no inspector of a department that does not inspect, and no other key', () => {
    expect(() => commit({}, [inspector('A', { department: 'b' })])).toThrow('draw.inspector');
    expect(() => signCommit(commit(), sampleSigner('another'))).toThrow('draw.key');
    expect(() => commitmentOf('P-1', 'a', Buffer.alloc(31))).toThrow('draw.secret');
  });
});

describe('reveals', () => {
  const opened = departments.map((department, index) => ({ department, at: time, secret: secret(index) }));

  it('count what came in time, and nothing else', () => {
    const late = opened.map((one, index) => (index === 1 ? { ...one, at: time + 1 } : one));
    expect(revealsOf(commit(), late).map(({ flag }) => flag)).toEqual([1, 0, 1]);
    expect(revealsOf(commit(), opened.slice(1)).map(({ value }) => value)[0]).toBe('0'.repeat(64));
  });

  it('are refused where they are others than committed to, or too few', () => {
    const wrong = opened.map((one) => ({ ...one, secret: secret(9) }));
    expect(() => revealsOf(commit(), wrong)).toThrow('draw.reveal');
    const early = opened.map((one) => ({ ...one, at: plan.committedAt - 1 }));
    expect(() => revealsOf(commit(), early)).toThrow('draw.reveal');
    expect(() => revealsOf(commit(), opened.slice(2))).toThrow('draw.reveals');
  });
});

describe('a draw', () => {
  const { draw, candidates, inspectors } = sampleDraw({ candidates: 50, seed: 'rules' });
  const signer = sampleSigner('rules');
  const given = {
    commit: draw.commit,
    roll: readRoll(candidates),
    inspectors,
    opened: draw.reveals.map(({ department, at, value }) => ({
      department,
      at,
      secret: Buffer.from(value, 'hex'),
    })),
    beacon: draw.beacon,
    issuedAt: draw.certificate.record.issuedAt,
  };

  it('comes out the same again', () => {
    expect(holdDraw(given, signer)).toEqual(draw);
  });

  it('is not held with other lists, another commit record, another key, or before the beacon', () => {
    const others = readRoll([...candidates].slice(1));
    expect(() => holdDraw({ ...given, roll: others }, signer)).toThrow('draw.lists');
    expect(() => holdDraw({ ...given, inspectors: inspectors.slice(1) }, signer)).toThrow('draw.lists');
    const changed = { ...draw.commit, record: { ...draw.commit.record, loadCap: 6 } };
    expect(() => holdDraw({ ...given, commit: changed }, signer)).toThrow('draw.commit');
    expect(() => holdDraw(given, sampleSigner('another'))).toThrow('draw.key');
    expect(() => holdDraw({ ...given, issuedAt: draw.beacon.at - 1 }, signer)).toThrow('draw.plan');
  });
});

describe('pairing', () => {
  const visits = (count: number, more = {}) =>
    Array.from({ length: count }, (_, index) => ({
      id: `V${index}`,
      region: '370102',
      standby: false,
      ...more,
    }));
  const pair = (inspectors: Inspector[], count: number, cap = 5, more = {}) =>
    pairInspectors(
      new Stream(secret(3)),
      [{ department: 'a', seats: 2 }],
      inspectors,
      visits(count, more),
      cap,
    );

  it('never seats who is recused, out of scope, or has enough', () => {
    const recusals = [{ candidate: 'V0', ground: 'kinship' }];
    const list = [
      inspector('A', { recusals }),
      inspector('B', { scope: '3702' }),
      inspector('C', { load: 5 }),
      inspector('D'),
      inspector('E', { scope: '' }),
    ];
    const { assignments, recusals: skipped } = pair(list, 1);
    expect(assignments[0]?.inspectors.toSorted()).toEqual(['D', 'E']);
    expect(skipped.every(({ inspector: id, ground }) => id === 'A' && ground === 'kinship')).toBe(true);
  });

  it('says who is missing and relaxes nothing', () => {
    const { assignments } = pair([inspector('A')], 2, 1);
    expect(assignments.map(({ inspectors, missing }) => [inspectors, missing])).toEqual([
      [['A'], 1],
      [[], 2],
    ]);
  });

  it('spreads the load: between any two who may do the same, one visit of difference at most', () => {
    const recusals = [0, 3, 4, 7].map((index) => ({ candidate: `V${index}`, ground: 'declared' }));
    const list = ['A', 'B', 'C', 'D', 'E'].map((id) => inspector(id, id === 'A' ? { recusals } : {}));
    const { assignments } = pair(list, 20, 100);
    const loads = list.map(
      ({ id }) => assignments.filter(({ inspectors }) => inspectors.includes(id)).length,
    );
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    expect(loads.reduce((sum, load) => sum + load, 0)).toBe(40);
  });

  it('burdens nobody with those who stand by', () => {
    const { assignments } = pair([inspector('A'), inspector('B')], 9, 1, { standby: true });
    expect(assignments.every(({ missing }) => missing === 0)).toBe(true);
  });
});
