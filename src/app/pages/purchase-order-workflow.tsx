import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { DrawerSection } from '../../components/detail-drawer.tsx';
import { Loading } from '../../components/states.tsx';
import type { PurchaseOrder } from '../../lib/api-client.ts';
import { messages } from '../../lib/messages.ts';

const words = messages.executions;

const WorkflowRunView = lazy(async () => {
  const { WorkflowRunView: View } = await import('../../features/executions/workflow-run.tsx');
  return { default: View };
});

/** What carries the order, fetched when somebody wants to see it: most who open an order come to decide it. */
export function PurchaseOrderWorkflow({ order }: { order: PurchaseOrder }) {
  const [shown, setShown] = useState(false);
  return (
    <DrawerSection title={words.title}>
      {shown ? (
        <Suspense fallback={<Loading label={words.loading} />}>
          <WorkflowRunView order={order} />
        </Suspense>
      ) : (
        <Button size="xs" variant="default" onClick={() => setShown(true)}>
          {words.show}
        </Button>
      )}
    </DrawerSection>
  );
}
