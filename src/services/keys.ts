import { createHash, createHmac, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { CodedError } from '../domain/errors.ts';
import { type Clock, type Pseudonyms, systemClock } from '../domain/ports.ts';
import { parseVkey, signNote, verifierOf, vkeyOf } from '../domain/signed-note.ts';
import { withFolderLock } from '../store/folder-lock.ts';
import {
  type KeyKind,
  makePseudonymKey,
  makeSignKey,
  type PseudonymKey,
  privateKeyFrom,
  publicHalf,
  readKeys,
  readOrMakeKeys,
  replaceKeys,
  type SignKey,
  stampOf,
} from './key-files.ts';

export type { KeyKind };

/** Under this name checkpoints are signed, if no other was chosen. */
const defaultName = 'chengxin/audit';

/** The keys of this system, which lie outside of its database. */
export interface Keys extends Pseudonyms {
  /** Name of the log, and of the keys that sign for it. */
  name: string;
  /** Signs the text of a note, which ends with a line feed, with the newest key. */
  signNote(text: string): string;
  /** Public keys as text, the one that signs last. */
  vkeys(): string[];
}

/** A key without its secret. */
export interface KeyInfo {
  kind: KeyKind;
  id: string;
  createdAt: string;
  /** `current` is used, `earlier` still tells what it made before. */
  state: 'current' | 'earlier' | 'destroyed';
  /** Of a key that signs: its public half as text. */
  vkey: string | null;
}

export interface KeysOptions {
  name?: string;
  clock?: Clock;
  /** Called where the folder cannot be used any more; the process goes on with what it has. */
  troubled?: (error: unknown) => void;
}

export function keysFolder({
  DATA_DIR,
  KEYS_DIR,
}: {
  DATA_DIR: string;
  KEYS_DIR?: string | undefined;
}): string {
  return KEYS_DIR ?? join(DATA_DIR, 'keys');
}

interface Loaded {
  pseudonyms: { id: string; key: KeyObject }[];
  privateKey: KeyObject;
  vkeys: string[];
}

const publicKeyOf = ({ publicKey }: SignKey): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });

function load(sign: readonly SignKey[], pseudonym: readonly PseudonymKey[], name: string): Loaded {
  const newest = sign.at(-1);
  if (newest?.privateKey === undefined) throw new Error('the last key signs');
  return {
    pseudonyms: pseudonym.flatMap(({ id, key }) =>
      key === undefined ? [] : [{ id, key: createSecretKey(key, 'base64') }],
    ),
    privateKey: privateKeyFrom(newest.privateKey),
    vkeys: sign.map((key) => vkeyOf(verifierOf(name, publicKeyOf(key)))),
  };
}

const shown = 16;

function pseudonymBy({ id, key }: Loaded['pseudonyms'][number], value: string): string {
  const hash = createHmac('sha256', key).update(value).digest();
  return `${id}:${hash.subarray(0, shown).toString('base64url')}`;
}

function keysOver(name: string, loaded: () => Loaded): Keys {
  return {
    name,
    pseudonym(value) {
      const newest = loaded().pseudonyms.at(-1);
      if (!newest) throw new Error('the last key makes pseudonyms');
      return pseudonymBy(newest, value);
    },
    pseudonyms: (value) => loaded().pseudonyms.map((key) => pseudonymBy(key, value)),
    signNote: (text) => signNote(text, name, loaded().privateKey),
    vkeys: () => [...loaded().vkeys],
  };
}

/** How long a process may go on with keys that were replaced in the folder. */
const recheckMs = 5_000;

/**
 * The keys in a folder, made where there are none. Keys that are made new or destroyed there are taken notice of within
 * seconds; where the files cannot be used any more, a process goes on with what it has.
 * @throws CodedError `keys.broken`, `keys.folder`, `keys.name`
 */
export function openKeys(
  folder: string,
  { name = defaultName, clock = systemClock, troubled = () => undefined }: KeysOptions = {},
): Keys {
  const read = (): Loaded =>
    load(readOrMakeKeys(folder, 'sign', clock.now()), readOrMakeKeys(folder, 'pseudonym', clock.now()), name);
  const stamp = (): string => `${stampOf(folder, 'sign')} ${stampOf(folder, 'pseudonym')}`;
  let seen = stamp();
  let loaded = read();
  if (parseVkey(loaded.vkeys[0] ?? '') === null) throw new CodedError('keys.name', { name });
  // Made just now: then the stamp is of what was not there yet.
  if (seen.trim() === '') seen = stamp();
  let checked = clock.now().getTime();
  return keysOver(name, () => {
    const time = clock.now().getTime();
    // Also where the clock was set back.
    if (Math.abs(time - checked) < recheckMs) return loaded;
    checked = time;
    try {
      const now = stamp();
      const sign = now === seen ? null : readKeys(folder, 'sign');
      const pseudonym = now === seen ? null : readKeys(folder, 'pseudonym');
      if (sign && pseudonym) {
        loaded = load(sign, pseudonym, name);
        seen = now;
      }
    } catch (error) {
      // Answers go on with the keys there were.
      troubled(error);
    }
    return loaded;
  });
}

/** For tests: the same keys for the same seed. */
export function memoryKeys(seed: Uint8Array, { name = defaultName }: KeysOptions = {}): Keys {
  const derive = (what: string): Buffer => createHash('sha256').update(what).update(seed).digest();
  // What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410).
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), derive('sign')]);
  const privateKey = pkcs8.toString('base64');
  const publicKey = publicHalf(privateKey);
  const createdAt = new Date(0).toISOString();
  const sign: SignKey = { id: 'memory', createdAt, publicKey, privateKey };
  const pseudonym: PseudonymKey = { id: 'm', createdAt, key: derive('pseudonym').toString('base64') };
  const loaded = load([sign], [pseudonym], name);
  return keysOver(name, () => loaded);
}

/**
 * Public keys of a folder as text; none where there are no keys. Makes nothing, so that checking needs no keys of one's own.
 * @throws CodedError `keys.broken`
 */
export function publicKeysIn(folder: string, { name = defaultName }: KeysOptions = {}): string[] {
  return (readKeys(folder, 'sign') ?? []).map((key) => vkeyOf(verifierOf(name, publicKeyOf(key))));
}

/**
 * What keys there are, the oldest of each kind first.
 * @throws CodedError `keys.broken`
 */
export function listKeys(folder: string, { name = defaultName }: KeysOptions = {}): KeyInfo[] {
  const sign = readKeys(folder, 'sign') ?? [];
  const pseudonym = readKeys(folder, 'pseudonym') ?? [];
  return [
    ...sign.map((key): KeyInfo => {
      const { id, createdAt } = key;
      const vkey = vkeyOf(verifierOf(name, publicKeyOf(key)));
      return { kind: 'sign', id, createdAt, state: key === sign.at(-1) ? 'current' : 'earlier', vkey };
    }),
    ...pseudonym.map((one): KeyInfo => {
      const { id, createdAt, key } = one;
      const state = key === undefined ? 'destroyed' : one === pseudonym.at(-1) ? 'current' : 'earlier';
      return { kind: 'pseudonym', id, createdAt, state, vkey: null };
    }),
  ];
}

const waitMs = 10_000;

/**
 * Makes a new key, which is used from now on; returns its id. Of earlier signing keys only the public half is kept: who
 * gets at the folder later cannot sign in their name.
 * @throws CodedError `keys.broken`, `keys.folder`
 */
export async function rotateKey(folder: string, kind: KeyKind, clock: Clock = systemClock): Promise<string> {
  openKeys(folder, { clock });
  return withFolderLock(folder, waitMs, async () => {
    if (kind === 'sign') {
      const made = makeSignKey(clock.now());
      const earlier = readOrMakeKeys(folder, kind, clock.now()).map(({ privateKey: _, ...key }) => key);
      replaceKeys(folder, kind, [...earlier, made]);
      return made.id;
    }
    const made = makePseudonymKey(clock.now());
    replaceKeys(folder, kind, [...readOrMakeKeys(folder, kind, clock.now()), made]);
    return made.id;
  });
}

/**
 * Erasure: nobody can tell any more whom the pseudonyms of this key meant, and that it was there is all that is left of
 * it. Copies of the folder have to be destroyed as well. Where the newest is destroyed, a new one is made.
 * @throws CodedError `keys.unknown`, `keys.broken`, `keys.folder`
 */
export async function destroyKey(
  folder: string,
  kind: 'pseudonym',
  id: string,
  clock: Clock = systemClock,
): Promise<void> {
  // Before the lock, which makes its place in the folder.
  if (readKeys(folder, kind) === null) throw new CodedError('keys.unknown', { id });
  await withFolderLock(folder, waitMs, async () => {
    const keys = readKeys(folder, kind) ?? [];
    if (!keys.some((key) => key.id === id && key.key !== undefined))
      throw new CodedError('keys.unknown', { id });
    const left = keys.map(({ key, ...one }): PseudonymKey => {
      if (one.id === id) return { ...one, destroyedAt: clock.now().toISOString() };
      return { ...one, ...(key !== undefined && { key }) };
    });
    const needed = left.at(-1)?.key === undefined ? [makePseudonymKey(clock.now())] : [];
    replaceKeys(folder, kind, [...left, ...needed]);
  });
}
