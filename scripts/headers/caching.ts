/** A build names these after what they hold: one that changes has another name. */
const NAMED_BY_CONTENTS = /^\/assets\/[^/]+-[\w-]{8}\.\w+$/;

/** For Amplify Hosting, whose patterns begin at the root. */
export const ASSETS_PATTERN = '/assets/*';

/** Kept for a year, the longest that HTTP knows, and never asked for again (RFC 8246). */
export const KEPT_FOR_GOOD = { 'Cache-Control': 'public, max-age=31536000, immutable' };

export const isNamedByContents = (path: string): boolean => NAMED_BY_CONTENTS.test(path);
