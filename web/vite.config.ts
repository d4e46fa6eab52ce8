import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { contractsInBrowser } from './contracts-in-browser.ts';

export default defineConfig({
  plugins: [
    contractsInBrowser(),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      // The server has asked for the origin of every request by then, of pages as of the API: one rule for both.
      csrf: { trustedOrigins: ['*'] },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          // A nonce does not cover `style=` attributes rendered on the server; nothing else is relaxed.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'base-uri': ['none'],
          'object-src': ['none'],
        },
      },
      compilerOptions: { runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true) },
    }),
  ],
  // The contracts are TypeScript of this repository: bundled, so that what is built stands by itself.
  ssr: { noExternal: ['@cenacle/shared'] },
});
