import fc from 'fast-check';
import { packer } from './pack.ts';

const things = packer<unknown>('{"name":"","colour":"red"}');

it('gives back what was packed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (records) => {
      expect(JSON.stringify(things.unpack(things.pack(records)))).toBe(JSON.stringify(records));
    }),
  );
});

it('packs alike records into a fraction, most of all those that its dictionary knows', () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ name: `n${i}`, colour: 'red' }));
  expect(things.pack(many).length).toBeLessThan(JSON.stringify(many).length / 4);
  expect(things.pack(many[0]).length).toBeLessThan(packer('').pack(many[0]).length);
});

it.each([undefined, null, 'text', [1, 2], {}])('says so when the item holds %j instead', (data) => {
  expect(() => things.unpack(data)).toThrow('The item holds no packed records.');
});

it('does not read what was packed with another dictionary as something else', () => {
  const packed = things.pack({ name: 'one', colour: 'red' });
  expect(() => packer('').unpack(packed)).toThrow();
});
