/**
 * What the real server sends, for `vite` and `vite preview`: the page must be isolated for wasm threads. The full set
 * with the content security policy is the server's (server/headers.py); the dev server injects scripts of its own, so
 * the policy is left out here.
 */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
