import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

// `node`: units and integration, beside the code. `journeys`: the whole system in a browser, one file at a time, after everything else.
export default defineConfig({
  test: {
    globalSetup: './packages/platform/database/src/vitest.ts',
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'node',
          include: ['packages/**/src/**/*.test.ts', 'apps/{server,bench,public-site,deputy-portal,office-desk}/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'journeys',
          include: ['apps/e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // A browser on a busy machine may miss a moment once; what fails twice is broken.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
