/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Nothing is inlined as data: the server's content policy allows only its own files.
  build: { outDir: 'dist', assetsInlineLimit: 0, sourcemap: false, target: 'es2022', chunkSizeWarningLimit: 700 },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'], setupFiles: ['src/testing/setup.ts'], testTimeout: 30_000 },
});
