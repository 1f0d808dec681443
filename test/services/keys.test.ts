import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../src/domain/errors.ts';
import { parseNote, parseVkey, trustOf, type Verifier } from '../../src/domain/signed-note.ts';
import {
  destroyKey,
  keysFolder,
  listKeys,
  memoryKeys,
  openKeys,
  publicKeysIn,
  rotateKey,
} from '../../src/services/keys.ts';

const base = mkdtempSync(join(tmpdir(), 'chengxin-keys-'));
let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(base, 'case-')), 'data', 'keys');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const signFile = () => join(folder, 'audit-sign.json');
const pseudonymFile = () => join(folder, 'pseudonym.json');

function verifiers(vkeys: readonly string[]): Verifier[] {
  return vkeys.map((vkey) => {
    const verifier = parseVkey(vkey);
    if (!verifier) throw new Error(`no key: ${vkey}`);
    return verifier;
  });
}

function trust(note: string, vkeys: readonly string[]) {
  const parsed = parseNote(note);
  return parsed && trustOf(parsed, verifiers(vkeys));
}

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** A clock that can be put on by a minute: then a process looks at the files again. */
function createClock() {
  let at = Date.parse('2026-11-25T09:00:00Z');
  return {
    now: () => new Date(at),
    later() {
      at += 60_000;
    },
  };
}

describe('the keys folder', () => {
  it('is DATA_DIR/keys if nothing else is set', () => {
    expect(keysFolder({ DATA_DIR: '/srv/data' })).toBe(join('/srv/data', 'keys'));
    expect(keysFolder({ DATA_DIR: '/srv/data', KEYS_DIR: '/etc/keys' })).toBe('/etc/keys');
  });

  it('is made for its owner alone, and the folder above it is not closed to others', () => {
    openKeys(folder);
    expect([mode(folder), mode(signFile()), mode(pseudonymFile())]).toEqual(['700', '600', '600']);
    expect(statSync(join(folder, '..')).mode & 0o055).not.toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['audit-sign.json', 'pseudonym.json']);
  });

  it('that is there is used as it is, also where nothing can be written', async () => {
    const first = openKeys(folder);
    const before = readFileSync(signFile(), 'utf8');
    chmodSync(folder, 0o555);
    const again = openKeys(folder);
    chmodSync(folder, 0o700);
    expect(again.pseudonym('x')).toBe(first.pseudonym('x'));
    expect(again.vkeys()).toEqual(first.vkeys());
    expect(readFileSync(signFile(), 'utf8')).toBe(before);
  });

  it('that cannot be made is told with its name', () => {
    const file = join(base, `file-${process.hrtime.bigint()}`);
    writeFileSync(file, '');
    const inFile = join(file, 'keys');
    expect(() => openKeys(inFile)).toThrow(
      new CodedError('keys.broken', { file: join(inFile, 'audit-sign.json') }),
    );
    mkdirSync(join(folder, '..'), { recursive: true });
    writeFileSync(folder, '');
    expect(() => openKeys(folder)).toThrow(CodedError);
  });

  it('is made once by four processes at once (three rounds), and all have the same keys', async () => {
    const source = fileURLToPath(new URL('../../src/services/keys.ts', import.meta.url));
    const script = `
      const { openKeys } = await import(${JSON.stringify(source)});
      const at = Number(process.argv[2]);
      while (Date.now() < at);
      const keys = openKeys(process.argv[1]);
      process.stdout.write(JSON.stringify([keys.pseudonym('x'), ...keys.vkeys()]));`;
    for (let round = 0; round < 3; round += 1) {
      const place = join(folder, String(round));
      mkdirSync(folder, { recursive: true });
      const at = Date.now() + 2_000;
      const ran = await Promise.all(
        Array.from({ length: 4 }, () =>
          promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, place, String(at)]),
        ),
      );
      expect(new Set(ran.map(({ stdout }) => stdout)).size).toBe(1);
      expect(readdirSync(place)).toHaveLength(2);
    }
  });
});

describe('a key file that is broken', () => {
  const brokenSign: [string, (text: string) => string][] = [
    ['is empty', () => ''],
    ['is cut off', (text) => text.slice(0, -20)],
    ['is no JSON', () => 'keys'],
    ['has no keys', () => '{"keys":[]}'],
    ['is something else', () => '[]'],
    ['lacks the private key that signs', (text) => text.replace(/,\s*"privateKey": "[^"]*"/, '')],
    [
      'has a private key of another pair',
      (text) => text.replace(/"privateKey": "[^"]*"/, `"privateKey": "${otherPrivate()}"`),
    ],
    ['has a public key that is none', (text) => text.replace(/"publicKey": "[^"]*"/, '"publicKey": "AAAA"')],
    ['has members nobody knows', (text) => text.replace('"keys"', '"more": 1, "keys"')],
  ];
  function otherPrivate(): string {
    const place = mkdtempSync(join(base, 'other-'));
    openKeys(place);
    const { keys } = JSON.parse(readFileSync(join(place, 'audit-sign.json'), 'utf8')) as {
      keys: { privateKey: string }[];
    };
    return keys[0]?.privateKey ?? '';
  }

  it.each(brokenSign)('(signing keys): %s', (_, broken) => {
    openKeys(folder);
    const text = broken(readFileSync(signFile(), 'utf8'));
    writeFileSync(signFile(), text);
    for (const work of [() => openKeys(folder), () => publicKeysIn(folder), () => listKeys(folder)])
      expect(work).toThrow(new CodedError('keys.broken', { file: signFile() }));
    expect(readFileSync(signFile(), 'utf8')).toBe(text);
  });

  it.each([
    ['is empty', () => ''],
    ['has a short key', (text: string) => text.replace(/"key": "[^"]*"/, '"key": "AAAA"')],
    ['has only a destroyed key', (text: string) => text.replace(/,\s*"key": "[^"]*"/, '')],
    [
      'has two keys of one id',
      (text: string) => {
        const { keys } = JSON.parse(text) as { keys: unknown[] };
        return JSON.stringify({ keys: [...keys, ...keys] });
      },
    ],
  ])('(pseudonyms): %s', async (_, broken) => {
    openKeys(folder);
    const text = broken(readFileSync(pseudonymFile(), 'utf8'));
    writeFileSync(pseudonymFile(), text);
    const error = new CodedError('keys.broken', { file: pseudonymFile() });
    expect(() => openKeys(folder)).toThrow(error);
    await expect(rotateKey(folder, 'pseudonym')).rejects.toThrow(error);
    await expect(destroyKey(folder, 'pseudonym', 'x')).rejects.toThrow(error);
    expect(readFileSync(pseudonymFile(), 'utf8')).toBe(text);
  });

  it('(a folder in its place) is not made new', () => {
    mkdirSync(signFile(), { recursive: true });
    expect(() => openKeys(folder)).toThrow(new CodedError('keys.broken', { file: signFile() }));
    expect(existsSync(pseudonymFile())).toBe(false);
  });

  it('never has a secret in its error', () => {
    openKeys(folder);
    const secret = /"key": "([^"]*)"/.exec(readFileSync(pseudonymFile(), 'utf8'))?.[1] ?? '';
    writeFileSync(pseudonymFile(), readFileSync(pseudonymFile(), 'utf8').slice(0, -3));
    try {
      openKeys(folder);
      expect.unreachable();
    } catch (error) {
      const told = error as Error;
      expect(`${told.message} ${told.stack} ${String(told.cause)}`).not.toContain(secret.slice(0, 10));
    }
  });
});

describe('a pseudonym', () => {
  it('is the id of its key and 16 bytes, the same each time, and another for another value or folder', () => {
    const keys = openKeys(folder);
    const one = keys.pseudonym('91370200MA3C0000XX');
    expect(one).toMatch(/^[0-9a-f]{6}:[\w-]{22}$/);
    expect(openKeys(folder).pseudonym('91370200MA3C0000XX')).toBe(one);
    expect(keys.pseudonym('91370200MA3C0000XY')).not.toBe(one);
    expect(keys.pseudonyms('91370200MA3C0000XX')).toEqual([one]);
    const other = openKeys(join(folder, 'other'));
    expect(other.pseudonym('91370200MA3C0000XX').split(':')[1]).not.toBe(one.split(':')[1]);
  });

  it('of an earlier key is still known after a new key, also to a process that had it open', async () => {
    const clock = createClock();
    const open = openKeys(folder, { clock });
    const before = open.pseudonym('x');
    const id = await rotateKey(folder, 'pseudonym');
    const after = openKeys(folder);
    expect(after.pseudonym('x').startsWith(`${id}:`)).toBe(true);
    expect(after.pseudonyms('x')).toEqual([before, after.pseudonym('x')]);
    expect(open.pseudonym('x')).toBe(before);
    clock.later();
    expect(open.pseudonym('x')).toBe(after.pseudonym('x'));
  });

  it('of a destroyed key is nobody’s any more: the key is in no file, and open processes forget it', async () => {
    const clock = createClock();
    const open = openKeys(folder, { clock });
    const before = open.pseudonym('x');
    const [id = ''] = before.split(':');
    const text = readFileSync(pseudonymFile(), 'utf8');
    const secret = /"key": "([^"]*)"/.exec(text)?.[1] ?? 'none';
    await destroyKey(folder, 'pseudonym', id);
    const now = openKeys(folder);
    expect(now.pseudonyms('x')).toHaveLength(1);
    expect(now.pseudonyms('x')).not.toContain(before);
    clock.later();
    expect(open.pseudonyms('x')).toEqual(now.pseudonyms('x'));
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name), 'utf8')).not.toContain(secret);
    expect(listKeys(folder).filter((key) => key.kind === 'pseudonym')).toMatchObject([
      { id, state: 'destroyed' },
      { state: 'current' },
    ]);
    await expect(destroyKey(folder, 'pseudonym', id)).rejects.toThrow(new CodedError('keys.unknown', { id }));
  });

  it('of the other keys stays when an earlier one is destroyed', async () => {
    const first = openKeys(folder).pseudonym('x');
    await rotateKey(folder, 'pseudonym');
    const newest = openKeys(folder).pseudonym('x');
    await destroyKey(folder, 'pseudonym', first.split(':')[0] ?? '');
    expect(openKeys(folder).pseudonyms('x')).toEqual([newest]);
    expect(openKeys(folder).pseudonym('x')).toBe(newest);
  });

  it('key that nobody knows is not destroyed, and no folder is made for it', async () => {
    await expect(destroyKey(folder, 'pseudonym', 'abc')).rejects.toThrow(
      new CodedError('keys.unknown', { id: 'abc' }),
    );
    expect(existsSync(folder)).toBe(false);
  });

  it('key that is destroyed is overwritten on the disk, in the file that is replaced', async () => {
    openKeys(folder);
    // A second name for the same bytes shows what becomes of them.
    const witness = join(folder, '..', 'witness');
    const { linkSync } = await import('node:fs');
    linkSync(pseudonymFile(), witness);
    await destroyKey(folder, 'pseudonym', listKeys(folder).at(-1)?.id ?? '');
    const bytes = readFileSync(witness);
    expect(bytes.length).toBeGreaterThan(0);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });
});

describe('a signing key', () => {
  it('signs what its public key verifies, and no other', () => {
    const keys = openKeys(folder);
    const note = keys.signNote('chengxin/audit\n1\nx\n');
    expect(trust(note, keys.vkeys())).toBe('good');
    expect(keys.vkeys()[0]).toMatch(/^chengxin\/audit\+[0-9a-f]{8}\+/);
    expect(trust(note, memoryKeys(Buffer.from('other')).vkeys())).toBe('unknown');
  });

  it('that is earlier still verifies, signs no more, and its private half is gone', async () => {
    const clock = createClock();
    const open = openKeys(folder, { clock });
    const old = open.signNote('text\n');
    const id = await rotateKey(folder, 'sign');
    const keys = openKeys(folder);
    expect(keys.vkeys()).toHaveLength(2);
    expect(keys.vkeys()[0]).toBe(open.vkeys()[0]);
    expect(trust(old, keys.vkeys())).toBe('good');
    const fresh = keys.signNote('text\n');
    expect(trust(fresh, keys.vkeys().slice(0, 1))).toBe('unknown');
    expect(trust(fresh, keys.vkeys().slice(1))).toBe('good');
    expect(readFileSync(signFile(), 'utf8').match(/privateKey/g)).toHaveLength(1);
    expect(listKeys(folder)).toMatchObject([
      { kind: 'sign', state: 'earlier', vkey: keys.vkeys()[0] },
      { kind: 'sign', state: 'current', id, vkey: keys.vkeys()[1] },
      { kind: 'pseudonym', state: 'current', vkey: null },
    ]);
    clock.later();
    expect(open.signNote('text\n')).toBe(fresh);
  });

  it('can be made new by several at once: none is lost', async () => {
    openKeys(folder);
    const ids = await Promise.all(Array.from({ length: 5 }, () => rotateKey(folder, 'pseudonym')));
    expect(listKeys(folder).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(listKeys(folder)).toHaveLength(7);
    expect([mode(pseudonymFile()), readdirSync(folder).length]).toEqual(['600', 2]);
  });

  it('is not made by who only verifies or lists', () => {
    expect(publicKeysIn(folder)).toEqual([]);
    expect(listKeys(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('signs under another name where one is chosen, if that can stand in a note', () => {
    const keys = openKeys(folder, { name: 'example.org/log' });
    expect(trust(keys.signNote('text\n'), publicKeysIn(folder, { name: 'example.org/log' }))).toBe('good');
    expect(trust(keys.signNote('text\n'), publicKeysIn(folder))).toBe('unknown');
    for (const name of ['a b', 'a+b', ''])
      expect(() => openKeys(folder, { name })).toThrow(new CodedError('keys.name', { name }));
  });
});

describe('a process that has its keys open', () => {
  it('goes on with them where the files are broken or gone', async () => {
    const clock = createClock();
    const open = openKeys(folder, { clock });
    const before = open.pseudonym('x');
    writeFileSync(pseudonymFile(), '');
    clock.later();
    expect(open.pseudonym('x')).toBe(before);
    rmSync(folder, { recursive: true });
    clock.later();
    expect(open.pseudonym('x')).toBe(before);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('keys for tests', () => {
  it('are the same for the same seed, and others for another', () => {
    const [a, b, c] = ['a', 'a', 'c'].map((seed) => memoryKeys(Buffer.from(seed)));
    expect(a?.signNote('text\n')).toBe(b?.signNote('text\n'));
    expect(a?.pseudonyms('x')).toEqual(b?.pseudonyms('x'));
    expect(a?.vkeys()).not.toEqual(c?.vkeys());
    expect(a?.pseudonym('x')).not.toBe(c?.pseudonym('x'));
    expect(a && trust(a.signNote('text\n'), a.vkeys())).toBe('good');
  });
});
