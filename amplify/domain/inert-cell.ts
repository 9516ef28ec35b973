/**
 * A sheet takes a cell that begins so for a formula, whatever its quotes; one that parts at semicolons or tabs takes what
 * comes after them for a cell. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /(?<![^;|\t\r\n\v\f\u0085\u2028\u2029])(?=[\s\p{Cc}\p{Cf}"']*[=+\-@＝＋－＠])/gu;

/** The apostrophes that `inertCell` writes. */
const MARK = /(?<![^;|\t\r\n\v\f\u0085\u2028\u2029])'(?=[\s\p{Cc}\p{Cf}"']*[=+\-@＝＋－＠])/gu;

/** The text with an apostrophe before all that a sheet would act upon: it is shown, and does nothing. */
export const inertCell = (text: string): string => text.replaceAll(FORMULA, "'");

/** The text that `inertCell` made this cell of; undefined where a sheet would act upon the cell. */
export const textOfCell = (cell: string): string | undefined => {
  if (inertCell(cell) === cell) return cell;
  const text = cell.replaceAll(MARK, '');
  return inertCell(text) === cell ? text : undefined;
};
