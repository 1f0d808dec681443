import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Order is part of the seed that vitest prints, so that a failure can be repeated.
    sequence: { shuffle: { files: true, tests: false } },
    slowTestThreshold: 2_000,
  },
});
