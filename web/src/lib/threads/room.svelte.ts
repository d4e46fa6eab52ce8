import type { ReplyOf } from '@cenacle/shared/http.ts';
import { getThread, listPosts, type Post, type Thread } from '@cenacle/shared/threads/contract.ts';
import { ApiError, call } from '#lib/api.ts';
import { live, watch, type Notice, type Present, type Typing } from '#lib/live.svelte.ts';
import { arrivalsIn, cursorAfter, joinWindows, mergeChanges, type PostWindow } from './merge-posts.ts';

type PostsPage = ReplyOf<typeof listPosts>;

const changesPerPage = 100;
/** "writes…" stays this long after the last sign of it. */
const typingMs = 5_000;
/** When the server answers with a fault, the next try. */
const againMs = 5_000;

/** What the room tells the page that shows it. */
export interface RoomEvents {
  /** Makes the change while what the reader looks at stays where it is. */
  change: (apply: () => void) => void;
  arrived: (posts: Post[]) => void;
  /** The thread is no longer open to this reader. */
  gone: () => void;
}

/** One open thread: the posts in sight, kept equal to the server's by asking for what changed. */
export class ThreadRoom {
  readonly id: string;
  readonly #events: RoomEvents;
  #cursor: number;
  #asking: Promise<void> | null = null;
  #again = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #typingTimers = new Map<string, ReturnType<typeof setTimeout>>();

  thread = $state.raw() as Thread;
  window = $state.raw() as PostWindow;
  lastPosition = $state(0);
  typers = $state.raw<readonly Typing[]>([]);
  /** Others who read it now. */
  present = $state.raw<Present>({ members: [], count: 0 });
  /** Where the reader left off, as it was when the page opened: the line there stays put. */
  readonly since: { position: number; count: number } | null;

  constructor(thread: Thread, page: PostsPage, events: RoomEvents) {
    this.id = thread.id;
    this.#events = events;
    this.thread = thread;
    this.window = page;
    this.lastPosition = page.last_position;
    this.#cursor = page.head;
    const { first_unread, unread, position } = thread.read;
    this.since =
      first_unread !== null && unread > 0 && position > 0 ? { position: first_unread, count: unread } : null;
  }

  /** Listens until the page is left; gives what stops it. */
  start(): () => void {
    const stop = watch(`thread:${this.id}`, (notice) => this.#noted(notice), {
      onTyping: (typing) => this.#typing(typing),
      onPresent: (present) => {
        this.present = present;
      },
      onRefused: () => this.#events.gone(),
    });
    return () => {
      stop();
      clearTimeout(this.#retry);
      for (const timer of this.#typingTimers.values()) clearTimeout(timer);
    };
  }

  /** Takes over what a load brought: another place in the thread, or the same one anew. */
  absorb(thread: Thread, page: PostsPage): void {
    const behind = page.head > this.#cursor && page.head > 0;
    this.thread = thread;
    this.lastPosition = Math.max(this.lastPosition, page.last_position);
    this.#events.change(() => {
      this.window = joinWindows(this.window, page);
    });
    // The posts outside that page may have changed too.
    if (behind) void this.catchUp();
  }

  /** Asks for everything that changed since the last time, until nothing is missing. */
  catchUp(): Promise<void> {
    this.#again = true;
    this.#asking ??= this.#catchUp().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async loadBefore(): Promise<void> {
    const before = this.window.items[0]?.position ?? 1;
    this.#join(await call(fetch, listPosts, { params: { id: this.id }, query: { before } }));
  }

  async loadAfter(): Promise<void> {
    const after = this.window.items.at(-1)?.position ?? 0;
    this.#join(await call(fetch, listPosts, { params: { id: this.id }, query: { after } }));
  }

  /** Goes to a part of the thread that is not in sight. */
  async loadAround(position: number): Promise<void> {
    this.#join(await call(fetch, listPosts, { params: { id: this.id }, query: { around: position } }));
  }

  /** Shows a post that this reader has just written or changed. */
  async put(post: Post): Promise<void> {
    this.lastPosition = Math.max(this.lastPosition, post.position);
    const gap = post.position > (this.window.items.at(-1)?.position ?? 0) + 1;
    if (gap) return this.loadAround(post.position);
    const atEnd = { ...this.window, next: post.position === this.lastPosition ? null : this.window.next };
    this.#events.change(() => {
      this.window = mergeChanges(atEnd, [post]);
    });
  }

  #join(page: PostsPage): void {
    this.lastPosition = Math.max(this.lastPosition, page.last_position);
    this.#events.change(() => {
      this.window = joinWindows(this.window, page);
    });
  }

  #noted({ head }: Notice): void {
    if (head === 0 || head > this.#cursor) void this.catchUp();
  }

  async #catchUp(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      while (this.#again) {
        this.#again = false;
        const query = { changed_after: this.#cursor, limit: changesPerPage };
        const page = await call(fetch, listPosts, { params: { id: this.id }, query });
        // Only what moved the thread can have changed its title, its people or its state.
        if (page.head !== this.thread.head && page.next === null) {
          this.thread = await call(fetch, getThread, { params: { id: this.id } });
        }
        this.#take(page);
        if (page.next !== null) this.#again = true;
      }
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.status === 404) return this.#events.gone();
      // A lost network or session wakes the page when it is back; a fault of the server, or of this line alone, does not.
      if (failure.status >= 429 || live.state === 'live')
        this.#retry = setTimeout(() => void this.catchUp(), againMs);
    }
  }

  #take(page: PostsPage): void {
    const before = this.window;
    const after = mergeChanges(before, page.items);
    const known = this.lastPosition;
    this.#cursor = cursorAfter(this.#cursor, page);
    this.lastPosition = Math.max(known, page.last_position);
    if (after !== before) {
      this.#events.change(() => {
        this.window = after;
      });
    }
    const come =
      before.next === null ? arrivalsIn(before, after) : page.items.filter((post) => isNew(post, known));
    for (const { author } of come) if (author.member) this.#stopTyping(author.member.id);
    if (come.length > 0) this.#events.arrived(come);
  }

  #typing(typing: Typing): void {
    clearTimeout(this.#typingTimers.get(typing.member_id));
    this.#typingTimers.set(
      typing.member_id,
      setTimeout(() => this.#stopTyping(typing.member_id), typingMs),
    );
    if (!this.typers.some((one) => one.member_id === typing.member_id))
      this.typers = [...this.typers, typing];
  }

  #stopTyping(memberId: string): void {
    clearTimeout(this.#typingTimers.get(memberId));
    this.#typingTimers.delete(memberId);
    this.typers = this.typers.filter((one) => one.member_id !== memberId);
  }
}

const isNew = (post: Post, known: number): boolean =>
  post.position > known && !post.mine && post.state === 'shown';
