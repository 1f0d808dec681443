import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  runAuditCheck,
  runAuditCheckpoint,
  runAuditList,
  runAuditProve,
  runAuditVerify,
  runKeyDestroy,
  runKeyList,
  runKeyRotate,
} from '../../src/cli/audit.ts';
import type { CliContext } from '../../src/cli/context.ts';
import { readConfig } from '../../src/config.ts';
import { type KeyInfo, keysFolder, openKeys } from '../../src/services/keys.ts';
import { addEntries, auditNow, emptyLog, entryNumber } from '../services/auditing.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const base = mkdtempSync(join(tmpdir(), 'chengxin-audit-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

let said: { lines: string[]; json: unknown[]; hints: string[] };
let context: CliContext;
beforeAll(() => {
  const config = readConfig({ DATA_DIR: join(base, 'data') });
  context = {
    config,
    clock: { now: () => auditNow },
    output: {
      locale: 'en',
      line: (text) => void said.lines.push(text),
      json: (value) => void said.json.push(JSON.parse(JSON.stringify(value))),
      hint: (text) => void said.hints.push(text),
    },
    withDatabase: (work) => work(database()),
  };
});
beforeEach(() => {
  said = { lines: [], json: [], hints: [] };
});

const noDatabase = (): CliContext => ({
  ...context,
  withDatabase: () => Promise.reject(new Error('no database was needed')),
});

async function fill(): Promise<void> {
  await emptyLog(database().sql);
  const pseudonym = openKeys(keysFolder(context.config)).pseudonym('91370200MA3C0000XX');
  await addEntries(database().sql, [
    ...Array.from({ length: 20 }, (_, n) => entryNumber(n)),
    { ...entryNumber(20), subject: pseudonym },
  ]);
}

describe('chengxin audit', () => {
  beforeEach(fill);

  it('checkpoint chains, signs and prints the note; a second time it prints the same and says so', async () => {
    expect(await runAuditCheckpoint(context, {})).toBe(0);
    const [note = ''] = said.lines;
    expect(note).toMatch(/^chengxin\/audit\n21\n\S{44}\n\n— chengxin\/audit \S+$/);
    expect(await runAuditCheckpoint(context, {})).toBe(0);
    expect([said.lines[1], said.hints.length]).toEqual([note, 1]);
    await runAuditCheckpoint(context, { json: true });
    expect(said.json).toMatchObject([{ made: false, checkpoint: { size: 21, note: `${note}\n` } }]);
  });

  it('checkpoint of an empty log says that there is nothing', async () => {
    await emptyLog(database().sql);
    expect(await runAuditCheckpoint(context, {})).toBe(0);
    expect([said.lines, said.hints]).toEqual([[], ['The log has no entries yet.']]);
    await runAuditCheckpoint(context, { json: true });
    expect(said.json).toEqual([{ made: false, checkpoint: null }]);
  });

  it('verify is content with a sound log, also with a kept checkpoint, and ends with 0', async () => {
    await runAuditCheckpoint(context, {});
    const kept = join(base, 'kept.txt');
    writeFileSync(kept, `${said.lines[0]}\n`);
    expect(await runAuditVerify(context, { checkpoint: [kept] })).toBe(0);
    expect(said.lines[1]).toContain('The log is sound: 21 entries are chained, 21 of them covered');
    await runAuditVerify(context, { json: true });
    expect(said.json).toMatchObject([{ size: 21, problems: [], found: 0 }]);
  });

  it('verify tells what was tampered with, and where, and ends with 3', async () => {
    await runAuditCheckpoint(context, {});
    await database().sql`update audit_log set actor = 'x' where seq = 5`;
    await database().sql`delete from audit_log where seq = 9`;
    said.lines = [];
    expect(await runAuditVerify(context, {})).toBe(3);
    expect(said.lines).toEqual([
      'The log has 2 problems (21 entries chained, 21 covered by checkpoints):',
      '  an entry was edited, or exchanged with another  place 4 entry 5',
      '  an entry is gone  place 8 entry 9',
    ]);
    expect(await runAuditVerify(context, { json: true })).toBe(3);
    expect(said.json).toMatchObject([
      { found: 2, problems: [{ code: 'entry.edited' }, { code: 'entry.missing' }] },
    ]);
    await database().sql`update audit_log set actor = 'x'`;
    await database().sql`delete from audit_node`;
    said.lines = [];
    await runAuditVerify({ ...context, output: { ...context.output, locale: 'zh' } }, {});
    expect(said.lines[0]).toMatch(/^审计日志有 21 处问题/);
  });

  it('verify of a file that is not there is refused before anything is read', async () => {
    const file = join(base, 'nowhere');
    expect(() => runAuditVerify(noDatabase(), { checkpoint: [file] })).toThrow(/audit\.file/);
  });

  it('list finds entries about an enterprise by its code', async () => {
    expect(await runAuditList(context, { limit: 50, subject: '91370200MA3C0000XX' })).toBe(0);
    expect(said.lines).toHaveLength(1);
    expect(said.lines[0]).toMatch(/^21 {2}2026-08-03 00:00:20 {2}official/);
    await runAuditList(context, { limit: 2, json: true });
    expect(said.json).toMatchObject([[{ seq: 21 }, { seq: 20 }]]);
    await runAuditList(context, { limit: 2, actor: 'nobody' });
    expect(said.lines[1]).toBe('There are no such entries.');
  });

  it('prove and check: the proof in a file is checked without a database, and a changed one is refused with 3', async () => {
    await runAuditCheckpoint(context, {});
    const file = join(base, 'proof.json');
    expect(await runAuditProve(context, 7, { out: file })).toBe(0);
    expect(said.lines.at(-1)).toBe(`The proof for entry 7 is in ${file} (place 6, checkpoint 21).`);
    expect(runAuditCheck(noDatabase(), file, {})).toBe(0);
    expect(said.lines.at(-1)).toBe(
      'The proof holds: entry 7 is at place 6 of the log chengxin/audit (checkpoint 21).',
    );
    expect(await runAuditProve(context, 7, {})).toBe(0);
    expect(said.json).toEqual([JSON.parse(readFileSync(file, 'utf8'))]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"actor": "cli"', '"actor": "official"'));
    expect(runAuditCheck(noDatabase(), file, {})).toBe(3);
    writeFileSync(file, 'nonsense');
    expect(runAuditCheck(noDatabase(), file, { json: true })).toBe(3);
    expect(said.json[1]).toEqual({ holds: false, problem: 'form' });
  });

  it('check and verify take public keys that are given, and make none where there are none', async () => {
    await runAuditCheckpoint(context, {});
    const file = join(base, 'proof2.json');
    await runAuditProve(context, 7, { out: file });
    const elsewhere = { ...context, config: { ...context.config, KEYS_DIR: join(base, 'elsewhere') } };
    expect(runAuditCheck(elsewhere, file, {})).toBe(3);
    expect(await runAuditVerify(elsewhere, {})).toBe(3);
    const key = openKeys(keysFolder(context.config)).vkeys();
    expect(runAuditCheck(elsewhere, file, { key })).toBe(0);
    expect(await runAuditVerify(elsewhere, { key })).toBe(0);
    said.lines = [];
    runKeyList(elsewhere, {});
    expect(said.lines).toEqual(['There are no keys yet.']);
  });
});

describe('chengxin key', () => {
  const folder = () => ({ ...context, config: { ...context.config, KEYS_DIR: join(base, 'own') } });

  it('lists, rotates and destroys, and old checkpoints stay good', async () => {
    await fill();
    await runAuditCheckpoint(folder(), {});
    expect(await runKeyRotate(folder(), 'sign', {})).toBe(0);
    await addEntries(database().sql, [entryNumber(21)]);
    await runAuditCheckpoint(folder(), {});
    expect(await runAuditVerify(folder(), {})).toBe(0);
    said.lines = [];
    expect(await runKeyRotate(folder(), 'pseudonym', { json: true })).toBe(0);
    expect(runKeyList(folder(), { json: true })).toBe(0);
    const keys = said.json[1] as KeyInfo[];
    expect(keys.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'sign earlier',
      'sign current',
      'pseudonym earlier',
      'pseudonym current',
    ]);
    expect(await runKeyDestroy(folder(), keys[2]?.id ?? '', {})).toBe(0);
    runKeyList(folder(), {});
    expect(said.lines.filter((line) => line.includes('destroyed'))).toHaveLength(2);
    expect(JSON.stringify(said)).not.toMatch(/privateKey|"key"/);
    await expect(runKeyDestroy(folder(), 'x', {})).rejects.toMatchObject({ code: 'keys.unknown' });
    await expect(runKeyRotate(folder(), 'x', {})).rejects.toMatchObject({ code: 'keys.kind' });
  });
});
