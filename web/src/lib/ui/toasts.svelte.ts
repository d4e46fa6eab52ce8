/** How long a sentence stays: time to read it twice. */
const toastMs = 6000;

interface Toast {
  id: number;
  text: string;
}

let next = 1;
const shown = $state<Toast[]>([]);

/** What is being said now, oldest first. */
export const toasts: readonly Toast[] = shown;

/** Says in passing that something was done; never use it for what must not be missed. */
export function toast(text: string): void {
  const id = next++;
  shown.push({ id, text });
  setTimeout(() => {
    const index = shown.findIndex((one) => one.id === id);
    if (index >= 0) shown.splice(index, 1);
  }, toastMs);
}
