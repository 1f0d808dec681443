import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
} from '../../src/domain/merkle.ts';
import {
  checkpointText,
  parseCheckpoint,
  parseNote,
  parseVkey,
  signNote,
  splitNotes,
  trustOf,
  verifierOf,
  vkeyOf,
} from '../../src/domain/signed-note.ts';

const keyOf = (fill: number) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, fill)]),
    format: 'der',
    type: 'pkcs8',
  });
const key = keyOf(7);
const ours = verifierOf('chengxin/audit', createPublicKey(key));
const text = 'a line\n';
const note = signNote(text, ours.name, key);

describe('a note', () => {
  it.each([
    ['text before the dash of a signature', note.replace('\n\n— ', '\n\nx— ')],
    ['text behind a signature', note.replace(/\n$/, ' more\n')],
    ['a blank in place of the last line feed', note.replace(/\n$/, ' ')],
    ['a signature of a key id alone', `${text}\n— name AAAAAA==\n`],
    ['a signature and no text', `x${note.slice(note.indexOf('— '))}`],
    ['a carriage return', note.replace('a line', 'a\rline')],
  ])('is none with %s', (_, wrong) => {
    expect(wrong).not.toBe(note);
    expect(parseNote(wrong)).toBeNull();
  });

  it('may have empty lines in its text: the last one counts', () => {
    const long = signNote('a\n\nb\n', ours.name, key);
    expect(parseNote(long)?.text).toBe('a\n\nb\n');
  });

  it('is split from others after all its signatures', () => {
    const both = `${note}${signNote(text, 'other', keyOf(8)).split('\n\n')[1]}`;
    expect(splitNotes(both)).toEqual([both]);
    expect(splitNotes(`${both}${note}`)).toEqual([both, note]);
    expect(splitNotes('no signature\n\n\n')).toEqual(['no signature\n']);
  });
});

describe('trust', () => {
  const signature = parseNote(note)?.signatures[0];
  if (!signature) throw new Error('no signature');
  const trust = (changed: Partial<typeof signature>) =>
    trustOf({ text, signatures: [{ ...signature, ...changed }] }, [ours]);

  it('takes the name and the id of a key that is known', () => {
    expect(trust({})).toBe('good');
    expect(trust({ name: 'other' })).toBe('unknown');
    expect(trust({ keyId: '00000000' })).toBe('unknown');
    expect(trustOf({ text, signatures: [] }, [ours])).toBe('unknown');
  });

  it('is lost by a signature of another length, text or key', () => {
    expect(trust({ bytes: signature.bytes.subarray(1) })).toBe('bad');
    expect(trust({ bytes: Buffer.concat([signature.bytes, Buffer.of(0)]) })).toBe('bad');
    expect(trustOf({ text: 'another line\n', signatures: [signature] }, [ours])).toBe('bad');
    const stranger = { ...verifierOf(ours.name, createPublicKey(keyOf(8))), keyId: ours.keyId };
    expect(trustOf({ text, signatures: [signature] }, [stranger])).toBe('bad');
  });

  it('is good by one key that is known, whatever others signed', () => {
    const other = verifierOf('other', createPublicKey(keyOf(8)));
    expect(trustOf({ text, signatures: [signature] }, [other, ours])).toBe('good');
    expect(trustOf({ text, signatures: [signature, { ...signature, name: 'nobody' }] }, [ours])).toBe('good');
  });
});

describe('a key as text', () => {
  const vkey = vkeyOf(ours);
  it('is read as it was written', () => {
    expect(parseVkey(vkey)).toMatchObject({ name: ours.name, keyId: ours.keyId });
  });

  it.each([
    ['a plus before', `+${vkey}`],
    ['a line feed behind', `${vkey}\n`],
    ['a second line', `${vkey}\nmore`],
    ['a blank in the name', vkeyOf(verifierOf('a b', createPublicKey(key)))],
    ['a line feed in the name', vkeyOf(verifierOf('a\nb', createPublicKey(key)))],
    ['no name', vkey.slice(ours.name.length)],
    ['an id of another name', vkey.replace('chengxin', 'changxin')],
  ])('is none with %s', (_, wrong) => {
    expect(parseVkey(wrong)).toBeNull();
  });
});

describe('a checkpoint', () => {
  const root = leafHash(Buffer.from('root'));
  const written = checkpointText({ origin: 'o', size: 3, root });
  it('may have more lines, which are not read', () => {
    expect(parseCheckpoint(`${written}more\n`)).toEqual({ origin: 'o', size: 3, root: Buffer.from(root) });
  });
  it.each([
    '',
    'o',
    'o\n3',
    'o\n3\n',
    '\n3\n',
    written.slice(1),
    written.trimEnd(),
    written.replace('3', '03'),
    written.replace('3', '-3'),
  ])('%j is none', (wrong) => {
    expect(parseCheckpoint(wrong)).toBeNull();
  });
});

describe('proofs of nonsense', () => {
  const leaves = ['a', 'b', 'c', 'd', 'e'].map((one) => leafHash(Buffer.from(one)));
  const hashAt = (level: number, index: number): Hash => {
    const leaf = leaves[index];
    if (level === 0) return leaf ?? new Uint8Array(32);
    return nodeHash(hashAt(level - 1, 2 * index), hashAt(level - 1, 2 * index + 1));
  };
  const of = async (level: number, index: number) => hashAt(level, index);
  const root = rootOf(leaves);
  const empty = rootOf([]);

  it('sizes that are none are refused, however well the roots agree', () => {
    for (const size of [1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(verifyConsistency({ size, root }, { size, root }, [])).toBe(false);
    expect(verifyConsistency({ size: 0, root: empty }, { size: 1.5, root }, [])).toBe(false);
    expect(verifyConsistency({ size: 0, root: empty }, { size: 5, root }, [])).toBe(true);
  });

  it('a proof that nothing needs is refused, and one that lacks is no error', () => {
    expect(verifyConsistency({ size: 0, root: empty }, { size: 5, root }, [root])).toBe(false);
    expect(verifyConsistency({ size: 5, root }, { size: 5, root }, [root])).toBe(false);
    expect(verifyConsistency({ size: 3, root: rootOf(leaves.slice(0, 3)) }, { size: 5, root }, [])).toBe(
      false,
    );
  });

  it('are not made', async () => {
    await expect(consistencyProof(-1, 5, of)).rejects.toThrow(RangeError);
    await expect(consistencyProof(Number.NaN, 5, of)).rejects.toThrow(RangeError);
    await expect(inclusionProof(Number.NaN, 5, of)).rejects.toThrow(RangeError);
    expect(await consistencyProof(5, 5, of)).toEqual([]);
    expect(
      verifyConsistency(
        { size: 3, root: rootOf(leaves.slice(0, 3)) },
        { size: 5, root },
        await consistencyProof(3, 5, of),
      ),
    ).toBe(true);
  });
});
