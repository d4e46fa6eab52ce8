import { error } from '@sveltejs/kit';
import { lookAtMail } from '@cenacle/shared/notifications/contract.ts';
import { ApiError, call } from '#lib/api.ts';

interface LinkEvent {
  params: { token: string };
  fetch: typeof fetch;
  setHeaders: (headers: Record<string, string>) => void;
}

/** What a link in a mail leads to, an error page when it leads nowhere. Looking changes nothing. */
export async function lookAtLink({ params, fetch, setHeaders }: LinkEvent) {
  setHeaders({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  });
  try {
    return await call(fetch, lookAtMail, { body: { token: params.token } });
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure;
    const status = failure.status === 422 ? 404 : failure.status || 503;
    error(status, failure.detail || failure.title, { code: failure.code });
  }
}
