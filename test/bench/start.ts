import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BenchLine, line } from './bench.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Seconds from the start of the program until it says that it runs and a page comes; then it is stopped. */
async function startOnce(dataDir: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [main, 'start'], {
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = /http:\/\/\S+/.exec(said);
      if (match) resolve(match[0]);
    });
    child.once('exit', (code) => reject(new Error(`start ended with ${code}`)));
  });
  const page = await fetch(`${url}chat/`);
  if (!page.ok) throw new Error(`the chat page answered ${page.status}`);
  const seconds = (performance.now() - started) / 1000;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  return seconds;
}

/** First start with the sample province, and a start on the data that is there. */
export async function benchStart(): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'chengxin-bench-start-'));
  try {
    const first = await startOnce(folder);
    const again = await startOnce(folder);
    return [
      line('first start with the sample province', 's', first, 60, first / 60, '< 60 s', first < 60),
      line('start on existing data', 's', again, 5, again / 5, '< 5 s', again < 5),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
