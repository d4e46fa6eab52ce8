import { error } from '@sveltejs/kit';
import { revealCard } from '@cenacle/shared/cards/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import type { RequestHandler } from './$types';

/** The card as a file for an address book. By POST, since it reveals the contact points, which is noted. */
export const POST: RequestHandler = async ({ fetch, params }) => {
  try {
    const { vcard, file_name: name } = await call(fetch, revealCard, { params });
    return new Response(vcard, {
      headers: {
        'content-type': 'text/vcard; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    });
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    error(failure.status || 503, failure.detail || failure.title, { code: failure.code });
  }
};
