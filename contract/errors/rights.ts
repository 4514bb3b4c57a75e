/** What people ask about their data: requests, holds, orders, copies, the ledger, and the records people sign. */
export const rightsErrors = {
  /** What is held of this person is restricted: kept, and neither shown nor changed for this purpose. */
  'record.restricted': { status: 423 },
  /** Something of it must stay, because two people have signed that it is needed. */
  'erasure.held': { status: 409 },
  'hold.exists': { status: 409 },
  'hold.ended': { status: 409 },
  'hold.own': { status: 403 },
  /** The night was faster: it has ended. */
  'retention.done': { status: 409 },
  'retention.not_held': { status: 409 },
  'erasure.of_oneself': { status: 409 },
  'ledger.nothing_signed': { status: 409 },
  'withholding.too_long': { status: 422 },
  'withholding.already_begun': { status: 409 },
  'withholding.own': { status: 409 },
  'withholding.already_decided': { status: 409 },
  'read_question.already_answered': { status: 409 },
  'order.decided': { status: 409 },
  'order.own': { status: 403 },
  'order.not_signed': { status: 409 },
  'order.handed': { status: 409 },
  'order.not_yet': { status: 422 },
  'order.silent_too_long': { status: 422 },
  'copy.unreadable': { status: 422 },
  'copy.altered': { status: 422 },
  'copy.too_much': { status: 413 },
  'copy.known': { status: 409 },
  /** A code that opens no copy: `why` says whether it is unknown, used, revoked, or too old. */
  'copy.code': { status: 410 },
  /** Nothing came from the other Préau: `why` says whether it may not be asked, gave no answer, or sent too much. */
  'copy.not_fetched': { status: 424 },
  /** There is no such place in the copy. */
  'copy.no_place': { status: 422 },
  'copy.too_many_places': { status: 422 },
  /** Something was added or changed since the copy was looked through. */
  'copy.changed': { status: 409 },
  /** Another number of files goes uncovered and unopened than was said. */
  'copy.files_unopened': { status: 409 },
  'rights.nothing_said': { status: 422 },
  'rights.already_closed': { status: 409 },
  /** A refusal without a ground, something else with one, or a ground that the law does not give for this kind of request. */
  'rights.needs_ground': { status: 422 },
  'rights.carry_out': { status: 409 },
  'rights.no_extension': { status: 409 },
  'rights.cooling': { status: 409 },
  'rights.link_over': { status: 410 },
  /** It touches what two guardians in dispute wrote in together, and the head has not said yes. */
  'rights.needs_head': { status: 409 },
  'dispute.begun': { status: 409 },
  'dispute.none': { status: 409 },
  'dispute.days': { status: 422 },
  'dispute.one_guardian': { status: 422 },
  /** The law that the school and the person live under knows no such request. */
  'rights.not_here': { status: 409 },
  /** Whoever is said to ask may not ask that about this person. */
  'rights.not_theirs': { status: 409 },
  /** There is no refusal that this could follow. */
  'rights.nothing_refused': { status: 409 },
  'rights.not_yet_received': { status: 422 },
  'rights.nothing_agreed': { status: 409 },
  /** Whoever refused something does not decide about the complaint or the hearing that follows. */
  'rights.own_decision': { status: 403 },
  /** Nobody has confirmed yet that whoever is said to ask did: nothing is opened before. */
  'rights.not_established': { status: 409 },
  /** Whoever wrote it down, or established who asks, is not the second who confirms. */
  'rights.own_confirmation': { status: 403 },
  /** Whoever is said to ask has an account that works, and says so themselves. */
  'rights.asker_confirms': { status: 409 },
  /** More is asked for until a day from tomorrow on, within three months. */
  'rights.proof_day': { status: 422 },
  /** A key that was never handed out, was replaced, or went with whom it belonged to. */
  'leaver_key.unknown': { status: 404 },
  'access_case.already_closed': { status: 409 },
  'vault.erased': { status: 410 },
  'vault.damaged': { status: 500 },
  'record.measured': { status: 422 },
  'record.days': { status: 422 },
  'record.counts': { status: 422 },
  'record.paper': { status: 422 },
  'record.none': { status: 409 },
  /** What was announced of a company holds already, or is announced otherwise. */
  'supplier.over': { status: 409 },
  'supplier.settled': { status: 409 },
} as const
