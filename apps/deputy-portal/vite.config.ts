import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Served by the server under /deputy/. In development the API is the server's; SMART_SERVER names another address.
const server = process.env['SMART_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/deputy/',
  plugins: [vue(), tailwindcss()],
  build: {
    // The WeChat browser on phones some years old: Chromium 107, iOS 15.4.
    target: ['es2022', 'chrome107', 'safari15.4'],
    manifest: true,
  },
  server: { proxy: { '/api': server, '/sign-in': server, '/log': server } },
});
