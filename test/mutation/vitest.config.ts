import { defineConfig } from 'vitest/config';

/** For Stryker: the tests that need no database, run in the sandbox where the changed sources are. */
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/cases/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
