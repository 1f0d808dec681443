import type { TransactionSql } from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/audit-check.ts';
import { checkpoint } from '../../src/services/audit.ts';
import { createChance } from '../soak/result.ts';
import { withDatabase } from '../support/database.ts';
import { addEntries, auditDeps, auditSeed, entryNumber, fillLog, undone, verify } from './auditing.ts';

const chance = createChance(auditSeed);
const below = (limit: number): number => Math.floor(chance() * limit);

/** Different indexes below `limit`, no two of them neighbours or a neighbour's neighbour. */
function apart(count: number, limit: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < count) {
    const one = below(limit);
    if (![-2, -1, 0, 1, 2].some((by) => chosen.has(one + by))) chosen.add(one);
  }
  return [...chosen].sort((a, b) => a - b);
}

const codes = (problems: readonly Problem[], code: Problem['code']) =>
  problems.filter((problem) => problem.code === code);

const edits: ((tx: TransactionSql, seq: number) => Promise<unknown>)[] = [
  (tx, seq) => tx`update audit_log set at = at + interval '1 microsecond' where seq = ${seq}`,
  (tx, seq) => tx`update audit_log set at = at - interval '4000 years' where seq = ${seq}`,
  (tx, seq) => tx`update audit_log set actor = actor || ' ' where seq = ${seq}`,
  (tx, seq) =>
    tx`update audit_log set org_id = case when org_id is null then '' else null end where seq = ${seq}`,
  (tx, seq) => tx`update audit_log set action = 'credit.List' where seq = ${seq}`,
  (tx, seq) => tx`update audit_log set subject = coalesce(subject, '') || '!' where seq = ${seq}`,
  (tx, seq) =>
    tx`update audit_log set purpose = case when purpose is null then 'x' else null end where seq = ${seq}`,
  (tx, seq) => tx`update audit_log set result = '' where seq = ${seq}`,
  (tx, seq) => tx`update audit_log set at = 'infinity' where seq = ${seq}`,
];

describe(`a log of 10 000 entries (AUDIT_SEED=${auditSeed})`, { timeout: 300_000 }, () => {
  const database = withDatabase();
  const size = 10_000;
  const rounds = 15;
  beforeAll(async () => {
    await fillLog(database(), size);
    await checkpoint(auditDeps(database()));
  }, 120_000);

  it('is sound as it is', async () => {
    expect(await verify(database())).toEqual({
      size,
      entries: size,
      checkpoints: 1,
      notes: 0,
      covered: size,
      problems: [],
      found: 0,
    });
  });

  it('tells each of 300 edited entries, twenty at a time, and nothing else', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await undone(database(), async (tx, inside) => {
        const chosen = apart(20, size);
        for (const [n, index] of chosen.entries()) await edits[(n + round) % edits.length]?.(tx, index + 1);
        const { problems, found } = await verify(inside);
        expect(problems).toEqual(chosen.map((index) => ({ code: 'entry.edited', index, entry: index + 1 })));
        expect(found).toBe(20);
      });
    }
  });

  it('tells each of 300 deleted entries, twenty at a time, and nothing else', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await undone(database(), async (tx, inside) => {
        const chosen = apart(20, size);
        await tx`delete from audit_log where seq = any(${chosen.map((index) => index + 1)}::bigint[])`;
        const { problems, entries } = await verify(inside);
        expect(problems).toEqual(chosen.map((index) => ({ code: 'entry.missing', index, entry: index + 1 })));
        expect(entries).toBe(size - 20);
      });
    }
  });

  it.each([true, false])(
    'tells each of 300 deleted leaves, twenty at a time (entry deleted too: %s)',
    async (both) => {
      for (let round = 0; round < rounds; round += 1) {
        await undone(database(), async (tx, inside) => {
          // The last one is left: without it the log is cut off, which is told otherwise.
          const chosen = apart(20, size - 1);
          await tx`delete from audit_leaf where index = any(${chosen}::bigint[])`;
          if (both)
            await tx`delete from audit_log where seq = any(${chosen.map((index) => index + 1)}::bigint[])`;
          const { problems } = await verify(inside);
          expect(codes(problems, 'leaf.missing').map(({ index }) => index)).toEqual(chosen);
          expect(codes(problems, 'entry.unchained').map(({ entry }) => entry)).toEqual(
            both ? [] : chosen.map((index) => index + 1),
          );
        });
      }
    },
  );

  it('tells each of 150 neighbours whose entries changed places, ten at a time, and nothing else', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await undone(database(), async (tx, inside) => {
        const chosen = apart(10, size - 1);
        for (const index of chosen) {
          await tx`
            update audit_log a set (at, actor, org_id, action, subject, purpose, result) =
              (select at, actor, org_id, action, subject, purpose, result from audit_log b where b.seq = ${2 * index + 3} - a.seq)
            where a.seq in (${index + 1}, ${index + 2})`;
        }
        const { problems, found } = await verify(inside);
        const both = chosen.flatMap((index) => [index, index + 1]);
        expect(problems).toEqual(both.map((index) => ({ code: 'entry.edited', index, entry: index + 1 })));
        expect(found).toBe(20);
      });
    }
  });

  it('tells each of 150 neighbours whose leaves point to each other’s entry, ten at a time', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await undone(database(), async (tx, inside) => {
        const chosen = apart(10, size - 1);
        for (const index of chosen) {
          await tx`update audit_leaf set entry = -entry where index in (${index}, ${index + 1})`;
          await tx`update audit_leaf set entry = ${index + 2} where index = ${index}`;
          await tx`update audit_leaf set entry = ${index + 1} where index = ${index + 1}`;
        }
        const { problems, found } = await verify(inside);
        const both = chosen.flatMap((index) => [index, index + 1]);
        expect(codes(problems, 'entry.edited').map(({ index }) => index)).toEqual(both);
        expect(found).toBe(20);
      });
    }
  });

  it('tells each of 90 neighbours whose leaves changed places, six at a time', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await undone(database(), async (tx, inside) => {
        const chosen = apart(6, size - 3);
        for (const index of chosen) {
          await tx`update audit_leaf set index = -index - 1 where index in (${index}, ${index + 1})`;
          await tx`update audit_leaf set index = ${2 * index + 1} + index + 1 where index < 0`;
        }
        const { problems } = await verify(inside);
        const broken = codes(problems, 'chain.wrong').map(({ index }) => index);
        expect(broken).toEqual(chosen.flatMap((index) => [index, index + 1, index + 2]));
        expect(codes(problems, 'root.wrong')).toEqual([{ code: 'root.wrong', size }]);
      });
    }
  });

  it('tells each of 300 inserted entries, twenty at a time, whatever time they claim', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await undone(database(), async (tx, inside) => {
        const claimed = Array.from({ length: 20 }, (_, n) => ({
          ...entryNumber(below(size)),
          ...(n % 4 === 0 && { at: n % 8 === 0 ? '9999-01-01T00:00:00Z' : '0001-01-01T00:00:00Z' }),
        }));
        const seqs = await addEntries(tx, claimed);
        const { problems, found } = await verify(inside);
        expect(problems).toEqual(seqs.map((entry) => ({ code: 'entry.unchained', entry })));
        expect(found).toBe(20);
      });
    }
  });

  it('tells leaves that were put in: before the first, and behind the last one pointing nowhere', async () => {
    await undone(database(), async (tx, inside) => {
      await tx`
        insert into audit_leaf select i.index, i.entry, algorithm, leaf, chain, chained_at
        from audit_leaf, (values (-1, -1), (${size}, 999999)) as i(index, entry) where audit_leaf.index = 5`;
      const { problems } = await verify(inside);
      expect(problems).toEqual([
        { code: 'leaf.extra', index: -1, entry: -1 },
        { code: 'entry.missing', index: size, entry: 999_999 },
        { code: 'chain.wrong', index: size, entry: 999_999 },
      ]);
    });
  });

  it.each<[string, Problem[], (tx: TransactionSql) => Promise<unknown>]>([
    [
      'an algorithm',
      [{ code: 'leaf.algorithm', index: 9, entry: 10 }],
      (tx) => tx`update audit_leaf set algorithm = 'md5' where index = 9`,
    ],
    [
      'an algorithm for the other',
      [{ code: 'entry.edited', index: 9, entry: 10 }],
      (tx) => tx`update audit_leaf set algorithm = 'sm3' where index = 9`,
    ],
    [
      'a chain hash',
      [
        { code: 'chain.wrong', index: 9, entry: 10 },
        { code: 'chain.wrong', index: 10, entry: 11 },
      ],
      (tx) => tx`update audit_leaf set chain = leaf where index = 9`,
    ],
    [
      'a leaf hash',
      [
        { code: 'entry.edited', index: 9, entry: 10 },
        { code: 'chain.wrong', index: 9, entry: 10 },
        { code: 'node.wrong', index: 255 },
        { code: 'root.wrong', size },
      ],
      (tx) => tx`update audit_leaf set leaf = chain where index = 9`,
    ],
    [
      'a kept subtree',
      [{ code: 'node.wrong', index: 511 }],
      (tx) => tx`update audit_node set hash = '\\x00' where index = 1`,
    ],
    [
      'a kept subtree away',
      [{ code: 'node.missing', index: 511 }],
      (tx) => tx`delete from audit_node where index = 1`,
    ],
    [
      'kept subtrees more',
      [
        { code: 'node.extra', index: -1 },
        { code: 'node.extra', index: -1 },
        { code: 'node.extra', index: 39 * 256 + 255 },
        { code: 'node.extra', index: 65_535 },
        { code: 'node.extra', index: -1 },
      ],
      (tx) =>
        tx`insert into audit_node select v.level, v.index, 'x' from (values (-3, 0), (8, 39), (8, -1), (16, 0), (2000000000, 9223372036854775807)) as v(level, index)`,
    ],
    [
      'the number of an entry beyond exact numbers',
      [
        { code: 'entry.missing', index: 9, entry: 10 },
        { code: 'entry.unchained', entry: 2 ** 60 },
      ],
      async (tx) => {
        await tx`alter table audit_log alter seq set generated by default`;
        await tx`update audit_log set seq = ${String(2n ** 60n)} where seq = 10`;
      },
    ],
  ])('tells %s changed', async (_, expected, change) => {
    await undone(database(), async (tx, inside) => {
      await change(tx);
      expect((await verify(inside)).problems).toEqual(expected);
    });
  });

  it('counts what it does not list, and lists other kinds although one is everywhere', async () => {
    await undone(database(), async (tx, inside) => {
      await tx`update audit_log set actor = 'nobody'`;
      await tx`delete from audit_node`;
      const { problems, found } = await verify(inside);
      expect(found).toBe(size + 39);
      expect([codes(problems, 'entry.edited').length, codes(problems, 'node.missing').length]).toEqual([
        20, 20,
      ]);
    });
  });
});
