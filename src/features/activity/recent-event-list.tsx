import type { ReactNode } from 'react';
import { Item, ItemList } from '../../components/item-list.tsx';
import { LiveNotice } from '../../components/live-notice.tsx';
import { Ago } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import type { RecentEvent } from './recent-events.ts';

const eventId = (event: RecentEvent) => event.id;

type Props = {
  events: RecentEvent[];
  /** Changes when another source was read for the first time. */
  sources: string;
  name: (productId: string) => string;
  link: (event: RecentEvent, text: ReactNode) => ReactNode;
};

export function RecentEventList({ events, sources, name, link }: Props) {
  const steady = useSteadyRows({ wanted: events, known: events, idOf: eventId, list: sources });
  return (
    <Panel
      title="Last events"
      actions={<LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />}
      flush
    >
      {steady.rows.length === 0 ? (
        <Nothing title="Nothing has happened yet">Place an order in the simulator to see the flow at work.</Nothing>
      ) : (
        <ItemList>
          {steady.rows.map((event) => (
            <Item
              key={event.id}
              title={
                <>
                  {link(event, name(event.productId))}
                  <Status word={event.word} />
                </>
              }
              detail={event.text}
              aside={<Ago at={event.at} />}
            />
          ))}
        </ItemList>
      )}
    </Panel>
  );
}
