import { adjustmentDeps } from '../adjustment-deps.ts';
import { adjustStock } from './adjust-stock.ts';

export const handler = adjustStock(adjustmentDeps());
