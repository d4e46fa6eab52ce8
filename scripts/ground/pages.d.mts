/** Builds the pages when what they are made from changed since the last build. Ends the script on failure. */
export function buildPages(node: string): Promise<void>;
