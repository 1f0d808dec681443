import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  Frontier,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  type SubtreeOf,
  verifyConsistency,
  verifyInclusion,
} from '../../src/domain/merkle.ts';

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
const bytes = (text: string): Buffer => Buffer.from(text, 'hex');

/** The reference data of Certificate Transparency: eight inputs, and the root of the first n of them. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The tree as RFC 6962 writes it down (2.1). */
function naive(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (!only) return rootOf([]);
  if (leaves.length === 1) return only;
  let left = 1;
  while (left * 2 < leaves.length) left *= 2;
  return nodeHash(naive(leaves.slice(0, left)), naive(leaves.slice(left)));
}

/** Complete subtrees of leaves at hand; counts how often it was asked. */
function subtreesOf(leaves: readonly Hash[]): { of: SubtreeOf; asked: () => number } {
  let asked = 0;
  const of: SubtreeOf = async (level, index) => {
    asked += 1;
    const part = leaves.slice(index * 2 ** level, (index + 1) * 2 ** level);
    if (part.length !== 2 ** level) throw new Error('asked for a subtree that is not complete');
    return naive(part);
  };
  return { of, asked: () => asked };
}

const numbered = (count: number): Hash[] =>
  Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

const leaves = numbered(600);
const size = fc.integer({ min: 1, max: leaves.length });
const inTree = size.chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n - 1 })));
const twoSizes = size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));

/** The same bytes with one bit turned. */
function turned(hash: Hash, bit: number): Hash {
  const copy = Buffer.from(hash);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

describe('the reference vectors of RFC 6962', () => {
  const known = inputs.map((input) => leafHash(input));

  it('have these roots, for every size', () => {
    for (const [n, root] of roots.entries()) expect(hex(rootOf(known.slice(0, n))), `size ${n}`).toBe(root);
  });

  it.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
  ])('have this inclusion proof of leaf %i among %i', async (index, n, proof) => {
    const made = await inclusionProof(index, n, subtreesOf(known).of);
    expect(made.map(hex)).toEqual(proof);
    const leaf = known[index];
    expect(leaf && verifyInclusion({ leaf, index, size: n, proof: made }, bytes(roots[n] ?? ''))).toBe(true);
  });

  it.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('have this consistency proof from %i to %i', async (from, to, proof) => {
    const made = await consistencyProof(from, to, subtreesOf(known).of);
    expect(made.map(hex)).toEqual(proof);
    const stated = (n: number) => ({ size: n, root: bytes(roots[n] ?? '') });
    expect(verifyConsistency(stated(from), stated(to), made)).toBe(true);
  });
});

describe('a tree of any size', () => {
  it('has the root that the recursion of the RFC gives, for each size up to 600', () => {
    const frontier = new Frontier();
    for (const [index, leaf] of leaves.entries()) {
      frontier.push(leaf);
      expect(hex(frontier.root())).toBe(hex(naive(leaves.slice(0, index + 1))));
    }
  });

  it('goes on from what is stored as if it had been there from the start', async () => {
    const { of } = subtreesOf(leaves);
    await fc.assert(
      fc.asyncProperty(twoSizes, async ([from, to]) => {
        const frontier = await Frontier.at(from, of);
        const completed = leaves.slice(from, to).flatMap((leaf) => frontier.push(leaf));
        expect(hex(frontier.root())).toBe(hex(naive(leaves.slice(0, to))));
        for (const { level, index, hash } of completed) expect(hex(hash)).toBe(hex(await of(level, index)));
        expect(completed.map(({ level, index }) => [level, index])).toEqual(
          [0, 1].filter((tile) => from < (tile + 1) * 256 && (tile + 1) * 256 <= to).map((tile) => [8, tile]),
        );
      }),
    );
  });

  it('keeps subtrees of 256 and of 65 536 leaves, each once', () => {
    const frontier = new Frontier();
    const leaf = leafHash(Buffer.from('same'));
    const completed: string[] = [];
    for (let index = 0; index < 2 * 65_536; index += 1)
      for (const node of frontier.push(leaf)) completed.push(`${node.level}/${node.index}`);
    const expected = Array.from({ length: 512 }, (_, index) => `8/${index}`);
    expected.splice(256, 0, '16/0');
    expect(completed).toEqual([...expected, '16/1']);
  });
});

describe('an inclusion proof', () => {
  it('holds for its leaf, asks for few subtrees, and for no other place, size, leaf or root', async () => {
    await fc.assert(
      fc.asyncProperty(inTree, fc.nat(255), async ([n, index], bit) => {
        const { of, asked } = subtreesOf(leaves);
        const proof = await inclusionProof(index, n, of);
        expect(asked()).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(n)) + 1);
        const root = naive(leaves.slice(0, n));
        const leaf = leaves[index];
        if (!leaf) throw new Error('no leaf');
        const claim = { leaf, index, size: n, proof };
        expect(verifyInclusion(claim, root)).toBe(true);
        expect(verifyInclusion({ ...claim, leaf: turned(leaf, bit) }, root)).toBe(false);
        expect(verifyInclusion(claim, turned(root, bit))).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...proof, leaf] }, root)).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion({ ...claim, proof: proof.slice(1) }, root)).toBe(false);
          const changed = proof.with(bit % proof.length, turned(proof[bit % proof.length] ?? leaf, bit));
          expect(verifyInclusion({ ...claim, proof: changed }, root)).toBe(false);
        }
        for (const other of [index - 1, index + 1])
          expect(verifyInclusion({ ...claim, index: other }, root)).toBe(false);
      }),
    );
  });

  it('of nonsense numbers is refused', async () => {
    const { of } = subtreesOf(leaves);
    await expect(inclusionProof(3, 3, of)).rejects.toThrow(RangeError);
    await expect(inclusionProof(-1, 3, of)).rejects.toThrow(RangeError);
    const [leaf = new Uint8Array(32)] = leaves;
    for (const [index, n] of [
      [0, 0],
      [-1, 1],
      [1, 1],
      [0.5, 1],
      [0, Number.NaN],
      [0, Number.POSITIVE_INFINITY],
    ] as const)
      expect(verifyInclusion({ leaf, index, size: n, proof: [] }, leaf)).toBe(false);
  });

  it('works beyond 2^32 leaves', async () => {
    // All leaves are the same, so that the subtree of a level is the same everywhere.
    const levels: Hash[] = [leafHash(Buffer.from('same'))];
    const of: SubtreeOf = async (level) => {
      for (let last = levels.at(-1); last && levels.length <= level; last = levels.at(-1))
        levels.push(nodeHash(last, last));
      return levels[level] ?? new Uint8Array(0);
    };
    const n = 2 ** 50 + 2 ** 33 + 5;
    const root = (await Frontier.at(n, of)).root();
    for (const index of [0, 2 ** 32, 2 ** 50, 2 ** 50 + 2 ** 33, n - 1]) {
      const proof = await inclusionProof(index, n, of);
      const claim = { leaf: await of(0, index), index, size: n, proof };
      expect(verifyInclusion(claim, root)).toBe(true);
    }
    const older = { size: 2 ** 49 + 3, root: (await Frontier.at(2 ** 49 + 3, of)).root() };
    const proof = await consistencyProof(older.size, n, of);
    expect(verifyConsistency(older, { size: n, root }, proof)).toBe(true);
  });
});

describe('a consistency proof', () => {
  it('holds between two sizes of one tree, and not once a root or a hash is another', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(255), async ([from, to], bit) => {
        const { of, asked } = subtreesOf(leaves);
        const proof = await consistencyProof(from, to, of);
        expect(asked()).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(to)) + 1);
        const older = { size: from, root: naive(leaves.slice(0, from)) };
        const newer = { size: to, root: naive(leaves.slice(0, to)) };
        expect(verifyConsistency(older, newer, proof)).toBe(true);
        expect(verifyConsistency({ ...older, root: turned(older.root, bit) }, newer, proof)).toBe(false);
        expect(verifyConsistency(older, { ...newer, root: turned(newer.root, bit) }, proof)).toBe(false);
        expect(verifyConsistency(older, newer, [...proof, newer.root])).toBe(false);
        if (proof.length === 0) return;
        expect(verifyConsistency(older, newer, proof.slice(1))).toBe(false);
        const changed = proof.with(bit % proof.length, turned(proof[bit % proof.length] ?? newer.root, bit));
        expect(verifyConsistency(older, newer, changed)).toBe(false);
      }),
    );
  });

  it('cannot be had for a tree that does not begin with the other: no proof of the new tree passes', async () => {
    await fc.assert(
      fc.asyncProperty(twoSizes, fc.nat(), async ([from, to], which) => {
        const rewritten = leaves.slice(0, to).with(which % from, leafHash(Buffer.from('another')));
        const proof = await consistencyProof(from, to, subtreesOf(rewritten).of);
        const older = { size: from, root: naive(leaves.slice(0, from)) };
        expect(verifyConsistency(older, { size: to, root: naive(rewritten) }, proof)).toBe(false);
      }),
    );
  });

  it('from nothing is empty, and backwards there is none', async () => {
    const { of } = subtreesOf(leaves);
    const [leaf = new Uint8Array(32)] = leaves;
    expect(await consistencyProof(0, 5, of)).toEqual([]);
    expect(verifyConsistency({ size: 0, root: rootOf([]) }, { size: 5, root: leaf }, [])).toBe(true);
    expect(verifyConsistency({ size: 0, root: leaf }, { size: 5, root: leaf }, [])).toBe(false);
    await expect(consistencyProof(6, 5, of)).rejects.toThrow(RangeError);
    expect(verifyConsistency({ size: 6, root: leaf }, { size: 5, root: leaf }, [])).toBe(false);
  });
});
