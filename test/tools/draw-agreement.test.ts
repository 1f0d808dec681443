import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Verified, verifyBundle } from '../../tools/verify-draw.mjs';
import { randomBundle } from './bundles.ts';
import { hasPython, Python } from './python.ts';

/** `DRAW_LISTS=100000 npm test -- test/tools/draw-agreement.test.ts` is the long run (about half an hour). */
const lists = Number(process.env.DRAW_LISTS ?? 1_000);
const seed = process.env.DRAW_SEED ?? 'agreement';

const byNode = (text: string): Verified => verifyBundle(Buffer.from(text));

describe.skipIf(!hasPython)('both verifiers on random lists', () => {
  let python: Python;
  beforeAll(() => {
    python = new Python();
  });
  afterAll(() => python.close());

  it(`accept what was drawn, ${lists} plans`, async () => {
    const batch = 50;
    for (let from = 0; from < lists; from += batch) {
      const numbers = Array.from({ length: Math.min(batch, lists - from) }, (_, index) => from + index);
      await Promise.all(
        numbers.map(async (number) => {
          const { text } = randomBundle(seed, number);
          const answer = await python.verify(text);
          expect(answer, `plan ${number}`).toEqual({ readable: true, count: 0, findings: [] });
          expect(byNode(text), `plan ${number}`).toMatchObject({ readable: true, holds: true, count: 0 });
        }),
      );
    }
  }, 7_200_000);
});
