import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters that OWASP's Password Storage Cheat Sheet recommends: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password nobody has, with the same cost: checking against it takes as long as against a real one. */
const nobodys =
  '$argon2id$v=19$m=19456,t=2,p=1$Ny5kjU8FA6J0QgUcE2Tzvw$Va454C1PKcKjSv59dfUP9Mkss2EAgD0vVz7donSEFCM';

/** A secret for a link, a cookie or a token: 32 random bytes, safe in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a long random secret. It needs no salt and no slow hash: it cannot be guessed. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** What is kept of a secret that a person could guess: a password or a six-digit code. */
export const hashGuessable = (secret: string): Promise<string> => hash(secret.normalize('NFC'), cost);

/** Whether the secret is the one that was hashed; with no hash at all it works as long, and says no. */
export async function verifyGuessable(hashed: string | null, secret: string): Promise<boolean> {
  const matches = await verify(hashed ?? nobodys, secret.normalize('NFC'));
  return matches && hashed !== null;
}
