import { adjustmentDeps } from '../adjustment-deps.ts';
import { reverseAdjustment } from './reverse-adjustment.ts';

export const handler = reverseAdjustment(adjustmentDeps());
