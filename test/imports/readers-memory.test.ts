import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { makeFolder, writePieces, writeXlsx } from './fixtures.ts';

const file = makeFolder();
const mebibyte = 1024 * 1024;

/** Reads a file in a process of its own, so that its memory is known: what is alive on the way, and the peak. */
const script = `
  import { openFile } from '${new URL('../../src/imports/readers/open.ts', import.meta.url).href}';
  let rows = 0, code = null, line = null, liveMiB = 0, nextLook = 0;
  const started = performance.now();
  try {
    const opened = await openFile(process.argv[1]);
    for await (const batch of opened.batches()) {
      rows += batch.rows.length;
      if (rows < nextLook) continue;
      nextLook += 25_000;
      gc();
      liveMiB = Math.max(liveMiB, process.memoryUsage().heapUsed / 2 ** 20);
    }
  } catch (error) {
    ({ code, params: { line = null } } = error);
  }
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ rows, code, line, liveMiB, peakMiB, ms: performance.now() - started }));
`;

interface Outcome {
  rows: number;
  code: string | null;
  line: number | null;
  liveMiB: number;
  peakMiB: number;
  ms: number;
}

async function readApart(path: string): Promise<Outcome> {
  // V8 lets the space for new objects grow to 100 MB under load, which would hide what is really kept.
  const options = ['--expose-gc', '--max-semi-space-size=4', '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, [...options, path]);
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
    expect(many.liveMiB - few.liveMiB).toBeLessThan(3);
    expect(many.peakMiB - few.peakMiB).toBeLessThan(40);
  });

  test('xlsx with as many shared strings: 300 000 rows against 30 000', async () => {
    const make = (name: string, count: number): Promise<string> =>
      writeXlsx(file(name), { sheets: [{ name: 'S', rows: sheetRows(count) }], strings: strings(count) });
    const [few, many] = [
      await readApart(await make('small.xlsx', 30_000)),
      await readApart(await make('large.xlsx', 300_000)),
    ];
    expect([few.rows, many.rows]).toEqual([30_000, 300_000]);
    // Of 300 000 strings, 8 MB stay in memory; the rest of the peak is what the collector has not yet taken.
    expect(many.liveMiB - few.liveMiB).toBeLessThan(12);
    expect(many.peakMiB - few.peakMiB).toBeLessThan(130);
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
