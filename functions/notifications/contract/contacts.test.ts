import { faultsOfAddress } from './address.ts';
import { parsePhone } from './phone.ts';

it.each([
  ['07700 900123', '+447700900123'],
  ['+44 (0)7700 900-123', '+447700900123'],
  ['0044 7700 900123', '+447700900123'],
  ['447700900123', '+447700900123'],
  ['+33 6 12 34 56 78', '+33612345678'],
  ['0033612345678', '+33612345678'],
  ['01632 960001', undefined],
  ['07700 90012', undefined],
  ['07700 9001234', undefined],
  ['+44 1632 960001', undefined],
  ['07700 900123 x', undefined],
  ['', undefined],
])('reads the number “%s” as %s', (text, expected) => {
  expect(parsePhone(text)).toBe(expected);
});

const first = ['Jo Example', '1 Example Street'];
it.each([
  [[...first, 'ZZ1 1AA'], []],
  [[...first, 'zz11aa'], []],
  [[...first, 'Paris', 'France'], []],
  [[...first, 'Yr Almaen'], []],
  [[...first, 'The Netherlands'], []],
  [[...first, 'BFPO 801'], []],
  [[...first, 'BFPO 801', 'BF1 0AX'], []],
  [[...first, 'JE2 3AB'], []],
  [[...first, 'BFPO 801', 'Germany'], [3]],
  [[...first, 'Marlbeck'], [2]],
  [[...first, 'United Kingdom'], [2]],
  [['—', '1 Example Street', 'ZZ1 1AA'], [0]],
  [['Jo', '--', 'ZZ1 1AA'], [1]],
  [['Jo', '(Flat 2)', '1 Example Street', 'ZZ1 1AA'], [1]],
  [['Jo', 'No fixed abode', 'Marlbeck', 'ZZ1 1AA'], [1]],
  [
    ['Jo', 'no Fixed  address', '@home', 'nowhere'],
    [1, 2, 3],
  ],
])('finds in the address %j faults in lines %j', (lines, expected) => {
  expect(faultsOfAddress(lines).map(({ line }) => line)).toEqual(expected);
});
