import { lazy, Suspense } from 'react';

const InvariantLight = lazy(async () => ({
  default: (await import('../../features/invariants/invariant-light.tsx')).InvariantLight,
}));

/** Whether the books agree; fetched after what the page is for. */
export function BooksLight({ name }: { name: (productId: string) => string }) {
  return (
    <Suspense fallback={null}>
      <InvariantLight name={name} />
    </Suspense>
  );
}
