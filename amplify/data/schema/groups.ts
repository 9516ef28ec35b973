/** Everybody who may look; what people may do is said at each operation. */
export const GROUPS = ['VIEWERS', 'OPERATORS', 'APPROVERS'];
