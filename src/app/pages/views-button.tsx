import { Button, Popover } from '@mantine/core';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ViewPage } from '../../../amplify/domain/saved-views.ts';
import { Loading } from '../../components/states.tsx';
import { viewSearch } from '../../features/saved-views/view-search.ts';
import { messages } from '../../lib/messages.ts';

const words = messages.savedViews;

const ViewList = lazy(async () => ({ default: (await import('../../features/saved-views/view-list.tsx')).ViewList }));

/** The reader's own views of a list; what they need is fetched when somebody asks for them. */
export function ViewsButton({ page }: { page: ViewPage }) {
  const [opened, setOpened] = useState(false);
  const router = useRouter();
  const search = viewSearch(useRouterState({ select: ({ location }) => location.searchStr }));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpened((before) => !before)}>
          {words.open}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<Loading label={words.loading} />}>
          <ViewList
            page={page}
            search={search}
            onOpen={(href) => {
              setOpened(false);
              router.history.push(href);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
