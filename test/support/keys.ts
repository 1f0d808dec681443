import { createHash } from 'node:crypto';
import type { Pseudonyms } from '../../src/domain/ports.ts';

const hashed = (value: string): string =>
  `t:${createHash('sha256').update(value).digest('hex').slice(0, 20)}`;

/** Pseudonyms that a test can foretell. */
export const testKeys: Pseudonyms = { pseudonym: hashed, pseudonyms: (value) => [hashed(value)] };
