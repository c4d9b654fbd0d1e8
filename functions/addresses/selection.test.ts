import type { Extra, Kind } from './contract/choices.ts';
import { type Choosable, selects } from './selection.ts';

const address = (classification: string, postal = 'D', status: 1 | 6 | 8 = 1): Choosable => ({
  classification,
  postal,
  status,
});

const town: Readonly<Record<string, Choosable>> = {
  house: address('RD03'),
  flat: address('RD06', 'C'),
  bare: address('R', 'L'),
  hmo: address('RH02'),
  mixed: address('X'),
  garage: address('RG02', 'L'),
  parking: address('RC', 'N'),
  shop: address('CR08'),
  college: address('CE01'),
  school: address('CE03'),
  field: address('LU', 'N'),
  unflagged: { classification: 'RD', status: 1 },
  shell: address('PP', 'N'),
  street: address('PS', 'N'),
  planned: address('RD02', 'N', 6),
  demolished: address('RD02', 'N', 8),
};

const chosen = (classification?: readonly Kind[], include?: readonly Extra[]): string[] =>
  Object.entries(town)
    .filter(([, one]) => selects({ classification, include })(one))
    .map(([name]) => name);

const homes = ['house', 'flat', 'bare', 'hmo', 'mixed', 'unflagged'];

it.each<[string, readonly Kind[] | undefined, readonly Extra[] | undefined, string[]]>([
  [
    'nothing asked for: what gets post',
    undefined,
    undefined,
    ['house', 'flat', 'bare', 'hmo', 'mixed', 'garage', 'shop', 'college', 'school', 'unflagged'],
  ],
  ['residential', ['residential'], undefined, homes],
  ['commercial', ['commercial'], undefined, ['shop']],
  [
    'residential or commercial',
    ['residential', 'commercial'],
    undefined,
    ['house', 'flat', 'bare', 'hmo', 'mixed', 'shop', 'unflagged'],
  ],
  ['electoral', ['electoral'], undefined, ['house', 'flat', 'bare', 'hmo', 'mixed', 'college', 'unflagged']],
  [
    'all, whether it gets post or not',
    ['all'],
    undefined,
    ['house', 'flat', 'bare', 'hmo', 'mixed', 'garage', 'parking', 'shop', 'college', 'school', 'field', 'unflagged'],
  ],
  ['residential with provisional ones', ['residential'], ['provisional'], [...homes, 'planned']],
  ['residential with historical ones', ['residential'], ['historic'], [...homes, 'demolished']],
  ['commercial with shells', ['commercial'], ['shells'], ['shop', 'shell']],
  ['commercial with street records', ['commercial'], ['street-records'], ['shop', 'street']],
])('%s', (_, classification, include, names) => {
  expect(chosen(classification, include)).toEqual(names);
});
