/** `npm test`: the whole suite, then one plain line with the figures that CI reads. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'chengxin-run-'));
const file = join(folder, 'result.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
const run = spawnSync('vitest', ['run', ...reporters, ...process.argv.slice(2)], { stdio: 'inherit' });
let failed = 1;
let passed = 0;
try {
  const result = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
  };
  passed = result.numPassedTests;
  // A suite that could not even be loaded has no failed test to count.
  failed =
    result.numFailedTests > 0
      ? result.numFailedTests
      : run.status === 0
        ? 0
        : Math.max(1, result.numFailedTestSuites);
} finally {
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
}
process.exitCode = run.status === 0 && failed === 0 ? 0 : 1;
