import { Link } from '@tanstack/react-router';
import { PageTitle } from '../components/page-title.tsx';
import { Nothing } from '../components/states.tsx';

export function NotFoundPage() {
  return (
    <>
      <PageTitle title="Page not found" />
      <Nothing title="There is no page at this address" action={<Link to="/">Go to the overview</Link>} />
    </>
  );
}
