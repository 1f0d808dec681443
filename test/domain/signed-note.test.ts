import { createPrivateKey, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalEntry,
  canonicalJson,
  chainStart,
  type Entry,
  entryLeaf,
  instantText,
  nextChain,
} from '../../src/domain/audit-entry.ts';
import {
  checkpointText,
  parseCheckpoint,
  parseNote,
  parseVkey,
  signNote,
  splitNotes,
  trustOf,
  type Verifier,
  verifierOf,
  vkeyOf,
} from '../../src/domain/signed-note.ts';

/** The example of Go's sumdb/note: Ed25519 signatures are the same each time, so ours must be these very bytes. */
const goVkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const goSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const goText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const goNote = `${goText}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

function keyOf(seed: Uint8Array) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function known(vkey: string): Verifier {
  const verifier = parseVkey(vkey);
  if (!verifier) throw new Error('no key');
  return verifier;
}

const ours = keyOf(Buffer.alloc(32, 7));
const ourVerifier = verifierOf('chengxin/audit', createPublicKey(ours));

describe('a signed note', () => {
  it('is what Go makes of the same key and text, byte for byte', () => {
    expect(signNote(goText, 'PeterNeumann', keyOf(goSeed))).toBe(goNote);
    const verifier = verifierOf('PeterNeumann', createPublicKey(keyOf(goSeed)));
    expect(vkeyOf(verifier)).toBe(goVkey);
  });

  it('made elsewhere is read and verified', () => {
    const note = parseNote(goNote);
    expect(note?.text).toBe(goText);
    expect(note && trustOf(note, [known(goVkey)])).toBe('good');
  });

  it('is not believed once any character of its text is another', () => {
    for (let at = 0; at < goText.length; at += 1) {
      const changed = `${goText.slice(0, at)}${goText[at] === 'x' ? 'y' : 'x'}${goText.slice(at + 1)}`;
      const note = parseNote(goNote.replace(goText, changed));
      // Without its last line feed it is no note at all.
      expect(note && trustOf(note, [known(goVkey)])).toBe(at === goText.length - 1 ? null : 'bad');
    }
  });

  it('of nobody we know is neither good nor bad; one bad signature of somebody we know spoils it', () => {
    const note = parseNote(goNote);
    expect(note && trustOf(note, [ourVerifier])).toBe('unknown');
    const both = `${goNote}${signNote(goText, 'chengxin/audit', ours).split('\n\n')[1]}`;
    const two = parseNote(both);
    expect(two?.signatures).toHaveLength(2);
    expect(two && trustOf(two, [ourVerifier])).toBe('good');
    expect(two && trustOf(two, [ourVerifier, known(goVkey)])).toBe('good');
    const wrong = parseNote(goNote.replace(goText, 'another text\n'));
    const spoilt = wrong && {
      ...wrong,
      signatures: [
        ...wrong.signatures,
        ...(parseNote(signNote('another text\n', 'chengxin/audit', ours))?.signatures ?? []),
      ],
    };
    expect(spoilt && trustOf(spoilt, [ourVerifier, known(goVkey)])).toBe('bad');
  });

  it.each([
    ['', 'nothing'],
    [goText, 'no signature'],
    [goNote.trimEnd(), 'no last line feed'],
    [goNote.replace('— ', '- '), 'a hyphen'],
    [goNote.replace('\n\n', '\n'), 'no empty line'],
    [`${goNote}\n`, 'an empty line behind'],
    [`${goNote}more\n`, 'a line behind'],
    [goNote.replace('x08go', 'x08g!'), 'not base64'],
    [goNote.replace('AM=\n', 'AM\n'), 'base64 cut off'],
    [goNote.replace('AM=\n', 'AN=\n'), 'base64 of another form'],
    [goNote.replace('know', 'kn\u0000w'), 'a control character'],
    [goNote.replace('know', 'kn\ud800w'), 'half a character'],
    ['text\n\n— name AAAA\n', 'a key id and nothing else'],
  ])('%j is none: %s', (text) => {
    expect(parseNote(text)).toBeNull();
  });

  it('never throws on what is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        parseNote(text);
        parseVkey(text);
        parseCheckpoint(text);
        splitNotes(text);
      }),
    );
  });
});

describe('a key as text', () => {
  it('is refused with any part changed', () => {
    for (let at = 0; at < goVkey.length; at += 1) {
      const changed = `${goVkey.slice(0, at)}${goVkey[at] === 'a' ? 'b' : 'a'}${goVkey.slice(at + 1)}`;
      expect(parseVkey(changed), changed).toBeNull();
    }
  });

  it.each(['', '+', '++', 'name+00000000+', goVkey.slice(0, -1), `${goVkey} `, goVkey.replace('+AR', '+BR')])(
    '%j is none',
    (text) => {
      expect(parseVkey(text)).toBeNull();
    },
  );
});

describe('a checkpoint', () => {
  const root = Buffer.alloc(32, 9);
  const text = checkpointText({ origin: 'chengxin/audit', size: 1_234, root });

  it('is origin, size and root, a line each', () => {
    expect(text).toBe(`chengxin/audit\n1234\n${root.toString('base64')}\n`);
    expect(parseCheckpoint(text)).toEqual({ origin: 'chengxin/audit', size: 1_234, root });
    expect(parseCheckpoint(`${text}an extension\n`)?.size).toBe(1_234);
  });

  it.each([
    text.replace('1234', '01234'),
    text.replace('1234', '-1'),
    text.replace('1234', '1e3'),
    text.replace('1234', ''),
    text.replace('1234', '9007199254740993'),
    text.replace('chengxin/audit', ''),
    text.trimEnd(),
    checkpointText({ origin: 'o', size: 1, root: Buffer.alloc(31) }),
    'chengxin/audit\n1234\n',
  ])('%j is none', (wrong) => {
    expect(parseCheckpoint(wrong)).toBeNull();
  });

  it('can be read from a file to which one after the other was written', () => {
    const one = signNote(text, 'chengxin/audit', ours);
    const two = signNote(checkpointText({ origin: 'x', size: 2, root }), 'chengxin/audit', ours);
    expect(splitNotes(`${one}${two}`)).toEqual([one, two]);
    expect(splitNotes(`\n\n${one}\n\n${two}\n`)).toEqual([one, two]);
    expect(splitNotes(`${one}${two}`.replaceAll('\n', '\r\n'))).toEqual([one, two]);
    expect(splitNotes(`${one}${one.slice(0, 20)}`).map((piece) => parseNote(piece) !== null)).toEqual([
      true,
      false,
    ]);
    expect(splitNotes('\n\n')).toEqual([]);
  });
});

const entry: Entry = {
  seq: 7,
  at: '2026-11-25T09:12:00.123Z',
  actor: 'official',
  orgId: null,
  action: 'credit.view',
  subject: 'k1:青岛"\\\u0007',
  purpose: 'supervision',
  result: 'ok',
};

describe('the canonical form of an entry', () => {
  it('is RFC 8785: members by their names, no blanks, escapes as JSON has them', () => {
    expect(canonicalEntry(entry)).toBe(
      '{"action":"credit.view","actor":"official","at":"2026-11-25T09:12:00.123Z","orgId":null,"purpose":"supervision","result":"ok","seq":7,"subject":"k1:青岛\\"\\\\\\u0007"}',
    );
  });

  it('sorts by UTF-16 units, as the example of the RFC does', () => {
    const sorted = canonicalJson({
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    });
    expect(Object.values(JSON.parse(sorted) as Record<string, string>).toSorted()).toHaveLength(7);
    expect([...sorted.matchAll(/:"([A-Z]\w+)/g)].map(([, word]) => word)).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  it('has none for fractions and half characters', () => {
    for (const value of [0.5, 2 ** 60, Number.NaN, '\ud800', ['\udc00']])
      expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(canonicalJson([-0, 'a', null, { b: 1, a: [] }])).toBe('[0,"a",null,{"a":[],"b":1}]');
  });

  it('is another whenever any member is another, null and empty text included', () => {
    const changes: Partial<Entry>[] = [
      { seq: 8 },
      { at: '2026-11-25T09:12:00.123001Z' },
      { actor: '' },
      { orgId: '' },
      { action: 'credit.view ' },
      { subject: null },
      { purpose: '' },
      { purpose: null },
      { result: 'OK' },
    ];
    const forms = [entry, ...changes.map((change) => ({ ...entry, ...change }))];
    for (const algorithm of ['sha256', 'sm3'] as const) {
      const hashes = forms.map((form) => Buffer.from(entryLeaf(form, algorithm)).toString('hex'));
      expect(new Set(hashes).size).toBe(forms.length);
    }
  });

  it('can be hashed with SM3 (GB/T 32905) as well', () => {
    const sha256 = entryLeaf(entry, 'sha256');
    const sm3 = entryLeaf(entry, 'sm3');
    expect([sha256.length, sm3.length]).toEqual([32, 32]);
    expect(Buffer.from(sm3).equals(sha256)).toBe(false);
  });
});

describe('the time of an entry', () => {
  it.each([
    ['0', '1970-01-01T00:00:00.000Z'],
    ['1764061920123000', '2025-11-25T09:12:00.123Z'],
    ['1764061920123001', '2025-11-25T09:12:00.123001Z'],
    ['-1', '1969-12-31T23:59:59.999999Z'],
    ['-1000', '1969-12-31T23:59:59.999Z'],
    ['infinity', 'infinity'],
    // 294 276, PostgreSQL's last year, which a Date does not reach.
    ['9224318015999999999', '9224318015999999999'],
  ])('%s microseconds are %s', (microseconds, text) => {
    expect(instantText(microseconds)).toBe(text);
  });

  it('is never the same for two instants', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 17n), max: 10n ** 18n }),
        fc.bigInt({ min: -2_000n, max: 2_000n }),
        (a, by) => {
          fc.pre(by !== 0n);
          expect(instantText(String(a))).not.toBe(instantText(String(a + by)));
        },
      ),
    );
  });
});

describe('the chain', () => {
  it('begins with 32 zero bytes and depends on every leaf and their order', () => {
    expect(Buffer.from(chainStart)).toEqual(Buffer.alloc(32));
    const [a, b] = [entryLeaf(entry, 'sha256'), entryLeaf({ ...entry, seq: 8 }, 'sha256')];
    const ab = nextChain(nextChain(chainStart, a), b);
    const ba = nextChain(nextChain(chainStart, b), a);
    expect(Buffer.from(ab).equals(ba)).toBe(false);
  });
});
