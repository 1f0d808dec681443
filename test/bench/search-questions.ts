import { Converter } from 'opencc-js/cn2t';
import { nameKeys } from '../../src/domain/name-keys.ts';
import { type MadeName, pick, sample } from './search-data.ts';

/** What somebody types who means `wanted`. */
export interface Question {
  readonly kind: string;
  readonly text: string;
  readonly wanted: string;
}

/** Another way of writing a name; null where the name has nothing to change. */
type Perturb = (made: MadeName, random: () => number) => string | null;

const toTraditional = Converter({ from: 'cn', to: 't' });
const strangers = [
  ...'的了是在有这我他们来到说时要就出会可也你对生能而子那得于着下之年过作里用道行所然家种事成',
];

const withoutRegion: Perturb = ({ name, region }) => (region === '' ? null : name.slice(region.length));
const withoutForm: Perturb = ({ name, form }) => (form === '' ? null : name.slice(0, -form.length));
const shortForm: Perturb = ({ region, brand, trade }) =>
  brand === '' ? region.charAt(0) + trade.charAt(0) : null;
const replaceAt = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1);

const perturbations: Readonly<Record<string, Perturb>> = {
  region: withoutRegion,
  form: withoutForm,
  brackets: ({ name, bracketed }, random) => {
    if (bracketed === '') return null;
    const styles: readonly (readonly [string, string])[] = [
      ['(', ')'],
      ['【', '】'],
      ['', ''],
    ];
    const [open, close] = pick(styles, random);
    return name.replace('（', open).replace('）', close);
  },
  'wrong-character': ({ name }, random) =>
    replaceAt(name, Math.floor(random() * name.length), pick(strangers, random)),
  abbreviation: shortForm,
  traditional: ({ name }) => toTraditional(name),
  // More than the figure asks for; told all the same.
  'missing-character': ({ name }, random) => replaceAt(name, Math.floor(random() * name.length), ''),
  'swapped-characters': ({ name }, random) => {
    const at = Math.floor(random() * (name.length - 1));
    return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
  },
};

/** These leave so little of a name that another may be meant with the same right; such a question tests nothing. */
const ambiguous = new Map<string, Perturb>(
  Object.entries({ region: withoutRegion, form: withoutForm, abbreviation: shortForm }),
);

/** `each` questions of every kind about names taken at random, each with one right answer. */
export function askByKind(names: readonly MadeName[], each: number, random: () => number): Question[] {
  return Object.entries(perturbations).flatMap(([kind, perturb]) => {
    const shorten = ambiguous.get(kind);
    const meanings = new Map<string, number>();
    if (shorten) {
      for (const made of names) {
        const text = shorten(made, random) ?? made.name;
        meanings.set(text, (meanings.get(text) ?? 0) + 1);
      }
    }
    const suitable = names.filter((made) => {
      const text = perturb(made, () => 0);
      return text !== null && (!shorten || meanings.get(text) === 1);
    });
    return sample(suitable, each, random).map((made) => ({
      kind,
      text: perturb(made, random) ?? made.name,
      wanted: made.name,
    }));
  });
}

/** What people type for want of the whole name: parts of two to four characters, short forms, pinyin, initials. */
export function askInShort(names: readonly MadeName[], count: number, random: () => number): string[] {
  const great = names.filter(({ brand }) => brand === '');
  const ways: readonly (() => string)[] = [
    () => part(pick(names, random), 2, random),
    () => part(pick(names, random), 3, random),
    () => part(pick(names, random), 4, random),
    () => shortForm(pick(great, random), random) ?? '',
    () => nameKeys(pick(names, random).brand).pinyin,
    () => nameKeys(pick(names, random).name).initials,
  ];
  return Array.from({ length: count }, (_, at) => pick(ways.slice(at % ways.length), () => 0)());
}

/** A run of characters out of brand and trade. */
export function part({ brand, trade }: MadeName, length: number, random: () => number): string {
  const text = brand + trade;
  const at = Math.floor(random() * Math.max(1, text.length - length + 1));
  return text.slice(at, at + length);
}
