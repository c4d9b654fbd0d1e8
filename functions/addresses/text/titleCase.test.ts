import { readFileSync } from 'node:fs';
import { itWithData, sharedPath } from '#test/support/sharedData.ts';
import { titleCase } from './titleCase.ts';

it.each([
  ['EXAMPLE STREET', 'Example Street'],
  ['12A-14B HIGH STREET', '12A-14B High Street'],
  ['THE OLD MILL', 'The Old Mill'],
  ['FLAT A', 'Flat A'],
  ['STRATFORD UPON AVON', 'Stratford upon Avon'],
  ['CHESTER-LE-STREET', 'Chester-le-Street'],
  ['WESTON-SUPER-MARE', 'Weston-super-Mare'],
  ["ST JOHN'S ROAD", "St John's Road"],
  ["O'NEILL COURT", "O'Neill Court"],
  ['MCDONALD WAY', 'McDonald Way'],
  ['PO BOX 77', 'PO Box 77'],
  ['BBC CYMRU B&B', 'BBC Cymru B&B'],
  ['(SMITH)', '(Smith)'],
  ['HEOL Y CAPEL', 'Heol y Capel'],
  ['TŶ NEWYDD', 'Tŷ Newydd'],
  ['', ''],
])('%s is shown as %s', (gazetteer, shown) => {
  expect(titleCase(gazetteer)).toBe(shown);
});

itWithData('every hyphenated place of the ONS list is shown as the list has it', () => {
  const list = sharedPath('addresses', 'wordlists', 'title-case-hyphenplaces.txt');
  const pairs = readFileSync(list, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.includes('-'))
    .map((line) => line.split('='));
  const wrong = pairs.filter(([gazetteer = '', shown]) => titleCase(gazetteer) !== shown);
  expect(pairs.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});
