/** 行业门类 of GB/T 4754-2017: letter, first and last two-digit division (大类). */
const sections: readonly (readonly [letter: string, first: number, last: number])[] = [
  ['A', 1, 5],
  ['B', 6, 12],
  ['C', 13, 43],
  ['D', 44, 46],
  ['E', 47, 50],
  ['F', 51, 52],
  ['G', 53, 60],
  ['H', 61, 62],
  ['I', 63, 65],
  ['J', 66, 69],
  ['K', 70, 70],
  ['L', 71, 72],
  ['M', 73, 75],
  ['N', 76, 79],
  ['O', 80, 82],
  ['P', 83, 83],
  ['Q', 84, 85],
  ['R', 86, 90],
  ['S', 91, 96],
  ['T', 97, 97],
];

/** Letter of the section by two-digit division: '01' → 'A'. */
const sectionOf: ReadonlyMap<string, string> = new Map(
  sections.flatMap(([letter, first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index): [string, string] => [
      String(first + index).padStart(2, '0'),
      letter,
    ]),
  ),
);
const letters: ReadonlySet<string> = new Set(sections.map(([letter]) => letter));

/** True for a section letter A–T, or two to four digits that begin with a division there is. */
export function isIndustryPrefix(text: string): boolean {
  return letters.has(text) || (/^\d{2,4}$/.test(text) && sectionOf.has(text.slice(0, 2)));
}

/**
 * The prefixes an industry code falls under, the longest first: '2614' → '2614', '261', '26', 'C'. Some departments
 * write the section before the digits, as C2614; the digits alone decide. None for what is no such code.
 */
export function industryPrefixes(industryCode: string | null): readonly string[] {
  const digits = /^[A-T]?(\d{2,4})$/.exec(industryCode?.trim() ?? '')?.[1];
  const section = digits && sectionOf.get(digits.slice(0, 2));
  if (!digits || !section) return [];
  const prefixes: string[] = [];
  for (let length = digits.length; length >= 2; length -= 1) prefixes.push(digits.slice(0, length));
  prefixes.push(section);
  return prefixes;
}
