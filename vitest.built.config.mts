import { defineConfig } from 'vitest/config';

// Specs that look at what `npm run build` wrote: the report page in Chromium, and the package.
export default defineConfig({
  test: {
    include: ['test/**/*.spec.ts'],
    // A browser or a served VS Code may be late once on a busy machine; what is wrong is wrong twice.
    retry: 1,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // One Chromium at a time: several on two cores only wait for each other.
    fileParallelism: false,
  },
});
