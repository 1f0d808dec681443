import { hash } from 'node:crypto';
import {
  type Fp2,
  generatorG2,
  isogenous,
  isogeny,
  type PointG2,
  parameter,
  q,
  quicknetKey,
  r,
} from './bls12-381-numbers.ts';
import { be64, sha256 } from './hashing.ts';

/**
 * Verifies rounds of drand's quicknet: BLS signatures on G1 of BLS12-381 (scheme bls-unchained-g1-rfc9380). Only public
 * values come here, so nothing needs constant time; a round takes about a quarter of a second.
 */
type Point = readonly [bigint, bigint];

const tag = Buffer.from('BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_');
const signatureMask = (1n << 381n) - 1n;

const mod = (value: bigint): bigint => {
  const rest = value % q;
  return rest < 0n ? rest + q : rest;
};

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = mod(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % q;
    square = (square * square) % q;
  }
  return result;
}

function inverse(value: bigint): bigint {
  let [a, b, x, y] = [mod(value), q, 1n, 0n];
  while (a > 1n) {
    const times = b / a;
    [a, b, x, y] = [b - times * a, a, y - times * x, x];
  }
  return mod(x);
}

/** Null where there is none; q is 3 modulo 4. */
function rootOf(value: bigint): bigint | null {
  const root = power(value, (q + 1n) / 4n);
  return (root * root) % q === mod(value) ? root : null;
}

/** expand_message_xmd of RFC 9380, 5.3.1, for whole blocks. */
function expand(message: Uint8Array, blocks: number): Buffer {
  const suffix = Buffer.concat([tag, Buffer.of(tag.length)]);
  const size = Buffer.of((blocks * 32) >> 8, (blocks * 32) & 0xff);
  const first = sha256(Buffer.alloc(64), message, size, Buffer.of(0), suffix);
  const done = [sha256(first, Buffer.of(1), suffix)];
  while (done.length < blocks) {
    const last = done[done.length - 1] ?? first;
    const mixed = first.map((byte, index) => byte ^ (last[index] ?? 0));
    done.push(sha256(mixed, Buffer.of(done.length + 1), suffix));
  }
  return Buffer.concat(done);
}

/** Simplified SWU of RFC 9380, 6.6.2, with Z = 11, then the isogeny. */
function mapToCurve(u: bigint): Point {
  const { a, b } = isogenous;
  const curve = (x: bigint): bigint => mod(x * x * x + a * x + b);
  const square = mod(11n * u * u);
  const tail = mod(square * square + square);
  let x = tail === 0n ? mod(b * inverse(11n * a)) : mod(-b * inverse(a) * (1n + inverse(tail)));
  let y = rootOf(curve(x));
  if (y === null) {
    x = mod(square * x);
    y = rootOf(curve(x)) ?? 0n;
  }
  if ((y & 1n) !== (u & 1n)) y = mod(-y);
  const [xOver = 0n, xUnder = 1n, yOver = 0n, yUnder = 1n] = isogeny.map((coefficients) =>
    coefficients.reduceRight((sum, coefficient) => mod(sum * x + coefficient), 0n),
  );
  return [mod(xOver * inverse(xUnder)), mod(y * yOver * inverse(yUnder))];
}

/** Null is the point at infinity. */
function add(one: Point | null, other: Point | null): Point | null {
  if (one === null || other === null) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && mod(y1 + y2) === 0n) return null;
  const slope = x1 === x2 ? mod(3n * x1 * x1 * inverse(2n * y1)) : mod((y2 - y1) * inverse(x2 - x1));
  const x = mod(slope * slope - x1 - x2);
  return [x, mod(slope * (x1 - x) - y1)];
}

function multiply(number: bigint, point: Point | null): Point | null {
  let total: Point | null = null;
  let double = point;
  for (let rest = number; rest > 0n; rest >>= 1n) {
    if (rest & 1n) total = add(total, double);
    double = add(double, double);
  }
  return total;
}

/** The point of 48 bytes, null where it is none of the group. */
function decode(hex: string): Point | null {
  const bytes = Buffer.from(hex, 'hex');
  const flags = bytes[0] ?? 0;
  const x = BigInt(`0x${hex}`) & signatureMask;
  const y = rootOf(x * x * x + 4n);
  if (bytes.length !== 48 || flags >> 6 !== 0b10 || x >= q || y === null) return null;
  const larger = y > (q - 1n) / 2n;
  const point: Point = [x, larger === ((flags & 0x20) !== 0) ? y : q - y];
  return multiply(r, point) === null ? point : null;
}

function hashToG1(message: Uint8Array): Point | null {
  const bytes = expand(message, 4).toString('hex');
  const [one, two] = [bytes.slice(0, 128), bytes.slice(128)].map((half) =>
    mapToCurve(BigInt(`0x${half}`) % q),
  );
  return multiply(parameter + 1n, add(one ?? null, two ?? null));
}

const times = ([a, b]: Fp2, [c, d]: Fp2): Fp2 => [mod(a * c - b * d), mod(a * d + b * c)];
const minus = ([a, b]: Fp2, [c, d]: Fp2): Fp2 => [mod(a - c), mod(b - d)];

function over(value: Fp2, [a, b]: Fp2): Fp2 {
  const norm = inverse(a * a + b * b);
  return times(value, [mod(a * norm), mod(-b * norm)]);
}

/** Fp2[w] modulo w⁶ − (1 + u): six coefficients; null stands for zero in sparse ones. */
type Fp12 = readonly (Fp2 | null)[];
const oneOf12: Fp12 = [[1n, 0n], null, null, null, null, null];

function times12(a: Fp12, b: Fp12): Fp12 {
  const real = new Array<bigint>(12).fill(0n);
  const imaginary = new Array<bigint>(12).fill(0n);
  a.forEach((one, i) => {
    if (one === null) return;
    b.forEach((other, j) => {
      if (other === null) return;
      real[i + j] = (real[i + j] ?? 0n) + one[0] * other[0] - one[1] * other[1];
      imaginary[i + j] = (imaginary[i + j] ?? 0n) + one[0] * other[1] + one[1] * other[0];
    });
  });
  return Array.from({ length: 6 }, (_, k): Fp2 => {
    const [high, low] = [real[k + 6] ?? 0n, imaginary[k + 6] ?? 0n];
    return [mod((real[k] ?? 0n) + high - low), mod((imaginary[k] ?? 0n) + high + low)];
  });
}

/** The line through two points of G2 (or touching one) at a point of G1, times w³, and the sum of the two. */
function step([x, y]: PointG2, other: PointG2 | null, [px, py]: Point): { line: Fp12; sum: PointG2 } {
  const square = times(x, x);
  const slope = other
    ? over(minus(other[1], y), minus(other[0], x))
    : over([3n * square[0], 3n * square[1]], [2n * y[0], 2n * y[1]]);
  const line: Fp12 = [
    minus(times(slope, x), y),
    null,
    [mod(-slope[0] * px), mod(-slope[1] * px)],
    [py, 0n],
    null,
    null,
  ];
  const x3 = minus(minus(times(slope, slope), x), other ? other[0] : x);
  return { line, sum: [x3, minus(times(slope, minus(x, x3)), y)] };
}

/** Whether the product of the pairings is one: Miller's loop, and a final power that need not be finished. */
function pairingsCancel(pairs: readonly { at: Point; of: PointG2 }[]): boolean {
  const points = pairs.map(({ of }) => of);
  let total = oneOf12;
  for (const bit of parameter.toString(2).slice(1)) {
    total = times12(total, total);
    for (const adding of bit === '1' ? [false, true] : [false]) {
      pairs.forEach(({ at, of }, index) => {
        const { line, sum } = step(points[index] ?? of, adding ? of : null, at);
        points[index] = sum;
        total = times12(total, line);
      });
    }
  }
  // total^((q¹² − 1) / r) is one if and only if total^((q⁶ + 1) / r) lies in the field of q⁶ elements.
  let result = oneOf12;
  for (const bit of ((q ** 6n + 1n) / r).toString(2)) {
    result = times12(result, result);
    if (bit === '1') result = times12(result, total);
  }
  const zero = (part: Fp2 | null | undefined): boolean => !part || (part[0] === 0n && part[1] === 0n);
  return [1, 3, 5].every((index) => zero(result[index])) && ![0, 2, 4].every((index) => zero(result[index]));
}

/** Whether quicknet made the signature (48 bytes in hex) for the round. */
export function drandRoundHolds(round: number, signature: string): boolean {
  const point = decode(signature);
  const hashed = hashToG1(Buffer.from(hash('sha256', be64(round)), 'hex'));
  if (point === null || hashed === null) return false;
  return pairingsCancel([
    { at: [point[0], q - point[1]], of: generatorG2 },
    { at: hashed, of: quicknetKey },
  ]);
}
