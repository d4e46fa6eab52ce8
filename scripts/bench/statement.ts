/** One statement as it was sent. */
export interface Statement {
  /** Under which it is prepared, if it is. */
  name?: string | undefined;
  text: string;
  values: unknown[];
}

/** The statement that a call of `query` of `pg` asks for. */
export function statementOf([first, second]: unknown[]): Statement {
  const config = typeof first === 'string' ? { text: first } : (first as Partial<Statement>);
  const values = Array.isArray(second) ? second : (config.values ?? []);
  return { name: config.name, text: config.text ?? '', values };
}
