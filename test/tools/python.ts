import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const verifier = fileURLToPath(new URL('../../tools/verify_draw.py', import.meta.url));

/** Without Python its verifier cannot be run here; the tests that need it are left out, loudly. */
export const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython)
  process.stderr.write('\nWARNING: python3 is missing, the verifier in Python is NOT tested.\n\n');

export interface PythonAnswer {
  readable: boolean;
  count?: number;
  findings?: [code: string, where: string][];
}

/** One Python for many bundles. */
export class Python {
  readonly #child = spawn('python3', [verifier, '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  readonly #waiting: ((answer: PythonAnswer) => void)[] = [];

  constructor() {
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#waiting.shift()?.(JSON.parse(line) as PythonAnswer);
    });
  }

  /** `text` is one line. */
  verify(text: string): Promise<PythonAnswer> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin.write(`${text.trimEnd()}\n`);
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.on('close', () => resolve());
      this.#child.stdin.end();
    });
  }
}

export function runPython(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('python3', [verifier, ...args], { encoding: 'utf8' });
}
