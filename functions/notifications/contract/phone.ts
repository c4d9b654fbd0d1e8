/** Mobile numbers as people write them, by the rules of GOV.UK Notify. */

const noise = /[\s().\-–]+/g;
const british = /^(?:\+44|0044|44|)\(?0?(7\d{9})$/;
const abroad = /^(?:\+|00)(?!44)([1-9]\d{7,14})$/;

/** As +447700900123; `undefined` for what cannot be sent a text. */
export const parsePhone = (text: string): string | undefined => {
  const compact = text.replaceAll(noise, '');
  const uk = british.exec(compact)?.[1];
  if (uk) return `+44${uk}`;
  const number = abroad.exec(compact)?.[1];
  return number && `+${number}`;
};
