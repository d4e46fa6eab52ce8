/** A name as a list has room for it: `Paul V.`; a single word stays whole. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words.at(-1) : undefined;
  const initial = last?.match(/\p{L}/u)?.[0];
  return initial ? `${words[0]}\u00a0${initial.toLocaleUpperCase()}.` : name.trim();
}
