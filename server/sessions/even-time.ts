/** Above what the longest of the ways behind one answer takes, so that all of them end at the same time. */
const answerMs = 300;

/**
 * Gives the work's result, or its refusal, when the time set has passed and not before: an answer that comes at
 * the same time whether an address is known or not tells nothing about it.
 */
export async function inEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const passed = new Promise((resolve) => {
    setTimeout(resolve, answerMs);
  });
  try {
    return await work();
  } finally {
    await passed;
  }
}
