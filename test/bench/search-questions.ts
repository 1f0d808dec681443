import { Converter } from 'opencc-js/cn2t';
import { nameKeys } from '../../src/domain/name-keys.ts';
import { type MadeName, pick, sample } from './search-data.ts';

/** What somebody types who means `wanted`. */
export interface Question {
  readonly kind: string;
  readonly text: string;
  readonly wanted: string;
}

type Perturb = (made: MadeName, random: () => number) => string | null;

const toTraditional = Converter({ from: 'cn', to: 't' });
const strangers = [
  ...'的了是在有这我他们来到说时要就出会可也你对生能而子那得于着下之年过作里用道行所然家种事成',
];

const withoutForm = ({ name, form }: MadeName) => (form === '' ? null : name.slice(0, -form.length));
const replaceAt = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);

/** Ways in which people write a name otherwise than it is registered; null where a name has nothing to change. */
const perturbations: Readonly<Record<string, Perturb>> = {
  region: ({ name, region }) => (region === '' ? null : name.slice(region.length)),
  form: withoutForm,
  'region-and-form': (made) =>
    made.region === '' ? null : (withoutForm(made)?.slice(made.region.length) ?? null),
  brackets: ({ name, bracketed }, random) => {
    if (bracketed === '') return null;
    const [open, close] = pick(
      [
        ['(', ')'],
        ['', ''],
        ['【', '】'],
        [' ', ' '],
      ] as const,
      random,
    );
    return name.replace('（', open).replace('）', close);
  },
  'wrong-character': ({ name }, random) =>
    replaceAt(name, Math.floor(random() * name.length), pick(strangers, random)),
  'missing-character': ({ name }, random) => replaceAt(name, Math.floor(random() * name.length), ''),
  'swapped-characters': ({ name }, random) => {
    const at = Math.floor(random() * (name.length - 1));
    return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
  },
  abbreviation: ({ region, brand, trade }) => (brand === '' ? region.charAt(0) + trade.charAt(0) : null),
  traditional: ({ name }) => toTraditional(name),
  pinyin: ({ name }) => nameKeys(name).pinyin,
};

/** `each` questions of every kind, for names taken at random. */
export function askFor(names: readonly MadeName[], each: number, random: () => number): Question[] {
  const questions: Question[] = [];
  for (const [kind, perturb] of Object.entries(perturbations)) {
    const suitable = names.filter((made) => perturb(made, () => 0) !== null);
    for (const made of sample(suitable, each, random)) {
      const text = perturb(made, random);
      if (text !== null) questions.push({ kind, text, wanted: made.name });
    }
  }
  return questions;
}
