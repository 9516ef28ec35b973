import { type MutateOptions, type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';

/** A mutation that is sent once at a time: the second click of a double click comes before the button is disabled. */
export function useSingleMutation<Data, Variables>(options: UseMutationOptions<Data, Error, Variables>) {
  const mutation = useMutation(options);
  const busy = useRef(false);
  const mutate = (variables: Variables, callbacks?: MutateOptions<Data, Error, Variables>) => {
    if (busy.current) return;
    busy.current = true;
    mutation.mutate(variables, {
      ...callbacks,
      onSettled: (...outcome) => {
        busy.current = false;
        callbacks?.onSettled?.(...outcome);
      },
    });
  };
  return { ...mutation, mutate };
}
