/** Requests that every operation answers with success, and with the problems that its data decides. */
import { accessSteps } from './accessSteps.ts';
import { addressSteps } from './addressSteps.ts';
import type { Answer } from './app.ts';
import { areaSteps } from './areaSteps.ts';
import { bulkySteps } from './bulkySteps.ts';
import { changeSteps, waitingSteps } from './changeSteps.ts';
import { enforcementSteps } from './enforcementSteps.ts';
import { householdSteps } from './householdSteps.ts';
import { keepPermitOf } from './keepPermits.ts';
import { loadSteps } from './loadSteps.ts';
import { notificationSteps } from './notificationSteps.ts';
import { passSteps } from './passSteps.ts';
import { keepPaymentOf, paymentSteps } from './paymentSteps.ts';
import { permitPeopleSteps, permitSteps } from './permitSteps.ts';
import { schemeSteps } from './schemeSteps.ts';
import { standardSteps } from './standardSteps.ts';
import { vehicleSteps } from './vehicleSteps.ts';
import { visitorSteps } from './visitorSteps.ts';
import { council, made, type Step } from './walk.ts';
import { closingSteps, wasteSteps } from './wasteSteps.ts';

const { references } = made;

/** Operations that need particular input, in an order in which each finds what it needs. */
export const steps: readonly Step[] = [
  ...accessSteps,
  ...loadSteps,
  ...wasteSteps,
  ...standardSteps,
  ...bulkySteps,
  ...closingSteps,
  ...householdSteps(council, references),
  ...addressSteps,
  ...areaSteps,
  ...vehicleSteps(council),
  ...paymentSteps(council, references),
  ...notificationSteps(council, 'empty', references),
  ...schemeSteps(council),
  ...waitingSteps(council, references),
  ...permitSteps(council, references),
  ...changeSteps(council, references),
  ...visitorSteps(council, references),
  ...enforcementSteps(council),
  ...passSteps(council, '999000001', references),
  ...permitPeopleSteps(council),
];

/** Keeps what later steps name. */
export const keep = async (id: string, answer: Answer): Promise<void> => {
  const { status, json } = answer;
  await keepPermitOf(council, id, answer, references);
  if (status !== 201) return;
  if (id === 'createKey') made.keyId = json.keyId;
  if (/^open\w*Dataset$/.test(id)) made.version = json.version;
  references[id] = json.reference ?? json.reservation ?? json.message ?? references[id];
  await keepPaymentOf(id, answer, references);
};
