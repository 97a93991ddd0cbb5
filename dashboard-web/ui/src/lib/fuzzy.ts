/** Ranks what a person typed against names: all words must occur; at a word's start, and more of the name, counts more. */
export function score(typed: string, name: string): number {
  const text = name.toLowerCase();
  let total = 0;
  for (const word of typed.toLowerCase().split(/\s+/).filter((each) => each !== '')) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    const startsWord = at === 0 || /[^a-z0-9]/.test(text[at - 1] ?? '');
    total += (startsWord ? 2 : 1) + word.length / text.length;
  }
  return total === 0 ? 1 : total;
}

export function ranked<T>(typed: string, items: readonly T[], nameOf: (item: T) => string): T[] {
  return items
    .map((item, index) => ({ item, index, points: score(typed, nameOf(item)) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.index - b.index)
    .map(({ item }) => item);
}
