/** Whether a query has answered, or failed: what shows it is as high as it will be. */
export const hasSettled = ({ isPending, error }: { isPending: boolean; error: unknown }): boolean =>
  !isPending || !!error;
