/** Preloaded with `node --import`: two capabilities that every council has ask for a schedule. */
import { resources as catalogue } from '../../functions/catalogue/resources.ts';
import { resources as usage } from '../../functions/usage/resources.ts';

Object.assign(catalogue, { schedule: { everyMinutes: 5 } });
Object.assign(usage, { schedule: { everyMinutes: 1440 } });
