import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,property,corpus,golden}/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
