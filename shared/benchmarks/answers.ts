import { foldName } from '../providers/names.ts';
import { excerptMax, type AnswerSource } from './answers-contract.ts';

/** A line of a WhatsApp export that begins a message: a date, an hour and the sender, who is not kept. */
const whatsappHead =
  /^[\u200e\u202a]?\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+(?:à\s+)?\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?[AP]M)?\]?\s*(?:-\s*)?[^:\n]{1,60}:\s?/i;
/** Lines of a mail that only say who wrote to whom and when. */
const mailHead = /^(?:de|a|à|from|to|cc|objet|subject|date|envoye|envoyé|sent)\s*:/i;
const mailQuote = /^(?:le\s.+\sa\sécrit|on\s.+\swrote)\s*:\s*$/i;
/** Words beside the name from which on a sentence says why. */
const reasonWordsMin = 6;

/** The messages of a pasted text, without the lines that only say who wrote. */
export function messagesOf(source: AnswerSource, text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (source === 'list') return lines.map((line) => line.trim()).filter(Boolean);
  const messages: string[][] = [[]];
  for (const line of lines) {
    const plain = line.replace(/^(?:>\s?)+/, '');
    if (source === 'whatsapp' && whatsappHead.test(plain)) messages.push([plain.replace(whatsappHead, '')]);
    else if (source === 'mail' && (mailHead.test(plain) || mailQuote.test(plain))) continue;
    else if (source !== 'whatsapp' && plain.trim() === '') messages.push([]);
    else messages.at(-1)?.push(plain);
  }
  return messages.map((message) => message.join('\n').trim()).filter(Boolean);
}

/** The text without addresses, phones and handles: they belong to persons who did not ask to be here. */
const withoutAddresses = (text: string): string =>
  text
    .replace(/[^\s()<>,;:]+@[^\s()<>,;:]+\.[^\s()<>,;:]+/g, '…')
    .replace(/(?<!\w)@[\p{L}\d._-]+/gu, '…')
    .replace(/\+?\d(?:[\s.()-]?\d){7,}/g, '…');

const sentencesOf = (message: string): string[] =>
  message
    .split(/(?<=[.!?…])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);

/** At most so many signs, cut between words. */
function cutTo(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), max / 2))}…`;
}

export interface Mention {
  /** Which of the names that were looked for. */
  key: string;
  excerpt: string;
  /** Whether the sentence says more than the name, and asks nothing. */
  reason: boolean;
  /** By which the same sentence is known again. */
  digest: string;
}

const holds = (folded: string, key: string): boolean => ` ${folded} `.includes(` ${key} `);

/**
 * Where a message names one of these folded names: the first sentence that does, once per name. A longer name takes the
 * place of a shorter one within it.
 */
export function mentionsIn(message: string, keys: readonly string[]): Mention[] {
  const sentences = sentencesOf(message).map((text) => ({ text, folded: foldName(text) }));
  const named = keys.filter((key) => sentences.some(({ folded }) => holds(folded, key)));
  const longest = named.filter(
    (key) =>
      !named.some((other) => other !== key && holds(other, key)) ||
      sentences.some(({ folded }) =>
        holds(
          named
            .filter((other) => other !== key && holds(other, key))
            .reduce((rest, other) => rest.replaceAll(other, ' '), folded),
          key,
        ),
      ),
  );
  return longest.flatMap((key): Mention[] => {
    const sentence = sentences.find(({ folded }) => holds(folded, key));
    if (!sentence) return [];
    const words = sentence.folded.split(' ').length - key.split(' ').length;
    return [
      {
        key,
        excerpt: cutTo(withoutAddresses(sentence.text), excerptMax),
        reason: words >= reasonWordsMin && !sentence.text.trimEnd().endsWith('?'),
        digest: sentence.folded,
      },
    ];
  });
}
