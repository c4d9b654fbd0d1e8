/** What can stand in the way of a data load. */
import { problem } from '#shared/contract/problem.ts';

export class DatasetNotFound extends problem({
  slug: 'dataset-not-found',
  status: 404,
  title: 'There is no such dataset version',
  advice: 'List the dataset versions to find the one that you need.',
}) {}

export class LoadInProgress extends problem({
  slug: 'load-in-progress',
  status: 409,
  title: 'This file is being loaded already',
  advice:
    'Go on with the version named in “version”: ask for it to see which batches it has, and send the rest. Or abandon it.',
}) {}

export class DatasetNotOpen extends problem({
  slug: 'dataset-not-open',
  status: 409,
  title: 'The dataset version takes no more batches',
  advice: 'It was finished or abandoned. Open a new version to load more.',
}) {}

export class BatchDiffers extends problem({
  slug: 'batch-differs',
  status: 409,
  title: 'The batch was sent before with other content',
  advice: 'A batch may be sent again only as it was. If the file changed, abandon this version and load it anew.',
}) {}

export class BatchesMissing extends problem({
  slug: 'batches-missing',
  status: 409,
  title: 'The load is not complete',
  advice: 'Send the batches listed in “missing”, then finish again.',
}) {}

export class LoadHeld extends problem({
  slug: 'load-held',
  status: 409,
  title: 'The load is outside its tolerances',
  advice:
    'Look at “checks”. If the data is right all the same, publish with “because” saying why; if not, abandon the version.',
}) {}

export class CannotPublish extends problem({
  slug: 'cannot-publish',
  status: 409,
  title: 'This version cannot go live',
  advice: 'Only a finished version whose records are still there can be published.',
}) {}

export class CannotRollBack extends problem({
  slug: 'cannot-roll-back',
  status: 409,
  title: 'There is nothing to roll back to',
  advice:
    'Rolling back goes from the live version to the one before it, once. List the versions to see which they are.',
}) {}

export class DatasetInUse extends problem({
  slug: 'dataset-in-use',
  status: 409,
  title: 'The version is live, or kept for rolling back',
  advice: 'Publish another version first.',
}) {}
