import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Served by the server under /office/. In development the API is the server's; SMART_SERVER names another address.
const server = process.env['SMART_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/office/',
  plugins: [vue()],
  build: { target: ['es2022', 'chrome107'], manifest: true, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': server, '/sign-in': server, '/log': server } },
});
