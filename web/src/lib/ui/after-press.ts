let pressed = false;
const waiting = new Set<() => void>();

if (typeof document !== 'undefined') {
  const listens = { capture: true, passive: true } as const;
  document.addEventListener('pointerdown', () => (pressed = true), listens);
  for (const end of ['pointerup', 'pointercancel'] as const)
    document.addEventListener(
      end,
      () => {
        pressed = false;
        // The click belongs to the same press and comes right after.
        setTimeout(() => {
          for (const act of waiting) act();
          waiting.clear();
        });
      },
      listens,
    );
}

/**
 * Does this now, or once the press that is under way has ended. For what a field shows when it is left: shown at
 * once, it would push away the very button that is being pressed, and the press would go nowhere.
 */
export function afterPress(act: () => void): void {
  if (pressed) waiting.add(act);
  else act();
}
