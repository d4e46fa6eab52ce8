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
  #next = 1;
  readonly #requests = new Map<number, XMLHttpRequest>();
  list = $state<Upload[]>([]);

  /** Sends a file; gives it as the server keeps it, or null when that failed or was cancelled. */
  send(file: File): Promise<StoredFile | null> {
    const id = this.#next++;
    const tooLarge = file.size > uploadBytesMax;
    this.list.push({ id, name: file.name, percent: 0, failure: tooLarge ? { kind: 'too_large' } : null });
    if (tooLarge) return Promise.resolve(null);

    const request = new XMLHttpRequest();
    this.#requests.set(id, request);
    request.open(uploadFile.method, uploadFile.path);
    request.responseType = 'json';
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      const upload = this.#find(id);
      if (upload && event.lengthComputable) upload.percent = Math.round((event.loaded / event.total) * 100);
    });
    const form = new FormData();
    form.append('file', file, file.name);
    return new Promise((resolve) => {
      request.addEventListener('loadend', () => {
        this.#requests.delete(id);
        const upload = this.#find(id);
        // Gone from the list: cancelled.
        if (!upload) return resolve(null);
        if (request.status === 201) {
          this.dismiss(id);
          return resolve(request.response as StoredFile);
        }
        upload.failure = failureOf(request);
        resolve(null);
      });
      request.send(form);
    });
  }

  /** Ends an upload, or takes a failed one off the list. */
  dismiss(id: number): void {
    this.list = this.list.filter((upload) => upload.id !== id);
    this.#requests.get(id)?.abort();
  }

  #find(id: number): Upload | undefined {
    return this.list.find((upload) => upload.id === id);
  }
}
