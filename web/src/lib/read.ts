import { error, redirect } from '@sveltejs/kit';
import type { ReplyOf, Route } from '@cenacle/shared/http.ts';
import { ApiError, call, type CallInput } from '#lib/api.ts';
import { signInPath } from '#lib/preferences.ts';

interface LoadEvent {
  fetch: typeof fetch;
  url: URL;
}

/**
 * `call` for load functions: what the API refuses becomes a page. Signed out leads to sign-in and back;
 * anything else shows the error page with the API's status, code and sentence.
 */
export async function read<R extends Route>(
  event: LoadEvent,
  route: R,
  ...input: Record<never, never> extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>]
): Promise<ReplyOf<R>> {
  try {
    return await call(event.fetch, route, ...input);
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    if (failure.status === 401) redirect(303, signInPath(event.url));
    error(failure.status || 503, failure.detail || failure.title, { code: failure.code });
  }
}
