import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulationResult } from '../../src/domain/simulation.ts';
import { importFile } from '../../src/imports/import-file.ts';
import { writeSample } from '../../src/sample/sample.ts';
import { policyFolder } from '../../src/services/policy.ts';
import { withDatabase } from '../support/database.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const database = withDatabase();
const folder = mkdtempSync(join(tmpdir(), 'chengxin-credit-'));
const clock = { now: () => new Date('2026-11-24T04:00:00Z') };

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

function chengxin(...args: string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url(), DATA_DIR: folder, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ran: Ran = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}
const json = <T>({ stdout }: Ran): T => JSON.parse(stdout) as T;

let fined: { uscc: string; number: string; decidedOn: string };

beforeAll(async () => {
  const { files } = await writeSample({
    entities: 600,
    seed: 'cli',
    asOf: '2026-11-24',
    dir: join(folder, 'sample'),
  });
  for (const { path } of files) await importFile({ database: database(), clock }, path, { actor: 'test' });
  const [row] = await database().sql<(typeof fined)[]>`
    select uscc, number, decided_on as "decidedOn" from credit_record
    where kind = 'penalty' and status = 'inForce' and repaired_on is null and publicity_until is null
      and details->>'penaltyKinds' like '%fine%' and (details->>'fineFen')::bigint between 400000 and 90000000
    order by decided_on desc limit 1`;
  if (!row) throw new Error('the sample has no fine');
  fined = row;
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

describe('chengxin grade', () => {
  it('prints class, basis and score of one code, as of a day', async () => {
    const ran = await chengxin('grade', fined.uscc.toLowerCase(), '--as-of', fined.decidedOn, '--json');
    expect(ran.code).toBe(0);
    const told = json<Record<string, unknown>>(ran);
    expect(told).toMatchObject({ uscc: fined.uscc, provisional: false, asOf: fined.decidedOn });
    expect(told.creditClass).not.toBe('TRUSTWORTHY');
    expect(told.basis).toEqual(
      expect.arrayContaining([expect.objectContaining({ records: expect.arrayContaining([fined.number]) })]),
    );
    expect(told).toHaveProperty('score');
  });

  it('prints a list for several, tells the unknown apart, and fails', async () => {
    const ran = await chengxin('grade', fined.uscc, '91370200264574251E', '--json');
    expect(ran.code).toBe(3);
    expect(json<unknown[]>(ran)).toEqual([
      expect.objectContaining({ uscc: fined.uscc }),
      { uscc: '91370200264574251E', error: { code: 'enterprise.unknown', message: expect.any(String) } },
    ]);
  });

  it('refuses a day that there is not', async () => {
    expect((await chengxin('grade', fined.uscc, '--as-of', '2026-02-30')).code).toBe(2);
    expect(json(await chengxin('grade', fined.uscc, '--as-of', '2019-01-01', '--json'))).toMatchObject({
      error: { code: 'policy.none' },
    });
  });
});

describe('chengxin repair', () => {
  it('prints every record with its days, what is missing, and the rule set', async () => {
    const repairs = json<Record<string, unknown>[]>(await chengxin('repair', fined.uscc, '--json'));
    const mine = repairs.find(({ decisionNo }) => decisionNo === fined.number);
    expect(mine).toMatchObject({
      tier: 'GENERAL',
      publicityStart: fined.decidedOn,
      earliest: expect.any(String),
    });
    expect(Object.keys(mine ?? {})).toEqual(
      expect.arrayContaining([
        'decisionNo',
        'tier',
        'publicityStart',
        'earliest',
        'latest',
        'missing',
        'ruleSet',
      ]),
    );
    expect((await chengxin('repair', fined.uscc)).stdout).toContain(fined.number);
  });
});

describe('chengxin policy', () => {
  it('simulates a draft over everybody; what is in force already changes nothing', async () => {
    const text = readFileSync(join(policyFolder, 'shandong.yaml'), 'utf8');
    const same = join(folder, 'same.yaml');
    writeFileSync(same, text);
    const nothing = json<SimulationResult>(
      await chengxin('policy', 'simulate', same, '--as-of', '2026-11-24', '--json'),
    );
    expect(nothing).toMatchObject({ total: 600, changed: 0 });
    const stricter = join(folder, 'stricter.yaml');
    writeFileSync(
      stricter,
      text.replace('fromYuan: 1000000', 'fromYuan: 5000').replace('below: 60', 'below: 90'),
    );
    const ran = await chengxin(
      'policy',
      'simulate',
      stricter,
      '--as-of',
      '2026-11-24',
      '--json',
      '--samples',
      '2',
    );
    const result = json<SimulationResult>(ran);
    expect(result.changed).toBeGreaterThan(0);
    expect(result).toMatchObject({ total: 600, better: 0, worse: result.changed });
    expect(result.samples.length).toBeGreaterThan(0);
    expect((await chengxin('policy', 'simulate', stricter)).stdout).toContain('规则草案模拟');
  });

  it('proposes one, lists it, and refuses a file that is wrong', async () => {
    const draft = join(folder, 'draft.yaml');
    const text = readFileSync(join(policyFolder, 'shandong.yaml'), 'utf8').replace(
      'id: shandong-1',
      'id: shandong-2',
    );
    writeFileSync(draft, text);
    expect(json(await chengxin('policy', 'propose', draft, '--from', '2099-01-01', '--json'))).toMatchObject({
      id: 'shandong-2',
      effectiveFrom: '2099-01-01',
    });
    expect((await chengxin('policy', 'list')).stdout).toMatch(/shandong-1.*shandong-2.*待复核/s);
    writeFileSync(draft, text.replace('count: 3', 'count: three'));
    const ran = await chengxin('policy', 'propose', draft, '--from', '2099-01-01');
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('draft.yaml');
  });
});

describe('chengxin regrade', () => {
  it('judges everybody once; the second time nothing is new', async () => {
    expect(json(await chengxin('regrade', '--json'))).toMatchObject({ total: 600, written: 600, queued: 0 });
    expect(json(await chengxin('regrade', '--json'))).toMatchObject({ total: 600, written: 0, queued: 0 });
  });
});
