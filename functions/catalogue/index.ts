import { platform, readAsset } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { catalogue } from './contract.ts';
import { handlers } from './handlers.ts';

export const handler = serve(catalogue, handlers({ read: readAsset }), platform());
