import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitHash, commitmentOf, signCommit } from '../../src/domain/draw/commit.ts';
import type { CommitRecord } from '../../src/domain/draw/format.ts';
import { sampleSigner } from '../../src/sample/draw.ts';
import { commitHashOf, secondCommits, verifyBundle } from '../../tools/verify-draw.mjs';
import { type Bundle, certify, original, redraw, refit, signer, ways } from './forging.ts';
import { hasPython, Python } from './python.ts';

describe('who holds the key', () => {
  let python: Python | null = null;
  beforeAll(() => {
    if (hasPython) python = new Python();
  });
  afterAll(() => python?.close());

  it.each(ways)('cannot get away with: %s', async (what, codes, forge) => {
    const bundle = original();
    forge(bundle);
    const text = JSON.stringify(bundle);
    const result = verifyBundle(Buffer.from(text));
    if (!result.readable) throw new Error(result.reason);
    const found = result.findings.map(({ code }) => code);
    if (what === 'an inspector twice') expect(found).toEqual(expect.arrayContaining(codes));
    else expect(new Set(found)).toEqual(new Set(codes));
    if (!python) return;
    const findings = result.findings.map(({ code, where }) => [code, where]);
    expect(await python.verify(text)).toEqual({ readable: true, count: findings.length, findings });
  });

  it('cannot draw a plan twice: two bundles of it, or one that is not what was published', () => {
    const first = original();
    const second = original();
    second.commit.record.notice = '';
    refit(second);
    const [one, two] = [first, second].map((bundle) => verifyBundle(Buffer.from(JSON.stringify(bundle))));
    if (!one?.readable || !two?.readable) throw new Error('unreadable');
    expect([one.holds, two.holds]).toEqual([true, true]);
    expect(secondCommits([one, two])).toEqual([[0, 1]]);
    const published = commitHashOf(Buffer.from(JSON.stringify(first.commit)));
    expect(published).toBe(commitHash(first.commit.record as CommitRecord));
    const compared = verifyBundle(Buffer.from(JSON.stringify(second)), { commitHash: published ?? '' });
    expect(compared).toMatchObject({ holds: false, findings: [{ code: 'commit.other' }] });
  });

  it('cannot put another key in its place where the right one is known', () => {
    const bundle = original();
    const other = sampleSigner('another');
    bundle.commit = signCommit(
      { ...(bundle.commit.record as CommitRecord), key: other.publicKey },
      other,
    ) as Bundle['commit'];
    redraw(bundle);
    certify(bundle, other);
    const text = Buffer.from(JSON.stringify(bundle));
    expect(verifyBundle(text)).toMatchObject({ holds: true });
    expect(verifyBundle(text, { key: signer.publicKey })).toMatchObject({
      findings: [{ code: 'key.other' }],
    });
  });

  it('cannot reuse a commitment for another department or plan', () => {
    const secret = Buffer.alloc(32, 7);
    const known = ['P-1', 'P-11'].flatMap((plan) =>
      ['a', 'a1', 'b'].map((name) => commitmentOf(plan, name, secret)),
    );
    expect(new Set(known).size).toBe(6);
  });
});
