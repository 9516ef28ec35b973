/** Name of the sandbox secret that holds the demo users' password: random per backend, never in the repository. */
export const DEMO_PASSWORD_SECRET = 'DEMO_PASSWORD';

export interface DemoUser {
  email: string;
  name: string;
  groups: string[];
  can: string;
}

export const DEMO_USERS: readonly DemoUser[] = [
  { email: 'viewer@example.com', name: 'Vera Viewer', groups: ['VIEWERS'], can: 'sees everything' },
  {
    email: 'operator@example.com',
    name: 'Oscar Operator',
    groups: ['OPERATORS'],
    can: 'places test orders, adjusts stock, acknowledges alerts',
  },
  { email: 'approver@example.com', name: 'Ada Approver', groups: ['APPROVERS'], can: 'decides purchase orders' },
  { email: 'manager@example.com', name: 'Max Manager', groups: ['OPERATORS', 'APPROVERS'], can: 'does both' },
];
