import { execFile } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../src/domain/errors.ts';
import { type FileReport, importFile } from '../../src/imports/import-file.ts';
import { encodeGb18030, writePieces, writeXlsx } from './fixtures.ts';
import { code, csv, firm, penalty, rowsIn, snapshot, tableNames, withImport } from './importing.ts';

const { database, url, file, clock } = withImport();

const party = '行政相对人代码_1(统一社会信用代码)';

function take(path: string, thread: boolean, progress?: (done: number, total: number, rows: number) => void) {
  return importFile({ database: database(), clock }, path, {
    actor: 'test',
    thread,
    ...(progress ? { progress } : {}),
  });
}

/** What the file left in the tables and in the report, when it is read in a thread of its own or not. */
async function outcome(path: string, thread: boolean) {
  const { sql } = database();
  await sql`truncate ${sql(await tableNames(database()))} restart identity cascade`;
  const told: number[][] = [];
  const report = await take(path, thread, (...numbers) => told.push(numbers));
  return { report: { ...report, seconds: 0 } satisfies FileReport, tables: await snapshot(database()), told };
}

async function expectAlike(path: string) {
  const apart = await outcome(path, true);
  expect(apart).toEqual(await outcome(path, false));
  return apart;
}

/** Threads of this process that are alive, and whether it still holds the file open. */
function leftOver(path: string) {
  const workers = process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name)).length;
  if (process.platform !== 'linux') return { workers, open: 0 };
  const open = readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;
  return { workers, open };
}

const manyRows = Array.from({ length: 9_500 }, (_, index) =>
  penalty({
    行政处罚决定书文号: `${index + 1}号`,
    [party]: code(index % 700),
    处罚类别: index % 40 === 0 ? '鞭打' : '警告',
    处罚决定日期: index % 97 === 0 ? '2026-02-30' : '2026-03-01',
    隔离编号: index % 1_000 === 0 ? String(index + 1) : '',
  }),
);

describe('a file read in a thread of its own', () => {
  it('leaves the same rows, quarantine and report: .csv of several chunks', async () => {
    const { report, told } = await expectAlike(file('many.csv', csv(...manyRows)));
    expect(report.rows).toBe(9_500);
    expect(report.quarantined).toBeGreaterThan(300);
    expect(report.errors).toHaveLength(report.quarantined);
    expect(told.map(([, , rows]) => rows)).toEqual([4_000, 8_000, 9_500]);
  });

  it('the same for market entities in GB 18030', async () => {
    const rows = Array.from({ length: 300 }, (_, index) =>
      firm({ 名称: `青岛第${index}示例公司`, 统一社会信用代码: code(index % 250), 曾用名: '甲公司、乙公司' }),
    );
    const { report } = await expectAlike(file('firms.csv', encodeGb18030(csv(...rows))));
    expect(report).toMatchObject({ created: 250, corrected: 50 });
  });

  it('the same for an .xlsx, whose last sheet is none of ours', async () => {
    const sheet = (...rows: readonly (readonly string[])[]) =>
      rows
        .map(
          (row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
        )
        .join('');
    const path = await writeXlsx(file('book.xlsx'), {
      sheets: [
        { name: '处罚', rows: sheet(Object.keys(penalty()), Object.values(penalty())) },
        { name: '主体', rows: sheet(Object.keys(firm()), Object.values(firm())) },
        { name: '说明', rows: sheet(['请按模板填写']) },
      ],
    });
    const { report } = await expectAlike(path);
    expect(report).toMatchObject({ rows: 2, created: 2, skippedSheets: ['说明'] });
  });

  it.each([
    ['has no header of ours', '姓名,电话\n甲,1\n', 'file.noTemplate'],
    ['is no text', Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]), 'file.unsupported'],
    ['breaks off behind two chunks', `${csv(...manyRows)}"没有结束的引号`, 'file.csvQuote'],
  ])('and that %s leaves nothing, and is let go of', async (_, content, expected) => {
    const path = file('refused.csv', content);
    const before = leftOver(path);
    const errors = await Promise.all(
      [true, false].map((thread) => take(path, thread).catch((error: unknown) => error)),
    );
    for (const error of errors) {
      if (!(error instanceof CodedError)) throw new Error('not refused with a code', { cause: error });
      expect(error.code).toBe(expected);
      expect(error.params).toEqual((errors[1] as CodedError).params);
    }
    expect(rowsIn(await snapshot(database()))).toBe(0);
    expect(leftOver(path)).toEqual(before);
  });

  it('and known already is not read again', async () => {
    const path = file('twice.csv', csv(...manyRows.slice(0, 50)));
    await take(path, false);
    const before = leftOver(path);
    expect(await take(path, true)).toMatchObject({ repeated: true, created: 0 });
    expect(leftOver(path)).toEqual(before);
  });
});

describe('a fault of the database while rows are sent', () => {
  /** Raises when the last row of a chunk was sent: the client has nothing more to say by then. */
  const trap = `
    create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception using errcode = '53100'; end $$;
    create function set_trap() returns event_trigger language plpgsql as $$ begin
      if to_regclass('pg_temp.stage_record') is not null and not exists (select from pg_trigger where tgname = 'trap') then
        create trigger trap after insert on stage_record for each statement execute function full_disk();
      end if; end $$;
    create event trigger set_trap on ddl_command_end when tag in ('CREATE TABLE') execute function set_trap();`;

  it.each([true, false])('ends the import with its own code (thread: %s)', async (thread) => {
    const { sql } = database();
    const path = file('trapped.csv', csv(...manyRows));
    const before = leftOver(path);
    await sql.unsafe(trap);
    try {
      await expect(take(path, thread)).rejects.toMatchObject({ code: '53100' });
    } finally {
      await sql.unsafe('drop event trigger set_trap; drop function set_trap; drop function full_disk;');
    }
    expect(rowsIn(await snapshot(database()))).toBe(0);
    expect(leftOver(path)).toEqual(before);
    expect(await take(path, thread)).toMatchObject({ rows: 9_500, repeated: false });
  });
});

describe('memory', () => {
  function* rows(count: number): Generator<string> {
    const [header, ...lines] = csv(...manyRows.slice(0, 1), ...manyRows.slice(1, 100)).split('\r\n');
    yield `${header}\r\n`;
    for (let row = 0; row < count; row += 1) yield `${lines[row % 99]?.replace(/\d+号/, `${row}号`)}\r\n`;
  }

  /** An import in a process of its own, as the command line runs it; gives the rows and its peak in MiB. */
  async function importApart(path: string): Promise<{ rows: number; peakMiB: number }> {
    const source = (name: string) => new URL(`../../src/${name}`, import.meta.url).href;
    const script = `
      import { importFile } from '${source('imports/import-file.ts')}';
      import { openDatabase } from '${source('store/database.ts')}';
      const database = await openDatabase({ url: process.argv[1], dataDir: '', role: 'owner', poolSize: 2, retrySeconds: 5 });
      const clock = { now: () => new Date('2026-05-31T04:00:00Z') };
      const { rows } = await importFile({ database, clock }, process.argv[2], { actor: 'test', thread: true });
      await database.close();
      process.stdout.write(JSON.stringify({ rows, peakMiB: process.resourceUsage().maxRSS / 1024 }));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      url(),
      path,
    ]);
    return JSON.parse(stdout);
  }

  it('does not follow the length of the file', { timeout: 120_000 }, async () => {
    const [small, large] = [file('small.csv'), file('large.csv')];
    await writePieces(small, rows(20_000));
    await writePieces(large, rows(120_000));
    const [few, many] = [await importApart(small), await importApart(large)];
    expect([few.rows, many.rows]).toEqual([20_000, 120_000]);
    expect(many.peakMiB - few.peakMiB).toBeLessThan(60);
  });
});
