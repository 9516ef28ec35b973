import { join } from 'node:path';
import { ROOT } from '../system/deployment.ts';

/** Where the endpoints that tests start write down which grants let a call through. */
export const ACCESS_LOG = process.env.RESTOCK_ACCESS_LOG ?? join(ROOT, '.restock/access');
