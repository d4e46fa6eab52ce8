import { parentPort, workerData } from 'node:worker_threads';
import { MarkdownRefused } from './refused.ts';
import type { RefusalCode } from './refused.ts';
import { renderMarkdown } from './render.ts';
import type { Rendered, RenderSettings } from './render.ts';

/** What the worker answers to a source, or says once when it has loaded. */
export type Answer = 'ready' | { rendered: Rendered } | { refused: RefusalCode } | { failed: string };

const settings = workerData as RenderSettings;

function answer(source: string): Answer {
  try {
    return { rendered: renderMarkdown(source, settings) };
  } catch (error) {
    if (error instanceof MarkdownRefused) return { refused: error.code };
    // The parser calls itself; a text that gets past the nesting check must not be more than refused.
    if (error instanceof RangeError) return { refused: 'too_deep' };
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (source: string) => parentPort?.postMessage(answer(source)));
parentPort?.postMessage('ready' satisfies Answer);
