import { createHash, hash } from 'node:crypto';
import { canonical, type Json } from './canonical.ts';
import type { Assignment, Outcome } from './format.ts';

export function sha256(...parts: readonly (Uint8Array | string)[]): Buffer {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest();
}

/** What is hashed or signed of a record: its tag, a zero byte, its canonical JSON. */
export function message(tag: string, value: Json): Buffer {
  return Buffer.from(`draw/v1/${tag}\0${canonical(value)}`);
}

const assignmentJson = ({ candidate, department, inspectors, missing }: Assignment): string =>
  `{"candidate":"${candidate}","department":"${department}","inspectors":[${inspectors
    .map((id) => `"${id}"`)
    .join(',')}],"missing":${missing}}`;

/** Canonical JSON of an outcome in pieces: hundreds of thousands of assignments, of ids that need no escape. */
export function* outcomePieces({ assignments, recusals, strata }: Outcome): Generator<string> {
  const inPiece = 1_000;
  yield '{"assignments":[';
  for (let from = 0; from < assignments.length; from += inPiece) {
    const piece = assignments.slice(from, from + inPiece).map(assignmentJson);
    yield (from === 0 ? '' : ',') + piece.join(',');
  }
  yield `],"recusals":${canonical(recusals)},"strata":${canonical(strata)}}`;
}

export function outcomeHash(outcome: Outcome): string {
  const sum = createHash('sha256').update('draw/v1/outcome\0');
  for (const piece of outcomePieces(outcome)) sum.update(piece);
  return sum.digest('hex');
}

export function hashOf(tag: string, value: Json): string {
  return hash('sha256', message(tag, value));
}

export function be64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** The bytes after their length as four bytes, big endian. */
export function prefixed(bytes: Uint8Array | string): Buffer {
  const body = Buffer.from(bytes as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

const hashBytes = 32;

/**
 * RFC 6962 root of leaves that come one after the other. The same tree as in merkle.ts, made for millions: hashes are
 * kept as byte strings, since Node gives those back three times as fast as buffers.
 */
export class RootBuilder {
  #count = 0;
  /** Roots of complete subtrees, the largest first. */
  readonly #peaks: string[] = [];
  readonly #node = Buffer.alloc(1 + 2 * hashBytes, 1);
  #leaf: Buffer = Buffer.alloc(512);

  get count(): number {
    return this.#count;
  }

  add(json: string): void {
    const most = 1 + json.length * 3;
    if (most > this.#leaf.length) this.#leaf = Buffer.alloc(most * 2);
    this.#leaf[0] = 0;
    const end = 1 + this.#leaf.write(json, 1, 'utf8');
    let sum = hash('sha256', this.#leaf.subarray(0, end), 'binary');
    for (let index = this.#count; index % 2 === 1; index = (index - 1) / 2)
      sum = this.#join(this.#peaks.pop() ?? '', sum);
    this.#peaks.push(sum);
    this.#count += 1;
  }

  #join(left: string, right: string): string {
    this.#node.write(left, 1, hashBytes, 'latin1');
    this.#node.write(right, 1 + hashBytes, hashBytes, 'latin1');
    return hash('sha256', this.#node, 'binary');
  }

  /** In hex. */
  root(): string {
    if (this.#count === 0) return hash('sha256', '');
    const peaks = this.#peaks.toReversed();
    return Buffer.from(
      peaks.reduce((right, left) => this.#join(left, right)),
      'latin1',
    ).toString('hex');
  }
}
