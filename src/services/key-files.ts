import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';

/** The files in which keys lie, outside of the database: for their owner alone, replaced whole. */
export const keyFiles = { sign: 'audit-sign.json', pseudonym: 'pseudonym.json' } as const;
export type KeyKind = keyof typeof keyFiles;

const secretBytes = 32;

const signKey = z.strictObject({
  id: z.string().min(1),
  createdAt: z.iso.datetime(),
  /** SPKI, in base64. */
  publicKey: z.base64().min(1),
  /** PKCS#8, in base64; of the last key only, which signs. */
  privateKey: z.base64().min(1).optional(),
});
const pseudonymKey = z.strictObject({
  // Stands before each pseudonym, so that it says which key made it.
  id: z.string().regex(/^[0-9a-z]{1,16}$/),
  createdAt: z.iso.datetime(),
  /** 32 bytes in base64; gone where the key was destroyed. */
  key: z.base64().length(44).optional(),
  destroyedAt: z.iso.datetime().optional(),
});
export type SignKey = z.infer<typeof signKey>;
export type PseudonymKey = z.infer<typeof pseudonymKey>;
export interface KeysOf {
  sign: SignKey[];
  pseudonym: PseudonymKey[];
}

export function privateKeyFrom(pkcs8: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}

/** The public key that belongs to a private one, in base64. */
export function publicHalf(pkcs8: string): string {
  return createPublicKey(privateKeyFrom(pkcs8)).export({ type: 'spki', format: 'der' }).toString('base64');
}

function isSound({ publicKey, privateKey }: SignKey): boolean {
  const stated = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  if (stated.asymmetricKeyType !== 'ed25519') return false;
  return privateKey === undefined || publicHalf(privateKey) === publicKey;
}

const schemas = {
  sign: z
    .strictObject({ keys: z.array(signKey).min(1) })
    .refine(({ keys }) => keys.every(isSound) && keys.at(-1)?.privateKey !== undefined),
  pseudonym: z
    .strictObject({ keys: z.array(pseudonymKey).min(1) })
    .refine(({ keys }) => keys.at(-1)?.key !== undefined)
    .refine(({ keys }) => new Set(keys.map(({ id }) => id)).size === keys.length),
};

export function makeSignKey(now: Date): SignKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    id: createHash('sha256').update(spki).digest('hex').slice(0, 8),
    createdAt: now.toISOString(),
    publicKey: spki.toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

export function makePseudonymKey(now: Date): PseudonymKey {
  return {
    id: randomBytes(3).toString('hex'),
    createdAt: now.toISOString(),
    key: randomBytes(secretBytes).toString('base64'),
  };
}

const make: { [Kind in KeyKind]: (now: Date) => KeysOf[Kind] } = {
  sign: (now) => [makeSignKey(now)],
  pseudonym: (now) => [makePseudonymKey(now)],
};

/**
 * The keys of a kind; null where there is no file.
 * @throws CodedError `keys.broken`: there is one, and it cannot be used
 */
export function readKeys<Kind extends KeyKind>(folder: string, kind: Kind): KeysOf[Kind] | null {
  const file = join(folder, keyFiles[kind]);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CodedError('keys.broken', { file }, { cause: error });
  }
  try {
    return schemas[kind].parse(JSON.parse(text)).keys as KeysOf[Kind];
  } catch {
    // No cause: it would quote the file.
    throw new CodedError('keys.broken', { file });
  }
}

/** What changes when a file is replaced; '' where there is none. */
export function stampOf(folder: string, kind: KeyKind): string {
  const stat = statSync(join(folder, keyFiles[kind]), { throwIfNoEntry: false });
  return stat ? `${stat.ino}:${stat.size}:${stat.mtimeMs}` : '';
}

/**
 * The keys of a kind, made where there is no file. Of several processes at once one makes them, and all use those.
 * @throws CodedError `keys.broken`, `keys.folder`
 */
export function readOrMakeKeys<Kind extends KeyKind>(folder: string, kind: Kind, now: Date): KeysOf[Kind] {
  const there = readKeys(folder, kind);
  if (there) return there;
  makeFolder(folder);
  const file = join(folder, keyFiles[kind]);
  const made = writeBeside(folder, kind, make[kind](now));
  try {
    // Unlike a rename this fails where the file has come into being meanwhile.
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
  const keys = readKeys(folder, kind);
  if (!keys) throw new CodedError('keys.broken', { file });
  return keys;
}

/** Replaces the keys of a kind. What was there before is overwritten, so far as the disk does what it is told. */
export function replaceKeys<Kind extends KeyKind>(folder: string, kind: Kind, keys: KeysOf[Kind]): void {
  const file = join(folder, keyFiles[kind]);
  const old = openSync(file, 'r+');
  try {
    renameSync(writeBeside(folder, kind, keys), file);
    writeSync(old, Buffer.alloc(fstatSync(old).size), 0, undefined, 0);
    fsyncSync(old);
  } finally {
    closeSync(old);
  }
}

function makeFolder(folder: string): void {
  try {
    // The folders above may be for others too, e.g. for the user of the embedded database.
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(folder).isDirectory()) return;
    throw new CodedError('keys.folder', { folder }, { cause: error });
  }
}

/** A complete file beside the one that is meant. */
function writeBeside<Kind extends KeyKind>(folder: string, kind: Kind, keys: KeysOf[Kind]): string {
  const path = join(folder, `${keyFiles[kind]}.${randomBytes(6).toString('hex')}`);
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeFileSync(file, `${JSON.stringify({ keys }, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return path;
  } catch (error) {
    rmSync(path, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw new CodedError('keys.folder', { folder }, { cause: error });
  }
}
