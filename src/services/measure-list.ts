import { fileURLToPath } from 'node:url';
import { type MeasureList, measureListSchema } from '../domain/measures.ts';
import { readChecked } from './policy-file.ts';

const file = fileURLToPath(new URL('../../policy/catalogues/measures.yaml', import.meta.url));
let kept: MeasureList | null = null;

/**
 * The list of measures that came with the program, read once.
 * @throws CodedError as `readChecked`
 */
export function measureList(): MeasureList {
  kept ??= readMeasures(file);
  return kept;
}

/** @throws CodedError `policy.unreadable`, `policy.yaml`, `policy.invalid` (see `readChecked`) */
export function readMeasures(path: string): MeasureList {
  return readChecked<MeasureList>(path, measureListSchema);
}
