import { platform, readAsset } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { catalogue } from './contract.ts';
import { handlers, once } from './handlers.ts';
import { finder, type Routes } from './routes.ts';

const takenAt = finder(once((): Routes => JSON.parse(readAsset('routes.json'))));

export const handler = serve(catalogue, handlers({ read: readAsset, takenAt }), { ...platform(), takenAt });
