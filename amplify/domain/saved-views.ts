/** A list as somebody likes to see it: a page with what stands in its URL. */
export type SavedView = { viewId: string; page: string; name: string; search: string };

/** Why a view was not kept, in words for whoever tried. */
export class InvalidView extends Error {
  override name = 'InvalidView';
}

/** Pages whose lists are filtered by their URL. A view leads nowhere else. */
export const VIEW_PAGES = ['/stock', '/reservations', '/alerts', '/purchase-orders'] as const;
export type ViewPage = (typeof VIEW_PAGES)[number];

export const LONGEST_VIEW_NAME = 60;
const LONGEST_SEARCH = 1000;
export const MOST_VIEWS = 50;

/** Printable ASCII, as a URL has it, and no second `?` or `#` that would make another address of it. */
const SEARCH = /^(\?[!$-.0-;=@-~%]*)?$/;

/** What is wrong with a view, or undefined. */
export const whyNotView = ({ page, name, search }: Omit<SavedView, 'viewId'>): string | undefined => {
  if (!VIEW_PAGES.some((known) => known === page)) return `A view is of one of the pages ${VIEW_PAGES.join(', ')}.`;
  if (name.trim() === '') return 'A view needs a name.';
  if (name.length > LONGEST_VIEW_NAME) return `A name has at most ${LONGEST_VIEW_NAME} characters.`;
  if (search.length > LONGEST_SEARCH || !SEARCH.test(search)) return 'These filters cannot be kept.';
  return undefined;
};

/** With one more, or with the one of the same id as it is now. Throws InvalidView where there are too many. */
export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] => {
  const others = views.filter(({ viewId }) => viewId !== view.viewId);
  if (others.length >= MOST_VIEWS) throw new InvalidView(`At most ${MOST_VIEWS} views are kept. Remove one first.`);
  return [...others, view];
};
