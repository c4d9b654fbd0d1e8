/** What sign-in needs of jose, to be imported when the first token comes: `import('jose')` would bundle all of it, 62 KB for 18. */
export { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
