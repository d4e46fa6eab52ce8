/** What is wrong with one field of a request; `field` is its dotted path in the body or query. */
export interface FieldError {
  field: string;
  code: FieldCode;
  /** A number that the sentence names: the limit that was passed. */
  limit?: number;
}

export type FieldCode =
  | 'required'
  | 'too_short'
  | 'too_long'
  | 'too_many'
  | 'too_few'
  | 'out_of_range'
  | 'bad_format'
  | 'bad_email'
  | 'bad_choice'
  | 'bad_type'
  | 'bad_zone'
  | 'repeated'
  | 'unknown_field'
  | 'unknown_reference'
  | 'too_deep'
  | 'too_slow'
  | 'wrong_password'
  | 'bad_identity'
  | 'bad_website'
  | 'out_of_order'
  | 'in_the_future'
  | 'too_long_ago'
  | 'only_cases'
  | 'needs_outcome'
  | 'needs_document'
  | 'needs_finished'
  | 'needs_engagement'
  | 'one_of_both'
  | 'no_criticism'
  | 'has_values'
  | 'not_for_this'
  | 'needs_somebody'
  | 'needs_email'
  | 'needs_ground'
  | 'max_below_min'
  | 'person_objected'
  | 'would_widen'
  | 'author_outside'
  | 'other_readers'
  | 'has_outcome'
  | 'invalid';

export type RefusalCode =
  | 'not_found'
  | 'signed_out'
  | 'bad_credentials'
  | 'bad_code'
  | 'bad_link'
  | 'refused'
  | 'session_needed'
  | 'foreign_origin'
  | 'two_credentials'
  | 'invalid'
  | 'conflict'
  | 'key_reused'
  | 'email_taken'
  | 'similar_provider'
  | 'in_use'
  | 'closed'
  | 'locked'
  | 'circle_full'
  | 'flagged'
  | 'taken'
  | 'last_keeper'
  | 'last_admin'
  | 'too_many_requests'
  | 'too_large'
  | 'bad_media_type'
  | 'bad_body'
  | 'file_type_refused'
  | 'no_room'
  | 'unavailable'
  | 'broken';

/** An expected refusal: the error handler answers it in the reader's language, and logs nothing of it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: RefusalCode;
  readonly errors: FieldError[];
  /** Further members of the problem, as RFC 9457 allows: `current` of a conflict. */
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    code: RefusalCode,
    errors: FieldError[] = [],
    extra: Record<string, unknown> = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.extra = extra;
  }
}

/** 404, the one answer for what does not exist and for what the reader may not see. */
export const notFound = () => new Refusal(404, 'not_found');

/** 403: seen, but not theirs to do. */
export const refused = (code: RefusalCode = 'refused') => new Refusal(403, code);

/** 409: somebody was faster; `extra.current` carries what stands now. */
export const conflict = (code: RefusalCode = 'conflict', extra: Record<string, unknown> = {}) =>
  new Refusal(409, code, [], extra);

/** 422: these fields are wrong. */
export const invalid = (errors: FieldError[]) => new Refusal(422, 'invalid', errors);

/** 422 for an id in a body that does not exist for this member. */
export const unknownReference = (field: string) => invalid([{ field, code: 'unknown_reference' }]);
