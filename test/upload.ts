import type { File } from '@cenacle/shared/files/contract.ts';
import type { Caller, TestApp } from './app.ts';

const boundary = 'a-line-that-is-in-no-file';

/** One part of a form, which claims to be HTML whatever it is. */
export const part = (disposition: string, content: Buffer | string): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: text/html\r\n\r\n`,
    ),
    Buffer.from(content as string),
    Buffer.from('\r\n'),
  ]);

/** Sends a form of these parts as a browser does; without its last line where it is cut off. */
export async function sendForm(it: TestApp, caller: Caller, parts: Buffer[], isCutOff = false) {
  return it.app.inject({
    method: 'POST',
    url: '/api/files',
    headers: { ...(await caller.headers()), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat(isCutOff ? parts : [...parts, Buffer.from(`--${boundary}--\r\n`)]),
  });
}

export const upload = (it: TestApp, caller: Caller, name: string, content: Buffer | string) =>
  sendForm(it, caller, [part(`name="file"; filename="${name}"`, content)]);

/** Uploads what is accepted. */
export async function uploaded(
  it: TestApp,
  caller: Caller,
  name: string,
  content: Buffer | string,
): Promise<File> {
  const reply = await upload(it, caller, name, content);
  if (reply.statusCode !== 201) throw new Error(`${name} was refused: ${reply.body}`);
  return reply.json<File>();
}

/** The status of a refusal, and its code. */
export async function codeOf(reply: ReturnType<typeof upload>): Promise<[number, string]> {
  const { statusCode, body } = await reply;
  return [statusCode, (JSON.parse(body) as { code: string }).code];
}
