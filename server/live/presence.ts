import type { ServerMessage, Topic } from '@cenacle/shared/live/contract.ts';
import { presentMax } from '@cenacle/shared/live/contract.ts';
import type { Connection } from './connection.ts';

/** Who comes and goes within this time is told together. */
const gatherMs = 400;
/** In a full room each page has so much of the machine to itself. */
const perPageMs = 8;
/** A process says again who is in front of its pages; what another does not hear again is gone, with the process. */
const renewEveryMs = 45_000;
const forgetAfterMs = 2 * renewEveryMs + 10_000;

/** That a member came to a thread, or left it, in one process. */
export interface PresenceTelling {
  kind: 'present';
  topic: Topic;
  memberId: string;
  name: string;
  here: boolean;
}

interface Reader {
  name: string;
  pages: Set<Connection>;
  /** Other processes in whose pages they read, until these would have said so again. */
  elsewhere: Map<string, NodeJS.Timeout>;
}

/** Who has which thread in front of them, as far as they let it be seen. Kept nowhere: it is true while it is told. */
export class Presence {
  readonly #rooms = new Map<Topic, Map<string, Reader>>();
  readonly #due = new Map<Topic, NodeJS.Timeout>();
  readonly #renewal: NodeJS.Timeout;
  readonly #tell: (telling: PresenceTelling) => void;
  readonly #watchersOf: (topic: Topic) => Connection[];

  /** `tell` reaches the other processes; `watchersOf` are the pages of this one that may know. */
  constructor(tell: (telling: PresenceTelling) => void, watchersOf: (topic: Topic) => Connection[]) {
    this.#tell = tell;
    this.#watchersOf = watchersOf;
    this.#renewal = setInterval(() => this.#renew(), renewEveryMs).unref();
  }

  /** A page that watches the thread is in front of its reader. Who does not let it be seen does not see others either. */
  here(connection: Connection, topic: Topic): void {
    const { id, name, presence } = connection.member;
    if (!presence) return;
    const reader = this.#readerOf(topic, id, name);
    const isNew = reader.pages.size === 0;
    reader.pages.add(connection);
    if (isNew) this.#tell({ kind: 'present', topic, memberId: id, name, here: true });
    this.#announce(topic);
  }

  /** The page is no longer in front of its reader: of this thread, or of all. */
  away(connection: Connection, topic?: Topic): void {
    const { id } = connection.member;
    for (const at of topic ? [topic] : [...this.#rooms.keys()]) {
      const reader = this.#rooms.get(at)?.get(id);
      if (!reader?.pages.delete(connection) || reader.pages.size > 0) continue;
      this.#tell({ kind: 'present', topic: at, memberId: id, name: reader.name, here: false });
      this.#settle(at, id);
    }
  }

  /** What another process said. */
  hear(from: string, { topic, memberId, name, here }: PresenceTelling): void {
    const known = this.#rooms.get(topic)?.get(memberId);
    if (!here && !known) return;
    const reader = known ?? this.#readerOf(topic, memberId, name);
    const wasElsewhere = reader.elsewhere.has(from);
    clearTimeout(reader.elsewhere.get(from));
    reader.elsewhere.delete(from);
    if (!here) return this.#settle(topic, memberId);
    const forget = () => {
      reader.elsewhere.delete(from);
      this.#settle(topic, memberId);
    };
    reader.elsewhere.set(from, setTimeout(forget, forgetAfterMs).unref());
    if (!wasElsewhere) this.#announce(topic);
  }

  close(): void {
    clearInterval(this.#renewal);
    for (const timer of this.#due.values()) clearTimeout(timer);
    for (const room of this.#rooms.values())
      for (const { elsewhere } of room.values()) for (const timer of elsewhere.values()) clearTimeout(timer);
  }

  #readerOf(topic: Topic, id: string, name: string): Reader {
    const room = this.#rooms.get(topic) ?? new Map<string, Reader>();
    this.#rooms.set(topic, room);
    const reader = room.get(id) ?? { name, pages: new Set(), elsewhere: new Map() };
    room.set(id, reader);
    return reader;
  }

  /** Lets go of a reader who is nowhere any more. */
  #settle(topic: Topic, id: string): void {
    const room = this.#rooms.get(topic);
    const reader = room?.get(id);
    if (!room || !reader || reader.pages.size > 0 || reader.elsewhere.size > 0) return;
    room.delete(id);
    if (room.size === 0) this.#rooms.delete(topic);
    this.#announce(topic);
  }

  #announce(topic: Topic): void {
    if (this.#due.has(topic)) return;
    const wait = Math.max(gatherMs, this.#watchersOf(topic).length * perPageMs);
    const send = () => {
      this.#due.delete(topic);
      this.#send(topic);
    };
    this.#due.set(topic, setTimeout(send, wait).unref());
  }

  #send(topic: Topic): void {
    const readers = [...(this.#rooms.get(topic) ?? [])].map(([id, { name }]) => ({ id, name }));
    for (const connection of this.#watchersOf(topic)) {
      const others = readers.filter(({ id }) => id !== connection.member.id);
      const message: ServerMessage = {
        type: 'present',
        topic,
        members: others.slice(0, presentMax),
        count: others.length,
      };
      connection.send(message);
    }
  }

  #renew(): void {
    for (const [topic, room] of this.#rooms)
      for (const [memberId, { name, pages }] of room)
        if (pages.size > 0) this.#tell({ kind: 'present', topic, memberId, name, here: true });
  }
}
