import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkpointText } from '../../src/domain/signed-note.ts';
import { memoryKeys } from '../../src/services/keys.ts';
import { chatWitness, fileWitness, notedSize } from '../../src/services/witnesses.ts';
import { withDatabase } from '../support/database.ts';
import { seededRandom } from '../support/people.ts';

const folder = mkdtempSync(join(tmpdir(), 'chengxin-witness-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keys = memoryKeys(Buffer.from('witness'));
const noteOf = (size: number): string =>
  keys.signNote(checkpointText({ origin: keys.name, size, root: new Uint8Array(32) }));

describe('a file of checkpoints', () => {
  it('tells the size of the longest, of many and after what is broken', async () => {
    const path = join(folder, 'deep', 'checkpoints.txt');
    expect(await notedSize(path)).toBe(0);
    const witness = fileWitness(path);
    for (let size = 1; size <= 1_000; size += 1) await witness.publish(noteOf(size));
    expect(await notedSize(path)).toBe(1_000);
    appendFileSync(path, 'chengxin/audit\n2000\nhalf a note');
    expect(await notedSize(path)).toBe(1_000);
  });
});

describe('a chat of checkpoints', () => {
  const database = withDatabase();
  it('gets one an hour', async () => {
    const clock = { at: new Date('2026-08-03T02:10:00Z'), now: () => clock.at };
    const witness = chatWitness(
      { database: database(), clock, random: seededRandom(1) },
      'telegram',
      '-100123',
    );
    for (const minute of [10, 20, 59]) {
      clock.at = new Date(`2026-08-03T02:${minute}:00Z`);
      await witness.publish(noteOf(minute));
    }
    clock.at = new Date('2026-08-03T03:00:00Z');
    await witness.publish(noteOf(60));
    const rows = await database().sql<{ text: string }[]>`select body::text as text from outbox order by seq`;
    expect(rows).toHaveLength(2);
    expect(rows[1]?.text).toContain('chengxin/audit\\n60\\n');
  });
});
