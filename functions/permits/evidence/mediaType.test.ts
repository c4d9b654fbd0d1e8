import { mediaTypeOf } from './mediaType.ts';

it.each([
  ['ffd8ffe000104a46', 'image/jpeg'],
  ['89504e470d0a1a0a00', 'image/png'],
  ['255044462d312e37', 'application/pdf'],
  ['0000001c6674797068656963', 'image/heic'],
  ['000000186674797069736f6d', undefined],
  ['3c68746d6c3e', undefined],
  ['', undefined],
  ['89504e47', undefined],
])('%s is %s', (hex, mediaType) => {
  expect(mediaTypeOf(Buffer.from(hex, 'hex'))).toBe(mediaType);
});
