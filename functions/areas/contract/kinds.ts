/** Kinds of area, in our own words, and what each is called where standards name it. */

/** Every kind that a postcode directory gives a code for: ONSPD, and for the last the Scottish Postcode Directory. */
export const kinds = [
  'county',
  'district',
  'ward',
  'division',
  'parish',
  'constituency',
  'region',
  'country',
  'policeForce',
  'europeanRegion',
  'healthAuthority',
  'nhsRegion',
  'primaryCareTrust',
  'subIcb',
  'icb',
  'cancerAlliance',
  'itl',
  'travelToWork',
  'nationalPark',
  'builtUpArea',
  'outputArea11',
  'outputArea21',
  'lowerSuperOutputArea11',
  'lowerSuperOutputArea21',
  'middleSuperOutputArea11',
  'middleSuperOutputArea21',
  'ruralUrban11',
  'ruralUrban21',
  'enterprisePartnership1',
  'enterprisePartnership2',
  'scottishConstituency',
] as const;
export type Kind = (typeof kinds)[number];

/** “No such area here”, such as a county in a unitary authority; Channel Islands and Isle of Man (ONSPD user guide). */
export const isPseudo = (code: string): boolean => /^[A-Z]99999999$|^[LM]\d{8}$/.test(code);

/** Not in a parish, under a code of its own (ONSPD user guide). */
export const isUnparished = (code: string): boolean => code.startsWith('E43');
