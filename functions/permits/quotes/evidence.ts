/** What has to be proved. Pure. */
import type { NeededEvidence, Quote } from '../contract/quotes.ts';
import type { EvidenceRule } from '../contract/schemeRules.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Claim } from '../contract/tariffs.ts';

interface Known {
  readonly isAddressVerified: boolean;
  /** Absent where the permit is for none. */
  readonly isVehicleVerified: boolean | undefined;
  readonly claims: readonly Claim[];
}

const isNeeded = ({ when = 'always' }: EvidenceRule, known: Known): boolean => {
  if (typeof when === 'object') return known.claims.includes(when.claim);
  if (when === 'vehicle_unverified') return known.isVehicleVerified === false;
  return when === 'always' || !known.isAddressVerified;
};

/** Whoever gets a short permit because their address cannot be verified proves it when they apply in full. */
export const evidenceFor = ({ evidence, unverifiedAddress }: Scheme, known: Known): NeededEvidence[] =>
  evidence
    .filter((rule) => isNeeded(rule, known))
    .filter(({ of }) => of !== 'residence' || known.isAddressVerified || unverifiedAddress === 'evidence')
    .map(({ of, anyOf }) => ({ of, anyOf }));

/** What costs nothing is never paid. */
export const paymentOf = ({ payment }: Scheme, pence: number | undefined): Quote['payment'] =>
  pence === 0 ? 'none' : payment;
