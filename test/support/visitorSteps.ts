/** Steps for vouchers and hours of visitors. They need the zone of the walk, and payments. */
import { each, once, onlyOnce } from './steps.ts';
import type { References, Step, Wanted } from './walk.ts';

const scheme = {
  ...{ name: 'Visitor hours', kind: 'visitor', inForceFrom: '2026-04-01', zones: ['walk'], vehicle: { needed: false } },
  ...{ refund: { rule: 'unused_months', fee: 0, least: 0 } },
  visitors: { unit: 'hours', packs: [{ units: 10, pence: 1200 }], free: 500, allowance: { units: 600 } },
};
const home = { scheme: 'visitor', uprn: '1' };
const some = { ...home, units: 5, free: true };
const visit = { ...home, registration: 'ZZ26 VIS', hours: 2 };
const pay = { returnUrl: 'https://answers.example/permits/paid' };
const claims = { ...home, claims: [{ claim: 'carer', until: '2099-03-31' }] };
const wrongly = (status: number, path: object, more: object): Step[] => [
  ['getVisitorBalance', status, () => ({ path: { ...path }, query: `uprn=1&${new URLSearchParams({ ...more })}` })],
  ...each(status, () => ({ path: { ...path } }), {
    orderVisitorUnits: { ...some, ...more },
    startVisit: { ...visit, ...more },
    putVisitorClaims: { ...claims, ...more },
    refundVisitorUnits: { ...home, ...more },
  }),
];

const orderSteps = (here: (wanted?: Wanted) => () => Wanted, of: (wanted?: Wanted) => () => Wanted): Step[] => [
  ...onlyOnce('orderVisitorUnits', 201, here({ body: some }), { body: { ...some, units: 6 } }),
  ['payVisitorOrder', 409, of({ body: pay })],
  ['orderVisitorUnits', 409, here({ body: { ...some, units: 9999 }, ...once() })],
  ['orderVisitorUnits', 409, here({ body: { ...some, uprn: '404' }, ...once() })],
  ['orderVisitorUnits', 201, here({ body: { ...home, units: 10 }, ...once() })],
  ['payVisitorOrder', 200, of({ body: pay })],
  ['getVisitorOrder', 200, of()],
  ['getVisitorBalance', 200, here({ query: 'scheme=visitor&uprn=1' })],
  ['putVisitorClaims', 200, here({ body: claims })],
];

const visitSteps = (here: (wanted?: Wanted) => () => Wanted, of: (wanted?: Wanted) => () => Wanted): Step[] => [
  ...onlyOnce('startVisit', 201, here({ body: visit }), { body: { ...visit, hours: 3 } }),
  ['startVisit', 409, here({ body: { ...visit, hours: 744 }, ...once() })],
  ['startVisit', 400, here({ body: { ...visit, vouchers: 1 }, ...once() })],
  ['getVisit', 200, of()],
  ['listVisits', 200, here({ query: 'scheme=visitor&uprn=1' })],
  ['listVisitsOfOrder', 200, of()],
  ['endVisit', 200, of()],
  ...onlyOnce('refundVisitorUnits', 200, here({ body: home }), { body: { ...home, uprn: '2' } }),
  ['refundVisitorUnits', 409, here({ body: home, ...once() })],
];

export const visitorSteps = (council: string, references: References): Step[] => {
  const here =
    (wanted: Wanted = {}) =>
    () => ({ path: { council }, ...wanted });
  const of =
    (wanted: Wanted = {}) =>
    () => {
      const { orderVisitorUnits: order = '', startVisit: session = '' } = references;
      return { ...wanted, path: { council, order, session } };
    };
  return [
    ['putPermitScheme', 200, () => ({ path: { council, scheme: 'visitor' }, body: scheme })],
    ...wrongly(404, { council }, { scheme: 'none' }),
    ...wrongly(409, { council }, { scheme: 'resident' }),
    ...orderSteps(here, of),
    ...visitSteps(here, of),
    ...each(404, () => ({ path: { council, order: 'VO-00000000', session: 'VS-00000000' } }), {
      ...{ getVisitorOrder: undefined, listVisitsOfOrder: undefined, payVisitorOrder: pay },
      ...{ getVisit: undefined, endVisit: undefined },
    }),
  ];
};
