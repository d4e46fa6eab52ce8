import { redirect } from '@sveltejs/kit';
import { signOut } from '@cenacle/shared/sessions/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ fetch }) => {
  try {
    await call(fetch, signOut);
  } catch (failure) {
    // Already signed out elsewhere: what was asked is done.
    if (!(failure instanceof ApiError) || failure.status !== 401) throw failure;
  }
  redirect(303, '/sign-in');
};
