import { isLow } from '../../../amplify/domain/ordering.ts';
import { alertKey, stockKey } from '../../../amplify/domain/stock-key.ts';
import { groupBy, type Invariant, isAt } from './invariant.ts';

export const alertInvariants: Invariant[] = [
  {
    name: 'one alert is open for a product and kind',
    violations: ({ alerts }) =>
      [
        ...groupBy(
          alerts.filter(({ status }) => status !== 'RESOLVED'),
          (alert) => alertKey(alert, alert.kind),
        ),
      ]
        .filter(([, open]) => open.length > 1)
        .map(([key, open]) => `${key}: ${open.length}`),
  },
  {
    name: 'an alert that is open holds its key, and no other does',
    violations: ({ alerts, openAlerts }) => {
      const open = alerts.filter(({ status }) => status !== 'RESOLVED').map(({ alertId }) => alertId);
      const guards = openAlerts.map(({ alertId }) => alertId);
      return [...open.filter((id) => !guards.includes(id)), ...guards.filter((id) => !open.includes(id))];
    },
  },
  {
    name: 'an alert about stock is open while its cause lasts, and no longer',
    violations: ({ alerts, levels }) =>
      levels.flatMap((level) => {
        const open = alerts
          .filter((alert) => isAt(alert, level) && alert.status !== 'RESOLVED')
          .map(({ kind }) => kind);
        const causes = { LOW_STOCK: isLow(level), OUT_OF_STOCK: level.available === 0 };
        return (Object.keys(causes) as (keyof typeof causes)[])
          .filter((kind) => causes[kind] !== open.includes(kind))
          .map((kind) => `${stockKey(level)}: ${kind} is ${causes[kind] ? 'so and untold' : 'told and no longer so'}`);
      }),
  },
];
