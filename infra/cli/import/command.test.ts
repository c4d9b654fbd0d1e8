import { importFiles } from './command.ts';

const where = { council: 'marlbeck', endpoint: 'http://localhost:1', keyFile: 'none', publish: true };

it.each([
  ['an option of another', 'areas-postcodes', ['a.csv'], { set: 'wards' }, '--set is not an option of areas-postcodes'],
  [
    'options of a table',
    'areas-authorities',
    ['a.csv'],
    { only: 'KT' },
    '--only is not an option of areas-authorities',
  ],
  ['no file', 'areas-boundaries', [], { set: 'wards' }, 'There is no file to load'],
])('refuses %s before anything is read', async (_, name, files, own, message) => {
  await expect(importFiles(name, files, { ...where, own })).rejects.toThrow(message);
});

it('needs no file to take a set away', async () => {
  const removing = importFiles('areas-boundaries', [], { ...where, own: { 'remove-set': 'wards' } });
  await expect(removing).rejects.not.toThrow('There is no file to load');
});
