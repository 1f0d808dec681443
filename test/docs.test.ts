import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../src/cli/output.ts';
import { describeSettings } from '../src/config.ts';
import { mappings } from '../src/imports/mapping/index.ts';
import { commonColumns } from '../src/imports/templates/template.ts';
import { policyFolder, readPolicies } from '../src/services/policy.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The part of a Markdown text below a heading, up to the next heading of the same level or above. */
function section(text: string, heading: string): string {
  const level = heading.indexOf(' ');
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) return '';
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** Cells of a table's rows, without its header. */
function tableRows(text: string): string[][] {
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The subcommands as the program itself lists them. */
function subcommands(...parents: string[]): string[] {
  const run = spawnSync(process.execPath, ['src/main.ts', ...parents, '--help'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  expect(run.status, run.stderr).toBe(0);
  const [, listed = ''] = run.stdout.split('Commands:\n');
  return [
    ...listed
      .split('\n\n', 1)
      .join('')
      .matchAll(/^ {2}([a-z]+)/gm),
  ]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
}

const groups = [
  'policy',
  ...['quarantine', 'outbox', 'inbox', 'sending'],
  ...['person', 'role', 'org', 'bind', 'quota', 'audit', 'key', 'draw'],
];

describe('README.md', () => {
  const readme = read('README.md');

  it('names exactly the settings, with their defaults and meanings', () => {
    const told = tableRows(section(readme, '## Configuration'));
    const settings = describeSettings().map(({ name, fallback, meaning }) => [
      `\`${name}\``,
      fallback === '' ? '' : `\`${fallback}\``,
      meaning,
    ]);
    expect(settings.length).toBeGreaterThan(0);
    expect(told).toEqual(settings);
  });

  it('tells of every subcommand, and of none that does not exist', () => {
    const known = subcommands().flatMap((name) => {
      const below = groups.includes(name) ? subcommands(name) : [];
      return below.length === 0 ? [name] : below.map((child) => `${name} ${child}`);
    });
    expect(known).toContain('quarantine export');
    const [commands = ''] = section(readme, '## Subcommands').split('```');
    const told = tableRows(commands).map(([usage = '']) => /^`((?:[a-z]+ ?)+)/.exec(usage)?.[1]?.trim());
    expect(told.toSorted()).toEqual(known.toSorted());
  }, 120_000);

  it('explains every exit code', () => {
    const [, , codes = ''] = section(readme, '## Subcommands').split('```');
    const told = tableRows(codes).map(([code]) => Number(code));
    expect(told).toEqual(Object.values(exitCodes));
  });

  it('leads to every room of the house', () => {
    const layout = section(readme, '## How the house is laid out');
    for (const [, place = ''] of layout.matchAll(/^ {0,2}([a-z]+(?:\/|\.ts))/gm)) {
      const found = existsSync(join(root, place)) || existsSync(join(root, 'src', place));
      expect(found, place).toBe(true);
    }
  });
});

describe('docs/templates.md', () => {
  const text = read('docs/templates.md');

  it.each(mappings)('names every column of $template.title and marks it', (mapping) => {
    const { template } = mapping;
    const told = tableRows(section(text, `### ${template.title} (\`${template.id}\`)`));
    const empty = mapping.map({}, { line: 2, today: '2026-11-24', extra: null });
    const neverEmpty = new Set(
      'problems' in empty
        ? empty.problems.filter(({ code }) => code === 'cell.required').map(({ field }) => field)
        : [],
    );
    const columns = template.columns.map(({ field, header, aliases = [], required, personal }) => {
      // A market evaluation without a score is only found out once all its cells are read.
      const filled = neverEmpty.has(field) || field === 'marketScore';
      const mark = required ? (filled ? '**必填**' : '**必有**') : personal ? '**不存**' : '';
      return [header, mark, aliases.map((alias) => `\`${alias}\``).join(' ')];
    });
    expect(told).toEqual(columns);
  });

  it('names the columns that every template may carry', () => {
    for (const { header, aliases = [] } of commonColumns)
      for (const spelling of [header, ...aliases]) expect(text).toContain(spelling);
  });
});

describe('docs/grading.md', () => {
  it('names every rule of the policies with its origin', () => {
    const text = read('docs/grading.md');
    const lines = text.split('\n');
    for (const policy of readPolicies(policyFolder)) {
      for (const rule of policy.rules.values()) {
        const line = lines.findIndex((one) => one.includes(`\`${rule.id}\``));
        // Some rules stand in prose that runs on to the next line.
        expect(lines.slice(line, line + 2).join(' '), rule.id).toContain(rule.origin);
        expect(line, rule.id).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('links', () => {
  it.each([
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/templates.md',
    'docs/grading.md',
    'docs/reliability.md',
    'adapters/web/README.md',
    'adapters/telegram/README.md',
    'adapters/slack/README.md',
  ])('of %s lead to files that exist', (file) => {
    for (const [, target = ''] of read(file).matchAll(/\]\(([^)#\s]+)/g)) {
      if (/^https?:/.test(target)) continue;
      expect(existsSync(join(root, dirname(file), target)), target).toBe(true);
    }
  });
});
