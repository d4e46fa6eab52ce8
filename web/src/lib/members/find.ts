import type { LoadEvent } from '@sveltejs/kit';
import { functions, listMembers } from '@cenacle/shared/members/contract.ts';
import { read } from '#lib/read.ts';

/** Members by the name and function that the address asks for; a function that does not exist asks for all. */
export async function findMembers(event: LoadEvent, state?: 'suspended') {
  const asked = event.url.searchParams;
  const q = asked.get('q')?.trim().slice(0, 80) ?? '';
  const fn = functions.find((one) => one === asked.get('function'));
  const after = asked.get('after') ?? undefined;
  const { items, next } = await read(event, listMembers, {
    query: { q: q || undefined, function: fn, state, after },
  });
  return { q, fn: fn ?? '', items, next };
}
