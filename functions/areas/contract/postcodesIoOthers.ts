/** Operations of postcodes.io that are not under `/postcodes`. */
import * as z from 'zod/mini';
import { described, get } from '#shared/contract/index.ts';
import { PostcodesIoNotFound } from './postcodesIoErrors.ts';
import {
  answers,
  given,
  limit,
  listOrNull,
  open,
  orNull,
  point,
  postcode,
  problems,
  radius,
} from './postcodesIoForm.ts';
import {
  PostcodesIoNearOutcode,
  PostcodesIoOutcode,
  PostcodesIoPostcode,
  PostcodesIoTerminated,
} from './postcodesIoObjects.ts';
import { PostcodesIoPlace, PostcodesIoScottish } from './postcodesIoPlaces.ts';

const nearby = { limit, radius: radius('5000', '25000') };
const outcode = z.strictObject({ outcode: described(z.string(), 'An outward code.', 'ZZ1') });

export const otherOperations = {
  postcodesIoOutcode: get('/{council}/outcodes/{outcode}', {
    ...open,
    summary: 'postcodes.io: one outward code',
    params: outcode,
    returns: answers(PostcodesIoOutcode),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoNearestOutcodes: get('/{council}/outcodes/{outcode}/nearest', {
    ...open,
    summary: 'postcodes.io: outward codes near one, with itself',
    params: outcode,
    query: z.looseObject(nearby),
    returns: answers(listOrNull(PostcodesIoNearOutcode)),
    problems: problems,
  }),
  postcodesIoOutcodes: get('/{council}/outcodes', {
    ...open,
    summary: 'postcodes.io: outward codes near a point',
    query: z.looseObject({ ...point, ...nearby }),
    returns: answers(listOrNull(PostcodesIoNearOutcode)),
    problems: problems,
  }),
  postcodesIoTerminated: get('/{council}/terminated_postcodes/{postcode}', {
    ...open,
    summary: 'postcodes.io: a postcode that is no longer in use',
    params: postcode,
    returns: answers(PostcodesIoTerminated),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoScottish: get('/{council}/scotland/postcodes/{postcode}', {
    ...open,
    summary: 'postcodes.io: the constituency of the Scottish Parliament of a postcode',
    params: postcode,
    returns: answers(PostcodesIoScottish),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoRandom: get('/{council}/random/postcodes', {
    ...open,
    summary: 'postcodes.io: any postcode',
    query: z.looseObject({ outcode: given('Of this outward code.', 'ZZ1') }),
    returns: answers(orNull(PostcodesIoPostcode, 'A postcode; null: the outward code has none.'), {}),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoPlaces: get('/{council}/places', {
    ...open,
    summary: 'postcodes.io: places whose name begins so',
    query: z.looseObject({ q: given('The start of a name.', 'Marl'), query: given('The same.'), limit }),
    returns: answers(described(z.array(PostcodesIoPlace), 'By name; empty: none.')),
    problems: problems,
  }),
  postcodesIoPlace: get('/{council}/places/{id}', {
    ...open,
    summary: 'postcodes.io: one place',
    params: z.strictObject({ id: described(z.string(), 'Its `code`.', 'E63999901') }),
    returns: answers(PostcodesIoPlace),
    problems: [PostcodesIoNotFound],
  }),
  postcodesIoRandomPlace: get('/{council}/random/places', {
    ...open,
    summary: 'postcodes.io: any place',
    returns: answers(orNull(PostcodesIoPlace, 'A place; null: there are none.'), {}),
  }),
};
