import { receiving } from '../receiving/wiring.ts';
import { receiveOnApproval } from './receive-on-approval.ts';

export const handler = receiveOnApproval(receiving());
