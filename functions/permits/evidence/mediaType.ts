/** What a file is, by its first bytes: what it is called, and what the sender says, can be wrong. */

const signatures: readonly (readonly [mediaType: string, offset: number, starts: readonly string[]])[] = [
  ['image/jpeg', 0, ['\xff\xd8\xff']],
  ['image/png', 0, ['\x89PNG\r\n\x1a\n']],
  ['application/pdf', 0, ['%PDF-']],
  // ISO base media: brands of the High Efficiency Image File Format (ISO/IEC 23008-12).
  ['image/heic', 4, ['ftypheic', 'ftypheix', 'ftyphevc', 'ftypheim', 'ftypheis', 'ftypmif1', 'ftypmsf1']],
];

export const mediaTypeOf = (bytes: Uint8Array): string | undefined => {
  const first = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return signatures.find(([, offset, starts]) => starts.some((one) => first.startsWith(one, offset)))?.[0];
};
