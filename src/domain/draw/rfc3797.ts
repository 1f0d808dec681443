import { hash } from 'node:crypto';

/**
 * Publicly verifiable selection of RFC 3797, as the IETF's nominating committees use it: known outside, and run beside
 * draw/v1 for comparison. It knows neither weights nor strata. Its bare modulo (16 bytes by at most 2^16) is the RFC's.
 */

/** A source of randomness: one number, or several that are sorted; each ends with a full stop, the source with a slash. */
export function rfc3797Key(sources: readonly (readonly number[])[]): string {
  return sources
    .map(
      (numbers) =>
        `${numbers
          .toSorted((a, b) => a - b)
          .map((number) => `${number}.`)
          .join('')}/`,
    )
    .join('');
}

/** MD5(BE16(i) ‖ key ‖ BE16(i)), in upper-case hex as the RFC prints it. */
export function rfc3797Hash(key: string, index: number): string {
  const mark = Buffer.of(index >> 8, index & 0xff);
  return hash('md5', Buffer.concat([mark, Buffer.from(key), mark])).toUpperCase();
}

/** Selects `count` of the numbers 1 to `pool` (at most 65 535), in the order drawn. */
export function rfc3797Select(key: string, pool: number, count: number): number[] {
  if (!(pool >= 1 && pool <= 65_535 && count >= 0 && count <= pool)) throw new RangeError('no such pool');
  const left = Array.from({ length: pool }, (_, index) => index + 1);
  return Array.from({ length: count }, (_, index) => {
    const place = Number(BigInt(`0x${rfc3797Hash(key, index)}`) % BigInt(left.length));
    return left.splice(place, 1)[0] ?? 0;
  });
}
