/** `npm run check`: types, lint and format, import rules, unused code. Each part is run, whatever the others say. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';

const rooms = ['src', 'adapters', 'commands', 'test'];

function run(name: string, command: string, args: string[]): boolean {
  process.stdout.write(`\n— ${name}\n`);
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

/** A check that looks at nothing passes for ever: at least as many modules must be cruised as there are files. */
function importRules(): boolean {
  process.stdout.write('\n— import rules\n');
  const files = rooms.flatMap((room) => globSync(`${room}/**/*.ts`)).length;
  const cruised = spawnSync(
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  const result = JSON.parse(cruised.stdout) as {
    modules: { source: string }[];
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  const seen = result.modules.filter(
    ({ source }) => source.endsWith('.ts') && !source.startsWith('node_modules'),
  ).length;
  const { violations } = result.summary;
  for (const { from, to, rule } of violations) process.stdout.write(`${rule.name}: ${from} → ${to}\n`);
  process.stdout.write(`${seen} modules cruised of ${files} files, ${violations.length} violations\n`);
  return seen >= files && violations.length === 0;
}

/** No engine is needed for it. */
function containers(): boolean {
  const problems = validate(readFileSync('Dockerfile', 'utf8'), {});
  for (const { message, range } of problems)
    process.stdout.write(`Dockerfile:${range.start.line + 1}: ${message}\n`);
  return run('containers', 'dclint', ['--max-warnings', '0', 'compose.yaml']) && problems.length === 0;
}

const passed = [
  run('types', 'tsc', ['--noEmit', '-p', '.']),
  run('lint and format', 'biome', ['check', '.']),
  importRules(),
  run('unused code', 'knip', ['--no-progress']),
  containers(),
];
process.exitCode = passed.every(Boolean) ? 0 : 1;
