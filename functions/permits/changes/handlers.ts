/** What becomes of permits, as it is asked for. */
import type { Request } from '#shared/contract/capability.ts';
import type { changeOperations } from '../contract/changeOperations.ts';
import { changePermitAddress } from './address.ts';
import { resumePermit, revokePermit, surrenderPermit, suspendPermit } from './ending.ts';
import type { ChangeDependencies } from './permits.ts';
import { renewPermit } from './renewing.ts';
import { endTemporaryVehicle, setTemporaryVehicle } from './temporary.ts';
import { changePermitVehicle } from './vehicle.ts';

type Operations = typeof changeOperations;

export const changeHandlers = (dependencies: ChangeDependencies) => ({
  changePermitVehicle: (request: Request<Operations['changePermitVehicle']>) =>
    changePermitVehicle(dependencies, request),
  setTemporaryVehicle: (request: Request<Operations['setTemporaryVehicle']>) =>
    setTemporaryVehicle(dependencies, request),
  endTemporaryVehicle: (request: Request<Operations['endTemporaryVehicle']>) =>
    endTemporaryVehicle(dependencies, request),
  changePermitAddress: (request: Request<Operations['changePermitAddress']>) =>
    changePermitAddress(dependencies, request),
  renewPermit: (request: Request<Operations['renewPermit']>) => renewPermit(dependencies, request),
  surrenderPermit: (request: Request<Operations['surrenderPermit']>) => surrenderPermit(dependencies, request),
  revokePermit: (request: Request<Operations['revokePermit']>) => revokePermit(dependencies, request),
  suspendPermit: (request: Request<Operations['suspendPermit']>) => suspendPermit(dependencies, request),
  resumePermit: (request: Request<Operations['resumePermit']>) => resumePermit(dependencies, request),
});
