/** Hands the browser a text to save, as it saves a download. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A name that every file system takes, with the day it was made on. */
export const fileNameOf = (what: string, now: Date): string =>
  `${what.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80)}-${now.toISOString().slice(0, 10)}.csv`;
