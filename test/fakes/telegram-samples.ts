import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FakeUpdate } from './telegram-updates.ts';

const folder = fileURLToPath(new URL('../../adapters/telegram/samples/', import.meta.url));

/** The sample updates beside the adapter, by name. */
export const samples: ReadonlyMap<string, FakeUpdate> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [
      name.replace(/\.json$/, ''),
      JSON.parse(readFileSync(folder + name, 'utf8')) as FakeUpdate,
    ]),
);

export function sample(name: string): FakeUpdate {
  const found = samples.get(name);
  if (!found) throw new Error(`no sample ${name}`);
  return structuredClone(found);
}
