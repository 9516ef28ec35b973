import { createColumnHelper } from '@tanstack/react-table';
import { DataTable } from '../../components/data-table.tsx';
import { messages } from '../../lib/messages.ts';
import { ROLES, type Role, roleNames } from '../../lib/session.ts';

const words = messages.settings.roles;
const column = createColumnHelper<Role>();

const COLUMNS = [
  column.accessor((role) => roleNames([role]), { id: 'role', header: words.role }),
  column.accessor((role) => words.may[role], { id: 'may', header: words.mayDo, meta: { wrap: true } }),
  column.accessor((role) => role, { id: 'group', header: words.group, cell: (cell) => <code>{cell.getValue()}</code> }),
];

/** Who may do what: the groups of the user pool, in which whoever runs it puts people. */
export function RoleTable() {
  return <DataTable caption={words.title} columns={COLUMNS} rows={[...ROLES]} idOf={(role) => role} />;
}
