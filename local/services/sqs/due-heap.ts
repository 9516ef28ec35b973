/** Hidden messages by the moment they become visible; outdated entries are left for the reader to skip. */
export class DueHeap {
  #entries: { at: number; id: string }[] = [];

  push(at: number, id: string): void {
    const entries = this.#entries;
    let index = entries.length;
    entries.push({ at, id });
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#at(parent) <= at) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  peek(): { at: number; id: string } | undefined {
    return this.#entries[0];
  }

  pop(): void {
    const last = this.#entries.pop();
    if (!last || this.#entries.length === 0) return;
    this.#entries[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const smaller = this.#at(left + 1) < this.#at(left) ? left + 1 : left;
      if (this.#at(smaller) >= last.at) break;
      this.#swap(index, smaller);
      index = smaller;
    }
  }

  clear(): void {
    this.#entries = [];
  }

  #at(index: number): number {
    return this.#entries[index]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const entries = this.#entries;
    const kept = entries[a] as { at: number; id: string };
    entries[a] = entries[b] as { at: number; id: string };
    entries[b] = kept;
  }
}
