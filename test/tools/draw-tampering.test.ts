import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/domain/draw/canonical.ts';
import { verifyBundle } from '../../tools/verify-draw.mjs';
import { type Made, randomBundle } from './bundles.ts';
import { hasPython, Python } from './python.ts';
import { everyTampering } from './tampering.ts';

const found = new Map<string, Made>();

/** A plan with everything in it: recusals, a skipped beacon, a missing reveal, standing by. */
function richPlan(kind: string): Made {
  const made = found.get(kind) ?? searched(kind);
  found.set(kind, made);
  return made;
}

function searched(kind: string): Made {
  for (let index = 0; index < 3_000; index += 1) {
    const made = randomBundle('tampering', index);
    const { beacon, candidates, inspectors, outcome, reveals } = JSON.parse(made.text) as {
      beacon: { kind: string; skipped: unknown[] };
      candidates: unknown[];
      inspectors: unknown[];
      outcome: { recusals: unknown[]; strata: { selected: unknown[]; standby: unknown[] }[] };
      reveals: { flag: number }[];
    };
    const rich =
      beacon.kind === kind &&
      beacon.skipped.length === 1 &&
      candidates.length < 10 &&
      inspectors.length < 12 &&
      outcome.recusals.length > 0 &&
      outcome.strata.some(({ selected, standby }) => selected.length > 1 && standby.length > 0) &&
      reveals.some(({ flag }) => flag === 0);
    if (rich) return made;
  }
  throw new Error('no plan has everything');
}

describe.skipIf(!hasPython)('every way of tampering with a bundle', () => {
  let python: Python;
  beforeAll(() => {
    python = new Python();
  });
  afterAll(() => python.close());

  it.each(['drand-quicknet', 'manual'])(
    'is found by both verifiers, who say the same (%s)',
    async (kind) => {
      const { text } = richPlan(kind);
      let tried = 0;
      for (const { how, text: tampered } of everyTampering(JSON.parse(text) as Json)) {
        const byNode = verifyBundle(Buffer.from(tampered));
        if (!byNode.readable) throw new Error(how);
        expect(byNode.count, how).toBeGreaterThan(0);
        const byPython = await python.verify(tampered);
        const findings = byNode.findings.map(({ code, where }) => [code, where]);
        expect(byPython, how).toEqual({ readable: true, count: byNode.count, findings });
        tried += 1;
      }
      expect(tried).toBeGreaterThan(1_000);
    },
    300_000,
  );

  it.each([
    ['a name that comes twice', (text: string) => text.replace('"format":', '"format":"draw/v1","format":')],
    [
      'a candidate’s name that comes twice',
      (text: string) => text.replace('"weight":', '"weight":1,"weight":'),
    ],
    ['a float', (text: string) => text.replace(/"weight":(\d+)/, '"weight":$1.0')],
    ['an exponent', (text: string) => text.replace(/"weight":(\d+)/, '"weight":$1e0')],
    ['a negative zero', (text: string) => text.replace(/"load":\d+/, '"load":-0')],
    ['a number past 2^53', (text: string) => text.replace(/"round":1,/, '"round":9007199254740993,')],
    ['a lone surrogate', (text: string) => text.replace(/"notice":"[^"]*"/, '"notice":"\\ud800"')],
    ['the name of a prototype', (text: string) => text.replace('"format":', '"__proto__":{},"format":')],
    ['true', (text: string) => text.replace(/"flag":1/, '"flag":true')],
  ])('%s is found by both', async (_, tamper) => {
    const { text } = richPlan('drand-quicknet');
    const tampered = tamper(text);
    expect(tampered).not.toBe(text);
    const byNode = verifyBundle(Buffer.from(tampered));
    if (!byNode.readable) throw new Error('unreadable');
    expect(byNode.count).toBeGreaterThan(0);
    const findings = byNode.findings.map(({ code, where }) => [code, where]);
    expect(await python.verify(tampered)).toEqual({ readable: true, count: byNode.count, findings });
  });

  it.each(['', '{', '[1,]', 'NaN', '{"a":1} x', '"\t"', '\ufeff{}', '01', "{'a':1}"])(
    'what is no JSON is unreadable to both: %j',
    async (text) => {
      expect(verifyBundle(Buffer.from(text)).readable).toBe(false);
      expect((await python.verify(text)).readable).toBe(false);
    },
  );

  it('other spellings of the same bundle are accepted by both', async () => {
    const { text } = richPlan('manual');
    const value = JSON.parse(text) as Record<string, Json>;
    const reversed = Object.fromEntries(Object.entries(value).reverse());
    for (const other of [
      JSON.stringify(value, null, 1).replaceAll('\n', ' '),
      JSON.stringify(reversed),
      text.replaceAll(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
      text.replaceAll('/', '\\/'),
    ]) {
      expect(verifyBundle(Buffer.from(other))).toMatchObject({ readable: true, holds: true });
      expect(await python.verify(other)).toEqual({ readable: true, count: 0, findings: [] });
    }
  });
});
