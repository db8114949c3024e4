import { defineConfig } from 'vitest/config';

// Not a test: draws the pictures of the manual from the running system. `pnpm -C apps/e2e pictures`
export default defineConfig({
  test: {
    root: import.meta.dirname,
    globalSetup: '../../packages/platform/database/src/vitest.ts',
    include: ['src/pictures/*.pictures.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
