/** Places that came free, as they are asked for. */
import type { Request } from '#shared/contract/capability.ts';
import type { ApplyDependencies } from '../applications/applying.ts';
import type { waitingOperations } from '../contract/waitingOperations.ts';
import { takePermitOffer } from './taking.ts';

export const waitingHandlers = (dependencies: ApplyDependencies) => ({
  takePermitOffer: (request: Request<(typeof waitingOperations)['takePermitOffer']>) =>
    takePermitOffer(dependencies, request),
});
