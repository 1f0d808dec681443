import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failingContract } from './contract-failing.ts';
import { incomingContract } from './contract-incoming.ts';
import { outgoingContract } from './contract-outgoing.ts';
import type { Lacking, Subject } from './contract-support.ts';
import type { Harness } from './harness.ts';

/**
 * The suite that every adapter passes on the fake of its platform. What the platform cannot do is left out by
 * `capabilities`, and by `lacking`, where the reason stands beside the test's name.
 */
export function contractSuite(name: string, make: () => Promise<Harness>, lacking: Lacking = {}): void {
  describe(`adapter contract: ${name}`, () => {
    let made: Harness | null = null;
    beforeEach(async () => {
      made = await make();
    });
    afterEach(async () => {
      await made?.close();
      made = null;
    });
    const subject: Subject = {
      name,
      lacking,
      harness() {
        if (!made) throw new Error('outside of a test');
        return made;
      },
    };

    incomingContract(subject);
    outgoingContract(subject);
    failingContract(subject);

    test('what the adapter says of itself holds together', () => {
      const { capabilities, edit } = subject.harness().adapter;
      expect(capabilities.edit).toBe(edit !== undefined);
      expect(capabilities.maxText).toBeGreaterThan(0);
      if (!capabilities.buttons) return;
      // Tokens are 16 random bytes in base64url.
      expect(capabilities.actionBytes).toBeGreaterThanOrEqual(22);
      expect(capabilities.maxButtons).toBeGreaterThan(0);
    });
  });
}
