import { messages } from '../../lib/messages.ts';
import { ROLES, roleNames } from '../../lib/session.ts';
import styles from './role-list.module.css';

const words = messages.settings.roles;

/** Who may do what: the groups of the user pool, in which whoever runs it puts people. */
export function RoleList() {
  return (
    <dl className={styles.list}>
      {ROLES.map((role) => (
        <div key={role}>
          <dt className={styles.role}>
            {roleNames([role])} <code className={styles.group}>{role}</code>
          </dt>
          <dd className={styles.may}>{words.may[role]}</dd>
        </div>
      ))}
    </dl>
  );
}
