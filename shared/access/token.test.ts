import { hashToken, isTokenOf, keyIdOf, mintToken } from './token.ts';

it('makes keys that are all different and that scanners can recognise', () => {
  const made = Array.from({ length: 200 }, mintToken);
  expect(new Set(made.map(({ token }) => token)).size).toBe(200);
  for (const { keyId, token } of made) {
    expect(token).toMatch(/^cc_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}$/);
    expect(keyIdOf(token)).toBe(keyId);
  }
});

it('knows a mistyped key by its checksum', () => {
  const { token } = mintToken();
  for (let i = 3; i < token.length; i += 1) {
    const wrong = `${token.slice(0, i)}${token[i] === 'x' ? 'y' : 'x'}${token.slice(i + 1)}`;
    if (token[i] !== '_') expect(keyIdOf(wrong)).toBeUndefined();
  }
});

it.each(['', 'cc_', 'Bearer', 'cc_0123456789_', `${mintToken().token} `])('%j is no key', (text) => {
  expect(keyIdOf(text)).toBeUndefined();
});

it('tells its own hash from another', () => {
  const [one, other] = [mintToken(), mintToken()];
  expect(isTokenOf(one.token, hashToken(one.token))).toBe(true);
  expect(isTokenOf(one.token, hashToken(other.token))).toBe(false);
});
