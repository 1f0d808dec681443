import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseCheckpoint, parseNote } from '../../src/domain/signed-note.ts';
import {
  chainEntries,
  checkProof,
  checkpoint,
  type EntryProof,
  listAudit,
  proveEntry,
  type Witness,
} from '../../src/services/audit.ts';
import { memoryKeys } from '../../src/services/keys.ts';
import { withDatabase } from '../support/database.ts';
import {
  addEntries,
  auditDeps,
  auditKeys,
  auditNow,
  chained,
  emptyLog,
  entryNumber,
  fillLog,
  undone,
  verify,
} from './auditing.ts';

const database = withDatabase();
beforeEach(() => emptyLog(database().sql));

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => entryNumber(from + index));

async function grow(from: number, count: number): Promise<void> {
  await addEntries(database().sql, numbered(from, count));
  await chainEntries(auditDeps(database()));
}

/** Takes notes, and fails or hangs as long as it is told to. */
function createWitness(id: string): Witness & { notes: string[]; mood: 'well' | 'fails' | 'hangs' } {
  const witness = {
    id,
    notes: [] as string[],
    mood: 'well' as 'well' | 'fails' | 'hangs',
    async publish(note: string): Promise<void> {
      if (witness.mood === 'fails') throw Object.assign(new Error('secret 13800138000'), { code: 'EIO' });
      if (witness.mood === 'hangs') await sleep(60_000, null, { ref: false });
      witness.notes.push(note);
    },
  };
  return witness;
}

describe('a checkpoint', () => {
  it('is made when entries were added, and only then', async () => {
    const deps = auditDeps(database());
    expect(await checkpoint(deps)).toBeNull();
    await grow(0, 3);
    const made = await checkpoint(deps);
    expect(made).toMatchObject({ size: 3, at: auditNow });
    expect(await checkpoint(deps)).toBeNull();
    await grow(3, 1);
    expect(await checkpoint(deps)).toMatchObject({ size: 4 });
    expect(await database().sql`select size, note from audit_checkpoint order by size`).toMatchObject([
      { size: '3', note: made?.note },
      { size: '4' },
    ]);
  });

  it('says what anybody finds who makes the tree from the rows, under the name of the log', async () => {
    await grow(0, 300);
    const made = await checkpoint(auditDeps(database()));
    const note = parseNote(made?.note ?? '');
    expect(note?.signatures).toMatchObject([{ name: 'chengxin/audit' }]);
    const { root } = chained(numbered(0, 300));
    expect(note && parseCheckpoint(note.text)).toEqual({
      origin: 'chengxin/audit',
      size: 300,
      root: Buffer.from(root),
    });
  });

  it('is made once by four at once', async () => {
    await grow(0, 10);
    const made = await Promise.all(Array.from({ length: 4 }, () => checkpoint(auditDeps(database()))));
    expect(made.filter((one) => one !== null)).toHaveLength(1);
  });

  it.each([
    [
      'an edited leaf',
      (sql: typeof database) => sql().sql`update audit_leaf set leaf = chain where index = 2`,
    ],
    ['a leaf away', (sql: typeof database) => sql().sql`delete from audit_leaf where index = 2`],
    ['its end cut off', (sql: typeof database) => sql().sql`delete from audit_leaf where index > 2`],
    ['nothing left', (sql: typeof database) => sql().sql`delete from audit_leaf`],
  ])('is refused for a log that no longer agrees with the last one: %s', async (_, change) => {
    await grow(0, 10);
    await checkpoint(auditDeps(database()));
    await change(database);
    await expect(checkpoint(auditDeps(database()))).rejects.toMatchObject({
      code: 'audit.inconsistent',
      params: { size: 10 },
    });
    expect(await database().sql`select 1 from audit_checkpoint`).toHaveLength(1);
  });
});

describe('a witness', () => {
  it('is told each new checkpoint once', async () => {
    const witness = createWitness('file');
    const deps = auditDeps(database(), [witness]);
    await grow(0, 3);
    const first = await checkpoint(deps);
    await checkpoint(deps);
    await grow(3, 3);
    const second = await checkpoint(deps);
    expect(witness.notes).toEqual([first?.note, second?.note]);
  });

  it('that fails is logged without what was in the error, and told the next time; the others are told at once', async () => {
    const [failing, well] = [createWitness('chat'), createWitness('file')];
    const deps = auditDeps(database(), [failing, well]);
    failing.mood = 'fails';
    await grow(0, 3);
    const made = await checkpoint(deps);
    expect(made).toMatchObject({ size: 3 });
    expect(well.notes).toHaveLength(1);
    expect(deps.warnings).toEqual([
      { fields: { witness: 'chat', size: 3, code: 'EIO' }, message: 'a witness did not take a checkpoint' },
    ]);
    failing.mood = 'well';
    // Nothing new is stated, and yet it is made up for.
    expect(await checkpoint(deps)).toBeNull();
    expect([failing.notes, well.notes]).toEqual([[made?.note], [made?.note]]);
  });

  it('that hangs blocks nobody for longer than it may take', async () => {
    const [hanging, well] = [createWitness('chat'), createWitness('file')];
    const deps = { ...auditDeps(database(), [hanging, well]), witnessMs: 50 };
    hanging.mood = 'hangs';
    await grow(0, 3);
    const started = performance.now();
    expect(await checkpoint(deps)).toMatchObject({ size: 3 });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(well.notes).toHaveLength(1);
    expect(deps.warnings).toMatchObject([{ fields: { witness: 'chat', code: 'audit.witnessLate' } }]);
  });

  it('of a process that was started anew is told the newest once more', async () => {
    await grow(0, 3);
    const made = await checkpoint(auditDeps(database()));
    const witness = createWitness('file');
    await checkpoint(auditDeps(database(), [witness]));
    expect(witness.notes).toEqual([made?.note]);
  });
});

describe('a proof', () => {
  const vkeys = auditKeys.vkeys();
  const check = (proof: unknown) => checkProof(JSON.parse(JSON.stringify(proof)), vkeys);

  it('holds for each of 700 entries, with a file and a public key alone', async () => {
    await fillLog(database(), 700);
    await checkpoint(auditDeps(database()));
    for (let seq = 1; seq <= 700; seq += 1) {
      const proof = await proveEntry(database(), seq);
      expect(proof.proof.length).toBeLessThanOrEqual(10);
      expect(check(proof)).toEqual({
        holds: true,
        entry: entryNumber(seq - 1),
        index: seq - 1,
        size: 700,
        origin: 'chengxin/audit',
      });
    }
  }, 60_000);

  it('shows no other entry, and reads few rows of a large log', async () => {
    await fillLog(database(), 10_000);
    await checkpoint(auditDeps(database()));
    const proof = await proveEntry(database(), 1_234);
    expect(JSON.stringify(proof).match(/subject-/g)).toHaveLength(1);
    await undone(database(), async (tx, inside) => {
      // What this connection did a moment ago may still be counted: only the difference is this proof's.
      const read = async (): Promise<number> => {
        const [row] = await tx<{ read: number }[]>`
          select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as read from pg_stat_xact_user_tables
          where relname in ('audit_log', 'audit_leaf', 'audit_node', 'audit_checkpoint')`;
        return row?.read ?? Number.NaN;
      };
      const before = await read();
      await proveEntry(inside, 1_234);
      // Of 10 000 leaves: the tile of the entry, the last one, the kept subtrees above.
      expect((await read()) - before).toBeLessThan(600);
    });
  });

  it('fails once anything in it is changed', async () => {
    await fillLog(database(), 300);
    await checkpoint(auditDeps(database()));
    const proof = await proveEntry(database(), 123);
    const { entry } = proof;
    const other = memoryKeys(Buffer.from('other'));
    const noted = parseNote(proof.note)?.text ?? '';
    const changes: [Partial<EntryProof>, string][] = [
      ...Object.keys(entry).map((key): [Partial<EntryProof>, string] => [
        { entry: { ...entry, [key]: key === 'seq' ? 124 : 'x' } },
        'path',
      ]),
      [{ entry: { ...entry, actor: '\ud800' } }, 'path'],
      [{ algorithm: 'sm3' }, 'path'],
      [{ index: 123 }, 'path'],
      [{ size: 299 }, 'note'],
      [{ proof: proof.proof.slice(1) }, 'path'],
      [{ proof: proof.proof.toReversed() }, 'path'],
      [{ proof: [...proof.proof, ...proof.proof] }, 'path'],
      [{ proof: ['x'] }, 'form'],
      [{ note: proof.note.replace('300', '301') }, 'note'],
      [{ note: other.signNote(noted) }, 'note'],
      [{ note: '' }, 'note'],
    ];
    for (const [change, problem] of changes)
      expect(check({ ...proof, ...change }), JSON.stringify(change)).toEqual({ holds: false, problem });
    for (const nonsense of [null, [], 'x', 5, {}, { ...proof, more: 1 }, { ...proof, entry: null }])
      expect(check(nonsense)).toEqual({ holds: false, problem: 'form' });
    expect(checkProof(proof, other.vkeys())).toEqual({ holds: false, problem: 'note' });
    expect(checkProof(proof, [...other.vkeys(), ...vkeys]).holds).toBe(true);
    expect(() => checkProof(proof, ['x'])).toThrow(/audit\.key/);
  });

  it('is not given for what is unknown, not yet stated, or no longer what was stated', async () => {
    await grow(0, 5);
    await expect(proveEntry(database(), 3)).rejects.toMatchObject({ code: 'audit.uncovered' });
    await checkpoint(auditDeps(database()));
    await expect(proveEntry(database(), 99)).rejects.toMatchObject({ code: 'audit.unknown' });
    await addEntries(database().sql, [entryNumber(5)]);
    await expect(proveEntry(database(), 6)).rejects.toMatchObject({ code: 'audit.uncovered' });
    await chainEntries(auditDeps(database()));
    await expect(proveEntry(database(), 6)).rejects.toMatchObject({ code: 'audit.uncovered' });
    const { sql } = database();
    await sql`update audit_log set actor = 'x' where seq = 3`;
    await expect(proveEntry(database(), 3)).rejects.toMatchObject({ code: 'audit.inconsistent' });
    await sql`delete from audit_leaf where index = 3`;
    await expect(proveEntry(database(), 2)).rejects.toMatchObject({ code: 'audit.inconsistent' });
  });
});

describe('the list of entries', () => {
  it('is the newest first, of an actor, an action, or about any of some subjects', async () => {
    await addEntries(database().sql, numbered(0, 200));
    const list = async (filter: Parameters<typeof listAudit>[1]) =>
      (await listAudit(database(), filter)).map(({ seq }) => seq);
    expect(await list({ limit: 3 })).toEqual([200, 199, 198]);
    expect(await listAudit(database(), { limit: 1 })).toEqual([entryNumber(199)]);
    const of = (matches: (n: number) => boolean) =>
      numbered(0, 200)
        .filter((_, n) => matches(n))
        .map(({ seq }) => seq)
        .reverse();
    expect(await list({ limit: 500, actor: '诚信办' })).toEqual(of((n) => n % 4 === 3));
    expect(await list({ limit: 500, action: 'person.role' })).toEqual(of((n) => n % 3 === 2));
    const subjects = ['k1:subject-5', 'k1:subject-6', 'k9:nobody'];
    expect(await list({ limit: 500, subjects })).toEqual(of((n) => [5, 6].includes(n % 97) && n % 11 !== 0));
    expect(await list({ limit: 500, subjects: [] })).toEqual([]);
    expect(await list({ limit: 500, actor: "'; drop table audit_log; --" })).toEqual([]);
    expect((await verify(database())).found).toBeGreaterThan(0);
  });
});
