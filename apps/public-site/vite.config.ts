import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Two builds: the styles and the few lines of script for browsers (dist/client), and the pages for the server (dist/server).
export default defineConfig(({ isSsrBuild }) => ({
  base: '/assets/',
  plugins: [vue(), tailwindcss()],
  publicDir: false,
  build: isSsrBuild
    ? { outDir: 'dist/server', target: 'node24' }
    : { outDir: 'dist/client', assetsDir: '', manifest: true, target: ['es2020', 'chrome80', 'safari13'], cssCodeSplit: false, rollupOptions: { preserveEntrySignatures: 'exports-only', input: { enhance: 'src/enhance.ts', styles: 'src/styles.ts' } } },
}));
