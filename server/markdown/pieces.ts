import type { Target } from '@cenacle/shared/markdown/addresses.ts';
import type { Run } from './emphasis.ts';

/** One piece of a paragraph, in order. Opens and closes are always nested properly. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | Run
  | { kind: 'address'; text: string; target: Target }
  | { kind: 'image'; id: string; alt: string }
  | { kind: 'open'; target: Target; title: string }
  | { kind: 'close' }
  | { kind: 'tag'; name: string; closing: boolean };

/** The pieces as plain text. */
export function plainText(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'run') return piece.mark.repeat(piece.count);
      if (piece.kind === 'break') return '\n';
      if (piece.kind === 'image') return piece.alt;
      return 'text' in piece ? piece.text : '';
    })
    .join('');
}
