import { QueryClient } from '@tanstack/react-query';

/** Live changes keep what was read current, so it is read again only when it may have been missed something. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 10 * 60_000, retry: 1, refetchOnWindowFocus: true, refetchOnReconnect: true },
    mutations: { retry: false },
  },
});
