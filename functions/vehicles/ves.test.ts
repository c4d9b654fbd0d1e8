import { failuresIn } from './ves.ts';

it.each([
  [
    '{"errors":[{"status":"404","code":"404","title":"Vehicle Not Found"}]}',
    [{ code: '404', title: 'Vehicle Not Found' }],
  ],
  ['[{"status":503,"title":"Down"}]', [{ title: 'Down' }]],
  ['{"message":"Too Many Requests"}', []],
  ['{"errors":"many"}', []],
  ['{"errors":[{"code":404}]}', []],
  ['<html>', []],
  ['', []],
  ['null', []],
])('finds the failures in %s', (text, failures) => {
  expect(failuresIn(text)).toEqual(failures);
});
