/** Every foreseen answer that is not yes: its code and status. Words live in `i18n/errors.<locale>.json`, nowhere else. */
export const errors = {
  invalid_input: { status: 422 },
  malformed: { status: 400 },
  not_signed_in: { status: 401 },
  session_ended: { status: 401 },
  forgery: { status: 403 },
  not_allowed: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  version_conflict: { status: 409 },
  idempotency_mismatch: { status: 422 },
  too_large: { status: 413 },
  unsupported_type: { status: 415 },
  too_many_tries: { status: 429 },
  range_refused: { status: 416 },
  storage_full: { status: 507 },
  unavailable: { status: 503 },
  internal: { status: 500 },

  'setup.wrong_code': { status: 403 },
  'setup.already_done': { status: 409 },
  'school.slug_taken': { status: 409 },
  'session.wrong_credentials': { status: 401 },
  'password.too_weak': { status: 422 },

  'class_key.unknown': { status: 404 },
  'join_request.already_decided': { status: 409 },
  'join_request.token_unknown': { status: 404 },
  'join_request.pupil_not_in_class': { status: 422 },
  'join_request.undo_too_late': { status: 409 },
  'join_request.already_linked': { status: 409 },

  'roster.refused': { status: 422 },
  'roster.not_waiting': { status: 409 },
  'roster.many_leaving': { status: 409 },
  'roster.not_undoable': { status: 409 },

  'erasure.of_oneself': { status: 409 },

  'ledger.nothing_signed': { status: 409 },

  'vault.erased': { status: 410 },
  'vault.damaged': { status: 500 },
  'file.type_refused': { status: 415 },
  'file.heic': { status: 415 },
  'file.damaged': { status: 422 },
  'file.too_many_pixels': { status: 422 },
  'file.infected': { status: 422 },
  'file.not_scannable': { status: 422 },
  'file.in_use': { status: 409 },
} as const satisfies Record<string, { status: number }>

export type ErrorCode = keyof typeof errors
