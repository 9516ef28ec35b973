import { InvalidView, type SavedView, whyNotView, withView } from '../../domain/saved-views.ts';
import { fullJitter, type Pause } from '../../tables/pause.ts';
import type { SavedViewTable } from '../../tables/saved-view-table.ts';
import type { FieldCall } from '../caller.ts';
import { isClientId } from '../client-id.ts';

type Deps = { table: SavedViewTable; pause: Pause };
/** A query has no arguments; what is removed is named alone. */
type Arguments = Partial<SavedView>;

/** Nobody has so many windows that change views at the same moment. */
const MAX_TRIES = 5;

const byName = (views: SavedView[]): SavedView[] =>
  views.toSorted((left, right) => left.name.localeCompare(right.name) || left.viewId.localeCompare(right.viewId));

const checked = ({ viewId = '', page = '', name = '', search = '' }: Arguments): SavedView => {
  const view = { viewId, page, name: name.trim(), search };
  const why = isClientId(viewId) ? whyNotView(view) : 'A view id is of 1 to 64 letters, digits, - and _.';
  if (why) throw new InvalidView(why);
  return view;
};

/** What becomes of the caller's views; undefined where they are only read. */
const changeOf = ({ fieldName, arguments: args }: FieldCall<Arguments>) => {
  if (fieldName === 'saveView') {
    const view = checked(args);
    return (views: SavedView[]) => withView(views, view);
  }
  if (fieldName === 'removeView') return (views: SavedView[]) => views.filter(({ viewId }) => viewId !== args.viewId);
  return undefined;
};

/** Answers `savedViews`, `saveView` and `removeView`: the caller's own views, as they are afterwards. Nobody reaches another's. */
export const savedViews =
  ({ table, pause }: Deps) =>
  async (call: FieldCall<Arguments>): Promise<SavedView[]> => {
    const userId = call.identity?.sub;
    if (!userId) throw new Error('Only a signed-in user may do this.');
    const change = changeOf(call);
    if (!change) return byName((await table.get(userId)).views);
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const seen = await table.get(userId);
      const views = byName(change(seen.views));
      if (await table.put(userId, seen, views)) return views;
      await pause(fullJitter(tries, 10));
    }
    throw new InvalidView('Another window is changing your views. Try again.');
  };
