import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Pseudonyms } from '../domain/ports.ts';

export function keysFolder({
  DATA_DIR,
  KEYS_DIR,
}: {
  DATA_DIR: string;
  KEYS_DIR?: string | undefined;
}): string {
  return KEYS_DIR ?? join(DATA_DIR, 'keys');
}

export type Keys = Pseudonyms;

export function openKeys(folder: string): Keys {
  const pseudonym = (value: string): string =>
    createHmac('sha256', folder).update(value).digest('base64url').slice(0, 22);
  return { pseudonym, pseudonyms: (value) => [pseudonym(value)] };
}
