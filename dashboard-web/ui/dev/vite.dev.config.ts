/** `npm run dev`: the interface with invented data, or, with NIGHTJAR=http://127.0.0.1:7300, with a real server behind it. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { invented } from './invented';

const server = process.env['NIGHTJAR'];
/** The host stays this one: the server takes changes only from where its pages are. */
const behind = { target: server ?? '', changeOrigin: false, ws: true };
const proxied = server === undefined ? {} : { proxy: { '/api': behind, '/loki': behind, '/nightjar': behind } };

export default defineConfig({
  plugins: [react(), ...(server === undefined ? [invented()] : [])],
  server: { host: '127.0.0.1', port: Number(process.env['PORT'] ?? 5173), strictPort: true, ...proxied },
});
