import { uploadBytesMax, uploadFile, type File as StoredFile } from '@cenacle/shared/files/contract.ts';
import type { Problem } from '@cenacle/shared/http.ts';

export type UploadFailure = { kind: 'too_large' } | { kind: 'offline' } | { kind: 'refused'; detail: string };

/** One file on its way, or one that did not arrive. */
export interface Upload {
  id: number;
  name: string;
  percent: number;
  failure: UploadFailure | null;
}

function failureOf(request: XMLHttpRequest): UploadFailure {
  if (request.status === 0) return { kind: 'offline' };
  const problem = request.response as Partial<Problem> | null;
  return { kind: 'refused', detail: problem?.errors?.[0]?.detail ?? problem?.detail ?? '' };
}

/** Files being sent. XMLHttpRequest, because fetch does not tell how much has left. */
export class Uploads {
  readonly #onkept: (file: StoredFile) => void;
  #next = 1;
  readonly #files = new Map<number, File>();
  readonly #requests = new Map<number, XMLHttpRequest>();
  list = $state<Upload[]>([]);

  /** `onkept` is called for each file that arrived, with what the server keeps. */
  constructor(onkept: (file: StoredFile) => void) {
    this.#onkept = onkept;
  }

  /** Sends a file. */
  send(file: File): void {
    const id = this.#next++;
    const tooLarge = file.size > uploadBytesMax;
    this.list.push({ id, name: file.name, percent: 0, failure: tooLarge ? { kind: 'too_large' } : null });
    if (tooLarge) return;
    this.#files.set(id, file);
    this.#start(id, file);
  }

  /** Sends a file again that did not arrive. */
  retry(id: number): void {
    const upload = this.#find(id);
    const file = this.#files.get(id);
    if (!upload?.failure || !file) return;
    upload.failure = null;
    upload.percent = 0;
    this.#start(id, file);
  }

  /** Ends an upload, or takes a failed one off the list. */
  dismiss(id: number): void {
    this.list = this.list.filter((upload) => upload.id !== id);
    this.#files.delete(id);
    this.#requests.get(id)?.abort();
  }

  #start(id: number, file: File): void {
    const request = new XMLHttpRequest();
    this.#requests.set(id, request);
    request.open(uploadFile.method, uploadFile.path);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      const upload = this.#find(id);
      if (upload && event.lengthComputable) upload.percent = Math.round((event.loaded / event.total) * 100);
    });
    request.addEventListener('loadend', () => {
      this.#requests.delete(id);
      const upload = this.#find(id);
      // Gone from the list: cancelled.
      if (!upload) return;
      if (request.status !== 201) {
        upload.failure = failureOf(request);
        return;
      }
      this.dismiss(id);
      this.#onkept(request.response as StoredFile);
    });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  }

  #find(id: number): Upload | undefined {
    return this.list.find((upload) => upload.id === id);
  }
}
