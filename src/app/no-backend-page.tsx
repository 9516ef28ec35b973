import { Button } from '@mantine/core';
import { NoticePage } from '../components/notice-page.tsx';

export function NoBackendPage() {
  return (
    <NoticePage title="No backend is deployed yet">
      <p>
        Run <code>npm start</code> in the project: it deploys the backend on this machine, or{' '}
        <code>npx ampx sandbox</code> deploys it to your AWS account. Then load this page again.
      </p>
      <Button onClick={() => window.location.reload()}>Load again</Button>
    </NoticePage>
  );
}
