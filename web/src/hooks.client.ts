import type { HandleClientError } from '@sveltejs/kit/hooks';
import { ApiError } from '#lib/api.ts';

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return;
  // A page whose code cannot be fetched is a lost connection, not a fault of the page.
  if (!navigator.onLine || (error instanceof ApiError && error.code === 'offline')) {
    return { status: 503, code: 'offline' };
  }
  console.error(error);
};
