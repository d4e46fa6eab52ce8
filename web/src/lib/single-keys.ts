/** What this browser's reader chose: a device where words are dictated, or keys are hit by mistake, goes without. */
export const keysCookie = 'cenacle_keys';

const typed = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), dialog';

/** Whether single keys do something, by the cookies of the browser; they do unless they were turned off (WCAG 2.1.4). */
export const hasSingleKeys = (cookies: string): boolean => !/(?:^|;\s*)cenacle_keys=off(?:;|$)/.test(cookies);

/** Whether a key is meant for the page itself: nothing is being typed or asked, and single keys are on. */
export const isForPage = (event: KeyboardEvent): boolean =>
  hasSingleKeys(document.cookie) &&
  !document.querySelector('dialog[open]') &&
  !(event.target instanceof Element && event.target.closest(typed));
