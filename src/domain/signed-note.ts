import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Hash } from './merkle.ts';

/**
 * Signed notes and checkpoints of transparency logs (c2sp.org/signed-note, c2sp.org/tlog-checkpoint), with Ed25519
 * alone: text, an empty line, and lines of signatures.
 */
export interface Checkpoint {
  /** Which log. */
  origin: string;
  size: number;
  root: Hash;
}

export interface Signature {
  name: string;
  /** Four bytes, in hex. */
  keyId: string;
  bytes: Uint8Array;
}

export interface Note {
  /** What is signed; ends with a line feed. */
  text: string;
  signatures: readonly Signature[];
}

/** A public key under its name. */
export interface Verifier {
  name: string;
  keyId: string;
  publicKey: KeyObject;
}

/** `bad`: a known key is named, and it did not make the signature. `unknown`: no known key is named. */
export type NoteTrust = 'good' | 'bad' | 'unknown';

const ed25519 = 1;
const keyIdBytes = 4;
const signatureBytes = 64;
const publicKeyBytes = 32;
/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

const nameForm = /^[^\s+\p{Cc}]+$/u;

/** Standard base64 in its one canonical form, else null. */
function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' }).subarray(spkiPrefix.length);
}

function keyIdOf(name: string, publicKey: Uint8Array): string {
  const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(ed25519)).update(publicKey).digest();
  return hash.subarray(0, keyIdBytes).toString('hex');
}

export function verifierOf(name: string, publicKey: KeyObject): Verifier {
  return { name, keyId: keyIdOf(name, rawPublicKey(publicKey)), publicKey };
}

/** The key as text, for whoever checks: `name+key id+base64`. */
export function vkeyOf({ name, keyId, publicKey }: Verifier): string {
  return `${name}+${keyId}+${Buffer.concat([Buffer.of(ed25519), rawPublicKey(publicKey)]).toString('base64')}`;
}

/** Null where the text is no Ed25519 key, or its id is not that of its name and key. */
export function parseVkey(text: string): Verifier | null {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const [, name = '', keyId = '', encoded = ''] = parts ?? [];
  const bytes = fromBase64(encoded);
  if (!parts || !nameForm.test(name) || bytes?.length !== 1 + publicKeyBytes || bytes[0] !== ed25519)
    return null;
  const raw = bytes.subarray(1);
  if (keyIdOf(name, raw) !== keyId) return null;
  try {
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
    return { name, keyId, publicKey: key };
  } catch {
    return null;
  }
}

/** Signs text that ends with a line feed. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  const keyId = Buffer.from(keyIdOf(name, rawPublicKey(createPublicKey(privateKey))), 'hex');
  const signed = Buffer.concat([keyId, sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${name} ${signed.toString('base64')}\n`;
}

function parseSignature(line: string): Signature | null {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!nameForm.test(name) || !bytes || bytes.length <= keyIdBytes) return null;
  return { name, keyId: bytes.subarray(0, keyIdBytes).toString('hex'), bytes: bytes.subarray(keyIdBytes) };
}

/** Null where it is no signed note. */
export function parseNote(note: string): Note | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n') || !note.isWellFormed() || /[^\P{Cc}\n]/u.test(note)) return null;
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignature);
  if (!signatures.every((signature) => signature !== null)) return null;
  return { text: note.slice(0, end + 1), signatures };
}

/** Notes that stand one after the other in a file, as pieces to be parsed. */
export function splitNotes(text: string): string[] {
  const notes: string[] = [];
  let lines: string[] = [];
  const close = (): void => {
    // Empty lines between two notes belong to neither.
    const first = lines.findIndex((line) => line !== '');
    const last = lines.findLastIndex((line) => line !== '');
    if (first >= 0) notes.push(`${lines.slice(first, last + 1).join('\n')}\n`);
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    if (lines.at(-1)?.startsWith('— ') && !line.startsWith('— ')) close();
    lines.push(line);
  }
  close();
  return notes;
}

/** Whose signatures of a note hold. Signatures of keys that are not known say nothing. */
export function trustOf({ text, signatures }: Note, verifiers: readonly Verifier[]): NoteTrust {
  let trust: NoteTrust = 'unknown';
  for (const { name, keyId, bytes } of signatures) {
    for (const known of verifiers) {
      if (known.name !== name || known.keyId !== keyId) continue;
      if (bytes.length !== signatureBytes || !verify(null, Buffer.from(text), known.publicKey, bytes))
        return 'bad';
      trust = 'good';
    }
  }
  return trust;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** Null where the text of a note is no checkpoint. Lines after the root, which the form allows, are not read. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', size = '', encoded = ''] = text.split('\n');
  const root = fromBase64(encoded);
  if (origin === '' || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) return null;
  if (root?.length !== 32 || !text.endsWith('\n')) return null;
  return { origin, size: Number(size), root };
}
