import { orgCheckChar, usccCheckChar } from '../domain/uscc.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const digitBodies = 99_999;
const letters = 21;
const letterBodies = letters * 31 ** 4;

/** How many sample entities can be told apart. */
export const maxEntities = digitBodies + letterBodies;

/**
 * 本体代码 of the index-th sample entity. GB 11714 clause 3 sets PDY00001–PDY99999 aside as the 自定义区: no
 * registry may issue them. Beyond these the last five places begin with a letter, still behind PDY, which the
 * registries' sequences do not use. Multiplying by a number prime to the range scatters neighbours; every index
 * has a body of its own, so that no set of used ones is needed.
 */
function sampleBody(index: number): string {
  if (index < digitBodies) return `PDY${String(((index * 61_843) % digitBodies) + 1).padStart(5, '0')}`;
  let rest = ((index - digitBodies) * 12_345_701) % letterBodies;
  let tail = '';
  for (let place = 0; place < 4; place += 1) {
    tail = alphabet.charAt(rest % 31) + tail;
    rest = Math.floor(rest / 31);
  }
  return `PDY${alphabet.charAt(10 + rest)}${tail}`;
}

/** The sample entity's 统一社会信用代码: passes GB 32100 and GB 11714, and can be nobody's. */
export function sampleUscc(index: number, category: '91' | '92' | '93', regionCode: string): string {
  const body = sampleBody(index);
  const first17 = `${category}${regionCode}${body}${orgCheckChar(body)}`;
  return first17 + usccCheckChar(first17);
}
