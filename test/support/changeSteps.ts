/** Steps for what becomes of a permit, and for whoever waits for one. They need the zones of the walk. */
import { walker } from './permitSteps.ts';
import { each, once, onlyOnce } from './steps.ts';
import type { References, Step, Wanted } from './walk.ts';

const vehicle = (registration: string) => ({ registration, declared: { fuel: 'petrol', co2: 119 } });
const why = { code: 'not_resident', says: 'You do not live in the zone any more.' };
const because = { ...why, code: 'other' };
const gone = { reason: 'moved_away' };

type Asking = (wanted?: Wanted) => () => Wanted;

const bodies = {
  ...{
    changePermitVehicle: vehicle('ZZ26 NEW'),
    setTemporaryVehicle: vehicle('ZZ26 CAR'),
    endTemporaryVehicle: undefined,
  },
  ...{ changePermitAddress: { uprn: '2' }, renewPermit: { declaration: true }, surrenderPermit: gone },
  ...{ revokePermit: { ...why, refund: false }, suspendPermit: why, resumePermit: why },
};

/** Of the permit that was issued last. */
export const changeSteps = (council: string, references: References): Step[] => {
  const of: Asking = (wanted) => () => ({ ...wanted, path: { council, permit: references.permit ?? '' } });
  const unknown = () => ({ path: { council, permit: 'PM-00000000', application: 'PA-00000000' } });
  const withdrawn = (id: string): Step => [
    ...(['withdrawPermitApplication', 200] as const),
    () => ({ path: { council, application: references[id] ?? '' }, body: {} }),
  ];
  const { changePermitVehicle, setTemporaryVehicle, changePermitAddress, renewPermit } = bodies;
  return [
    ...onlyOnce('changePermitVehicle', 200, of({ body: changePermitVehicle }), { body: vehicle('ZZ26 OTH') }),
    ...onlyOnce('setTemporaryVehicle', 200, of({ body: setTemporaryVehicle }), { body: vehicle('ZZ26 OTH') }),
    ...onlyOnce('endTemporaryVehicle', 200, of(), unknown()),
    ...onlyOnce('renewPermit', 201, of({ body: renewPermit }), { body: { declaration: true, months: 1 } }),
    withdrawn('renewPermit'),
    ...onlyOnce('suspendPermit', 200, of({ body: why }), { body: because }),
    ...onlyOnce('resumePermit', 200, of({ body: why }), { body: because }),
    ['resumePermit', 409, of({ body: why, ...once() })],
    ...onlyOnce('changePermitAddress', 201, of({ body: changePermitAddress }), { body: { uprn: '3' } }),
    withdrawn('changePermitAddress'),
    ...each(404, unknown, { ...bodies, takePermitOffer: { quote: 'PQ-00000000' } }),
  ];
};

/** A zone with one place: somebody has it, somebody waits, and gets it. */
export const waitingSteps = (council: string, references: References): Step[] => {
  const quoted = (uprn: string, registration: string): Step => [
    ...(['quotePermit', 201] as const),
    () => ({ path: { council }, body: { scheme: 'scarce', uprn, vehicle: { registration } } }),
  ];
  const quote = () => references.quotePermit ?? '';
  const applied: Step = [
    ...(['applyForPermit', 201] as const),
    () => ({ path: { council }, body: { quote: quote(), applicant: walker, declaration: true }, ...once() }),
  ];
  const of = (id: string, body?: () => object) => () => {
    const { applyForPermit: application = '', [id]: permit = '' } = references;
    return { path: { council, application, permit }, ...(body && { body: body() }) };
  };
  return [
    quoted('11', 'ZZ26 ONE'),
    applied,
    quoted('12', 'ZZ26 TWO'),
    applied,
    ...onlyOnce(
      'surrenderPermit',
      200,
      of('permitBefore', () => gone),
      { body: { reason: 'other' } },
    ),
    quoted('12', 'ZZ26 TWO'),
    ...onlyOnce(
      'takePermitOffer',
      200,
      of('permit', () => ({ quote: quote() })),
      { body: { quote: 'PQ-00000000' } },
    ),
    ...onlyOnce(
      'revokePermit',
      200,
      of('permit', () => bodies.revokePermit),
      { body: { ...because, refund: false } },
    ),
  ];
};
