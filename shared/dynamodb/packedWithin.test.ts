import { packedWithin } from './packedWithin.ts';

const packer = { pack: (value: object) => Buffer.from(JSON.stringify(value)) };
const errorOf = (value: object): unknown => {
  try {
    return packedWithin(packer, value);
  } catch (error) {
    return error;
  }
};

it('names the field that is too large, whichever it is', () => {
  const long = 'x'.repeat(400_000);
  expect(errorOf({ name: 'Mill Lane', uprns: ['1'], area: long })).toMatchObject({
    message: '“area” is too large to be kept: divide it.',
  });
  expect(errorOf({ uprns: [long], note: undefined })).toMatchObject({ options: { errors: [{ pointer: '#/uprns' }] } });
  expect(errorOf({ uprns: ['1'] })).toEqual(packer.pack({ uprns: ['1'] }));
});
