import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queryClient } from './query-client.ts';
import { theme } from './theme.ts';
import { adoptThemeVariables } from './theme-variables.ts';
import { Toasts } from './toasts.tsx';

adoptThemeVariables();

export function Providers({ children }: { children: ReactNode }) {
  return (
    // The page's policy allows no style element: the variables are adopted above, and no class of Mantine's own is used.
    <MantineProvider theme={theme} withCssVariables={false} withGlobalClasses={false} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Toasts />
        {children}
      </QueryClientProvider>
    </MantineProvider>
  );
}
