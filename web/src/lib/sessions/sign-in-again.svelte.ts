/** Who waits for the member to be signed in again. */
let waiting: ((signedIn: boolean) => void)[] = [];
let open = $state(false);

/** True while the page asks its member to sign in again. */
export const isAskedToSignIn = (): boolean => open;

/** Asks the member to sign in again without leaving the page; true once they are, false when they would not. */
export function signInAgain(): Promise<boolean> {
  open = true;
  return new Promise((resolve) => waiting.push(resolve));
}

/** They are signed in again, or turned away. */
export function endAsking(signedIn: boolean): void {
  open = false;
  const told = waiting;
  waiting = [];
  for (const tell of told) tell(signedIn);
}
