import { AwsError } from '../../gateway/aws-error.ts';

/** IAM pages by `Marker` and `MaxItems` (100 unless told), and says `IsTruncated`. */
export const page = <Item>(
  all: Item[],
  { Marker, MaxItems }: { Marker?: string; MaxItems?: number | string },
): { items: Item[]; IsTruncated: boolean; Marker?: string } => {
  const from = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64url').toString());
  const size = MaxItems === undefined ? 100 : Number(MaxItems);
  if (!Number.isSafeInteger(from) || from < 0) throw new AwsError('ValidationError', 'Invalid Marker.');
  if (!Number.isInteger(size) || size < 1 || size > 1000)
    throw new AwsError('ValidationError', 'MaxItems must be between 1 and 1000.');
  const to = from + size;
  const IsTruncated = to < all.length;
  return {
    items: all.slice(from, to),
    IsTruncated,
    ...(IsTruncated && { Marker: Buffer.from(String(to)).toString('base64url') }),
  };
};
