import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { makeFolder, writePieces, writeXlsx } from './fixtures.ts';

const file = makeFolder();
const mebibyte = 1024 * 1024;

/** Reads a file in a process of its own, so that its peak memory is known. */
const script = `
  import { openFile } from '${new URL('../../src/imports/readers/open.ts', import.meta.url).href}';
  let rows = 0, code = null, line = null;
  const started = performance.now();
  try {
    const opened = await openFile(process.argv[1]);
    for await (const batch of opened.batches()) rows += batch.rows.length;
  } catch (error) {
    ({ code, params: { line = null } } = error);
  }
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ rows, code, line, peakMiB, ms: performance.now() - started }));
`;

interface Outcome {
  rows: number;
  code: string | null;
  line: number | null;
  peakMiB: number;
  ms: number;
}

async function readApart(path: string): Promise<Outcome> {
  // V8 lets the space for new objects grow to 100 MB under load, which would hide what is really kept.
  const options = ['--max-semi-space-size=4', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, [...options, path]);
  process.stderr.write(stdout + '\n');
  return JSON.parse(stdout);
}

function* csvRows(count: number): Generator<string> {
  yield '名称,文号,事实,日期\n';
  for (let row = 1; row < count; row += 1)
    yield `示例${row}有限公司,鲁示罚〔2024〕${row}号,"未按规定公示,${row}",2024-05-31\n`;
}

function* sheetRows(count: number): Generator<string> {
  for (let row = 1; row <= count; row += 1) {
    yield `<row r="${row}"><c r="A${row}" t="s"><v>${row - 1}</v></c><c r="B${row}" t="inlineStr"><is><t>鲁示罚〔2024〕${row}号</t></is></c></row>`;
  }
}

function* strings(count: number): Generator<string> {
  for (let row = 1; row <= count; row += 1) yield `<si><t>示例${row}企业管理咨询服务有限公司</t></si>`;
}

describe('memory does not grow with the file', () => {
  test('csv: 300 000 rows against 30 000', async () => {
    const [small, large] = [file('small.csv'), file('large.csv')];
    await writePieces(small, csvRows(30_000));
    await writePieces(large, csvRows(300_000));
    const [few, many] = [await readApart(small), await readApart(large)];
    expect([few.rows, many.rows]).toEqual([30_000, 300_000]);
    expect(many.peakMiB - few.peakMiB).toBeLessThan(50);
  });

  test('xlsx with as many shared strings: 300 000 rows against 30 000', async () => {
    const make = (name: string, count: number): Promise<string> =>
      writeXlsx(file(name), { sheets: [{ name: 'S', rows: sheetRows(count) }], strings: strings(count) });
    const [few, many] = [
      await readApart(await make('small.xlsx', 30_000)),
      await readApart(await make('large.xlsx', 300_000)),
    ];
    expect([few.rows, many.rows]).toEqual([30_000, 300_000]);
    // The strings alone are 15 MB in the file and three times that in memory; 8 MB of them are kept.
    expect(many.peakMiB - few.peakMiB).toBeLessThan(80);
  });

  test.each([
    ['a cell of 200 MB', 'x'.repeat(mebibyte), 'file.cellTooLarge'],
    ['a quote that swallows 200 MB of rows', '甲,乙,丙\n'.repeat(mebibyte / 12), 'file.csvQuote'],
  ])('%s fails fast', async (_, piece, code) => {
    function* pieces(): Generator<string> {
      yield '名称,事实\n示例,"';
      for (let size = 0; size < 200; size += 1) yield piece;
    }
    const path = file('huge.csv');
    await writePieces(path, pieces());
    const outcome = await readApart(path);
    expect(outcome).toMatchObject({ code, line: 2, rows: 1 });
    expect(outcome.peakMiB).toBeLessThan(200);
    // About half a second, nearly all of it for the checksum.
    expect(outcome.ms).toBeLessThan(5_000);
  });
});
