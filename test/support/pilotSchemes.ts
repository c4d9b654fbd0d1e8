/** Schemes as the councils of the 2016 pilots would set them, from the settings of the prototype that they used. */
import * as z from 'zod/mini';
import { type Scheme, SchemeSettings } from '#functions/permits/contract/schemes.ts';
import { sharedJson } from './sharedData.ts';

export interface PilotCouncil {
  readonly string: string;
  readonly shortName: string;
  readonly permitMax: number | 'unlimited';
  /** In pounds, for twelve months: the first, the second … */
  readonly permitsCosts: readonly number[];
  readonly sixmonth?: boolean;
  readonly permitWait: number;
  readonly payOnline: boolean;
  readonly userChooseStartDate?: boolean;
  readonly tempPermit: boolean | 'print';
}

export const pilotCouncils = (): PilotCouncil[] => sharedJson('national', 'verify-local-patterns', 'councils.json');

/** Three months, a quarter of the price: what people got whose address could not be verified. */
export const pilotSettings = (council: PilotCouncil): SchemeSettings =>
  z.parse(SchemeSettings, {
    name: `${council.shortName} resident permit`,
    kind: 'resident',
    inForceFrom: '2016-09-01',
    lengths: council.sixmonth ? [6, 12] : [12],
    start: { waitDays: council.permitWait, chosen: council.userChooseStartDate ?? false },
    limits: council.permitMax === 'unlimited' ? {} : { household: council.permitMax },
    unverifiedAddress: { months: 3 },
    payment: council.payOnline ? 'on_application' : 'on_approval',
    temporaryPermit: council.tempPermit !== false,
    evidence: [{ of: 'residence', anyOf: [{ proof: 'council_tax' }, { proof: 'utility_bill', notOlderThanDays: 90 }] }],
    tariff: { prices: [{ ladder: council.permitsCosts.map((pounds) => pounds * 100) }] },
  });

export const inForce = (settings: SchemeSettings, scheme = 'resident'): Scheme => ({
  scheme,
  version: `${settings.inForceFrom}.1`,
  ...settings,
});
