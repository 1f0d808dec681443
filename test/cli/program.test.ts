import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, openEmbedded } from '../../src/store/embedded.ts';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'chengxin-cli-'));
const dataDir = join(folder, 'data');
const sampleDir = join(folder, 'sample');
let server: EmbeddedServer | null = null;

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

function chengxin(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      // Nothing of the developer's own settings may reach it.
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ran: Ran = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}

/** stdout must be exactly one JSON document on one line. */
function json<T>(ran: Ran): T {
  expect(ran.stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(ran.stdout) as T;
}

function enterpriseFile(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ['名称,统一社会信用代码,行政区划代码', ...rows, ''].join('\n'));
  return path;
}

interface FileEntry {
  file: string;
  rows?: number;
  created?: number;
  quarantined?: number;
  repeated?: boolean;
  errors?: { line: number; code: string; reason: string }[];
  error?: { code: string; message: string };
}
type Failure = { error: { code: string; message: string } };

beforeAll(async () => {
  // Held here so that the one-shots below join it and need not start a server each.
  server = await openEmbedded(dataDir);
});

afterAll(async () => {
  await server?.release();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('usage', () => {
  it('--help lists every subcommand and the exit codes', async () => {
    const ran = await chengxin(['--help'], { LOCALE: 'en' });
    expect(ran.code).toBe(0);
    const names = ['start', 'chat', 'import', 'quarantine', 'sample', 'search', 'uscc', 'migrate', 'person'];
    for (const name of names) expect(ran.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    expect(ran.stdout).toContain('Exit codes:');
  });

  it.each([
    [['bogus']],
    [['person', 'bogus']],
    [['search', '--json']],
    [['uscc', '--bogus', '1']],
    [['quarantine', 'drop', 'one', '--reason', 'x']],
    [['sample', '--as-of', '2025-02-30', '--out', folder]],
  ])('%j is refused with 2, and stdout stays empty', async (args) => {
    const ran = await chengxin(args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).not.toBe('');
  });

  it('a wrong setting is named with 3, its value is not', async () => {
    const ran = await chengxin(['uscc', '--json', '1'], { DATABASE_URL: 'geheim' });
    expect(ran.code).toBe(3);
    expect(json<Failure>(ran).error.code).toBe('config.invalid');
    expect(ran.stdout + ran.stderr).toContain('DATABASE_URL');
    expect(ran.stdout + ran.stderr).not.toContain('geheim');
  });

  it('a database that is not there: 4, within the retry time', async () => {
    const ran = await chengxin(['search', '--json', '海尔'], {
      DATABASE_URL: 'postgres://a:geheim@127.0.0.1:1/x',
      CONNECT_RETRY_SECONDS: '1',
    });
    expect(ran.code).toBe(4);
    expect(json<Failure>(ran).error.code).toBe('database.unreachable');
    expect(ran.stdout + ran.stderr).not.toContain('geheim');
  });
});

describe('uscc', () => {
  it('tells what each code is', async () => {
    // GB 32100's check character, a broken one, and something else.
    const codes = ['91371302PDY710628X', '91371302PDY7106281', '123'];
    const ran = await chengxin(['uscc', '--json', ...codes]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const reports = json<Record<string, unknown>[]>(ran);
    expect(reports).toMatchObject([
      { valid: true, kind: 'uscc', reason: null, region: { code: '371302' }, authority: { code: '9' } },
      { valid: false, kind: 'uscc', reason: 'check', position: 18 },
      { valid: false, kind: 'unknown', reason: 'length' },
    ]);
    expect(Object.keys(reports[0] ?? {}).sort()).toEqual(
      [
        'authority',
        'input',
        'kind',
        'normalized',
        'position',
        'reason',
        'region',
        'suggestion',
        'valid',
      ].sort(),
    );
  });

  it('never repeats an ID number', async () => {
    const ran = await chengxin(['uscc', '--json', '11010519491231002X']);
    expect(json(ran)).toMatchObject([{ kind: 'idNumber', valid: false }]);
    expect(ran.stdout + ran.stderr).not.toContain('19491231');
  });
});

describe('sample, import, search, chat', () => {
  it('sample writes the files it names', async () => {
    const args = ['--entities', '30', '--seed', 'cli', '--as-of', '2025-01-01', '--out', sampleDir];
    const ran = await chengxin(['sample', ...args, '--json']);
    expect(ran.code).toBe(0);
    const told = json<{ entities: number; files: { path: string; template: string; rows: number }[] }>(ran);
    expect(told.entities).toBe(30);
    expect(told.files.map(({ path }) => path).sort()).toEqual(
      readdirSync(sampleDir)
        .map((name) => join(sampleDir, name))
        .sort(),
    );
    expect(told.files.find(({ template }) => template === 'enterprise')?.rows).toBe(30);
  });

  it('import takes the good files and names the others', async () => {
    const good = readdirSync(sampleDir)
      .sort()
      .map((name) => join(sampleDir, name));
    const bad = join(folder, 'bad.csv');
    writeFileSync(bad, '');
    const ran = await chengxin(['import', '--json', join(folder, 'missing.csv'), ...good, bad]);
    expect(ran.code).toBe(3);
    const { files } = json<{ files: FileEntry[] }>(ran);
    expect(files).toHaveLength(good.length + 2);
    expect(files[0]).toMatchObject({ file: 'missing.csv', error: { code: 'file.notFound' } });
    expect(files.at(-1)).toMatchObject({ file: 'bad.csv', error: { code: 'file.empty' } });
    for (const entry of files.slice(1, -1)) expect(entry).toMatchObject({ errors: [], quarantined: 0 });
    expect(files[1]).toMatchObject({ rows: 30, created: 30, repeated: false });

    const again = await chengxin(['import', '--json', ...good.slice(0, 1)]);
    expect(again.code).toBe(0);
    expect(json<{ files: FileEntry[] }>(again).files).toMatchObject([{ repeated: true }]);
  });

  it('search finds a whole name first; chat answers it and why, as a person who may', async () => {
    const [, row = ''] = readFileSync(join(sampleDir, readdirSync(sampleDir).sort()[0] ?? ''), 'utf8').split(
      /\r?\n/,
    );
    const [name = '', uscc = ''] = row.split(',');
    const found = await chengxin(['search', '--json', '--limit', '3', name]);
    expect(found).toMatchObject({ code: 0, stderr: '' });
    const hits = json<{ uscc: string; name: string; score: number }[]>(found);
    expect(hits.length).toBeLessThanOrEqual(3);
    expect(hits[0]).toMatchObject({ uscc, name });

    const ran = await chengxin(['chat', '--as', 'official', '--json', '查询', name, '为什么']);
    expect(ran.code).toBe(0);
    const cards = json<{ title: string; text: string; children: unknown[] }[]>(ran);
    expect(cards).toHaveLength(2);
    expect(cards[0]?.text).toContain(name);
    expect(cards[1]?.text).toContain(name);
    expect(cards[1]?.text).not.toContain('请先查询');
  });

  it('chat refuses an unknown person, naming those who are known', async () => {
    const ran = await chengxin(['chat', '--as', 'nobody', '--json', '帮助']);
    expect(ran.code).toBe(3);
    const { error } = json<Failure>(ran);
    expect(error.code).toBe('person.unknownHere');
    expect(error.message).toContain('official');
  });
});

describe('person', () => {
  it('is added once, then listed', async () => {
    const args = [
      'person',
      'add',
      'li-4',
      '--name',
      '李四',
      '--role',
      'planner',
      '--org',
      '示例市市场监督管理局',
      '--region',
      '370100',
      '--json',
    ];
    const added = await chengxin(args);
    expect(added.code).toBe(0);
    const person = { id: 'li-4', name: '李四', role: 'planner', regionCode: '370100', sample: false };
    expect(json(added)).toMatchObject(person);
    const twice = await chengxin(args);
    expect(twice.code).toBe(3);
    expect(json<Failure>(twice).error.code).toBe('person.exists');
    const listed = json<{ id: string }[]>(await chengxin(['person', 'list', '--json']));
    expect(listed.find(({ id }) => id === 'li-4')).toMatchObject(person);
  });

  it.each([
    ['person.role', ['--role', 'king']],
    ['person.code', ['--role', 'enterprise', '--uscc', '91371302PDY7106281']],
  ])('is refused with %s', async (code, args) => {
    const ran = await chengxin(['person', 'add', 'xx', '--name', '某', ...args, '--json']);
    expect(ran.code).toBe(3);
    expect(json<Failure>(ran).error.code).toBe(code);
  });
});

describe('quarantine', () => {
  it('is listed, exported with its number, and dropped once', async () => {
    const path = enterpriseFile('wrong-code.csv', ['错码有限公司,91371302PDY7106281,371302']);
    const imported = json<{ files: FileEntry[] }>(await chengxin(['import', '--json', path]));
    expect(imported.files).toMatchObject([{ rows: 1, created: 0, quarantined: 1, errors: [{ line: 2 }] }]);

    const list = ['quarantine', 'list', '--file', 'wrong-code.csv', '--json'];
    const [entry] = json<{ id: number; cells: Record<string, string> }[]>(await chengxin(list));
    expect(entry).toMatchObject({ file: 'wrong-code.csv', line: 2, cells: { 名称: '错码有限公司' } });
    const id = String(entry?.id);

    const out = join(folder, 'out');
    const ran = await chengxin(['quarantine', 'export', '--file', 'wrong-code.csv', '--out', out, '--json']);
    const { files } = json<{ files: { path: string; rows: number }[] }>(ran);
    expect(files).toMatchObject([{ rows: 1 }]);
    const [header = '', row = ''] = readFileSync(files[0]?.path ?? '', 'utf8').split(/\r?\n/);
    expect(header.split(',')).toContain('隔离编号');
    expect(row.split(',')[header.split(',').indexOf('隔离编号')]).toBe(id);

    const drop = ['quarantine', 'drop', id, '--reason', '来源部门已更正', '--json'];
    expect(json(await chengxin(drop))).toEqual({ id: entry?.id, closed: true });
    const twice = await chengxin(drop);
    expect(twice.code).toBe(3);
    expect(json<Failure>(twice).error.code).toBe('quarantine.unknown');
    expect(json(await chengxin(list))).toEqual([]);
  });
});
