import type { TransactionSql } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/audit-check.ts';
import type { Entry } from '../../src/domain/audit-entry.ts';
import { checkpointText } from '../../src/domain/signed-note.ts';
import { chainEntries, checkpoint, verifyAudit } from '../../src/services/audit.ts';
import { memoryKeys } from '../../src/services/keys.ts';
import type { Database } from '../../src/store/database.ts';
import { createChance } from '../soak/result.ts';
import { withDatabase } from '../support/database.ts';
import {
  addEntries,
  auditDeps,
  auditKeys,
  auditNow,
  auditSeed,
  chained,
  emptyLog,
  entryNumber,
  rewriteLeaves,
  undone,
  verify,
} from './auditing.ts';

const chance = createChance(auditSeed);
const below = (limit: number): number => Math.floor(chance() * limit);

describe(`a log of 1 000 entries with checkpoints every 250 (AUDIT_SEED=${auditSeed})`, {
  timeout: 300_000,
}, () => {
  const database = withDatabase();
  const size = 1_000;
  const every = 250;
  beforeAll(async () => {
    await emptyLog(database().sql);
    for (let from = 0; from < size; from += every) {
      await addEntries(
        database().sql,
        Array.from({ length: every }, (_, index) => entryNumber(from + index)),
      );
      await chainEntries(auditDeps(database()));
      await checkpoint(auditDeps(database()));
    }
  }, 120_000);

  const notes = async (sql: Database['sql'], size: number) => {
    const rows = await sql<{ note: string }[]>`select note from audit_checkpoint where size = ${size}`;
    return rows.map(({ note }) => ({ name: 'kept.txt', text: note }));
  };

  it('is cut off at each of 300 places, and each is told', async () => {
    await undone(database(), async (tx, inside) => {
      for (const left of Array.from({ length: 300 }, () => below(size)).sort((a, b) => b - a)) {
        await tx`delete from audit_log where seq > ${left}`;
        await tx`delete from audit_leaf where index >= ${left}`;
        await tx`delete from audit_node where (index + 1) * 256 > ${left}`;
        const { problems } = await verify(inside);
        const missing = [250, 500, 750, 1_000].filter((one) => one > left);
        expect(problems).toEqual(missing.map((one) => ({ code: 'log.truncated', size: one })));
      }
    });
  });

  const everything = Array.from({ length: size }, (_, n) => entryNumber(n));
  const added: Entry = { ...entryNumber(3), seq: size + 1, actor: 'never' };
  /** What is changed at a place, and the entries in the order in which they are chained then. */
  const forgeries: Record<string, (tx: TransactionSql, index: number) => Promise<Entry[]>> = {
    async edits(tx, index) {
      await tx`update audit_log set actor = 'another' where seq = ${index + 1}`;
      return everything.with(index, { ...entryNumber(index), actor: 'another' });
    },
    async deletes(tx, index) {
      await tx`delete from audit_log where seq = ${index + 1}`;
      return [...everything.toSpliced(index, 1), added];
    },
    async reorders(_, index) {
      const swapped = everything.with(index, entryNumber(index + 1));
      return swapped.with(index + 1, entryNumber(index));
    },
    async inserts(_, index) {
      return everything.toSpliced(index, 0, added);
    },
  };

  it.each(Object.entries(forgeries))(
    'tells that somebody %s an entry and makes every hash anew, at each of 100 places: only signatures are not theirs',
    async (_, forge) => {
      for (let round = 0; round < 100; round += 1) {
        await undone(database(), async (tx, inside) => {
          await tx`
            insert into audit_log (seq, at, actor, org_id, action, subject, purpose, result) overriding system value
            values (${added.seq}, ${added.at}, ${added.actor}, ${added.orgId}, ${added.action}, ${added.subject}, ${added.purpose}, ${added.result})`;
          const index = below(size - 1);
          const entries = await forge(tx, index);
          await rewriteLeaves(tx, entries);
          if (!entries.includes(added)) await tx`delete from audit_log where seq = ${added.seq}`;
          const { problems } = await verify(inside);
          const wrong = [250, 500, 750, 1_000].filter((one) => one > index);
          // Also where two changed places across a checkpoint: this very checkpoint tells.
          expect(problems).toEqual(wrong.map((one) => ({ code: 'root.wrong', size: one })));
        });
      }
    },
  );

  it('is found out by a note from outside where the checkpoints were taken away with the end of the log', async () => {
    const kept = await notes(database().sql, size);
    await undone(database(), async (tx, inside) => {
      await tx`delete from audit_log where seq > 600`;
      await tx`delete from audit_leaf where index >= 600`;
      await tx`delete from audit_checkpoint where size > 600`;
      await tx`delete from audit_node where index > 1`;
      expect((await verify(inside)).problems).toEqual([]);
      expect((await verify(inside, kept)).problems).toEqual([
        { code: 'log.truncated', size, from: 'kept.txt' },
        { code: 'checkpoint.missing', size },
      ]);
    });
  });

  it('is found out by a note from outside where whoever rewrote it had the signing key too', async () => {
    const kept = await notes(database().sql, size);
    await undone(database(), async (tx, inside) => {
      const entries = await forgeries.edits?.(tx, 700);
      if (!entries) throw new Error('no entries');
      await rewriteLeaves(tx, entries);
      await tx`delete from audit_checkpoint where size > 700`;
      const { root } = chained(entries);
      const note = auditKeys.signNote(checkpointText({ origin: auditKeys.name, size, root }));
      await tx`insert into audit_checkpoint values (${size}, ${root}, now(), ${note})`;
      expect((await verify(inside)).problems).toEqual([]);
      expect((await verify(inside, kept)).problems).toEqual([{ code: 'root.wrong', size, from: 'kept.txt' }]);
    });
  });

  const stranger = memoryKeys(Buffer.from('stranger'));
  const impostor = memoryKeys(Buffer.from('audit'), { name: 'another/log' });
  it.each<[string, Problem['code'][], (tx: TransactionSql, note: string) => Promise<unknown>]>([
    [
      'column of the root',
      ['checkpoint.differs'],
      (tx) => tx`update audit_checkpoint set root = 'x' where size = 500`,
    ],
    [
      'size',
      ['checkpoint.differs', 'root.wrong'],
      (tx) => tx`update audit_checkpoint set size = 501 where size = 500`,
    ],
    [
      'size, beyond the end',
      ['checkpoint.differs', 'log.truncated'],
      (tx) => tx`update audit_checkpoint set size = 5000 where size = 500`,
    ],
    [
      'size, below nothing',
      ['checkpoint.differs', 'checkpoint.differs'],
      (tx) => tx`update audit_checkpoint set size = -5 where size = 500`,
    ],
    [
      'note, for nonsense',
      ['note.form'],
      (tx) => tx`update audit_checkpoint set note = 'nonsense' where size = 500`,
    ],
    [
      'note, for that of another size',
      ['checkpoint.differs', 'root.wrong'],
      (tx) =>
        tx`update audit_checkpoint set note = (select note from audit_checkpoint where size = 250) where size = 500`,
    ],
    [
      'signature',
      ['note.signature'],
      (tx, note) => tx`update audit_checkpoint set note = ${note.replace('500', '499')} where size = 500`,
    ],
    [
      'signer',
      ['note.unknownKey'],
      (tx, note) =>
        tx`update audit_checkpoint set note = ${stranger.signNote(`${note.split('\n\n')[0]}\n`)} where size = 500`,
    ],
    [
      'name of the log',
      ['note.origin'],
      (tx, note) =>
        tx`update audit_checkpoint set note = ${auditKeys.signNote(`${note.split('\n\n')[0]?.replace('chengxin', 'elsewhere')}\n`)} where size = 500`,
    ],
  ])('tells of a checkpoint with another %s', async (_, expected, change) => {
    const [kept] = await notes(database().sql, 500);
    await undone(database(), async (tx, inside) => {
      await change(tx, kept?.text ?? '');
      const { problems } = await verify(inside);
      expect(problems.map(({ code }) => code).toSorted()).toEqual(expected.toSorted());
    });
  });

  it.each<[string, Problem[], (note: string) => string]>([
    ['a good note', [], (note) => note],
    ['good notes one after the other', [], (note) => `${note}${note}\n${note}`],
    ['nothing', [{ code: 'note.form', from: 'kept.txt' }], () => '\n'],
    ['no note', [{ code: 'note.form', from: 'kept.txt' }], () => 'hello'],
    [
      'half a note behind a good one',
      [{ code: 'note.form', from: 'kept.txt' }],
      (note) => note + note.slice(0, 30),
    ],
    [
      'an edited note',
      [{ code: 'note.signature', size: 499, from: 'kept.txt' }],
      (note) => note.replace('500', '499'),
    ],
    [
      'a note of another log',
      [{ code: 'note.unknownKey', size: 500, from: 'kept.txt' }],
      (note) => impostor.signNote(`${note.split('\n\n')[0]}\n`),
    ],
  ])('takes a file with %s for what it is', async (_, expected, text) => {
    const [kept] = await notes(database().sql, 500);
    const file = { name: 'kept.txt', text: text(kept?.text ?? '') };
    expect((await verify(database(), [file])).problems).toEqual(expected);
  });

  it('is not believed without a key, and a key that is none is refused', async () => {
    const none = await verifyAudit(database(), { publicKeys: [], notes: [], now: auditNow });
    expect(none.covered).toBe(0);
    expect(none.problems.map(({ code }) => code)).toEqual(Array(4).fill('note.unknownKey'));
    const wrong = verifyAudit(database(), { publicKeys: ['nonsense'], notes: [], now: auditNow });
    await expect(wrong).rejects.toMatchObject({ code: 'audit.key' });
  });
});
