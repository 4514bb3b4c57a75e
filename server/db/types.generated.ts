// Printed by `npm run db:types` from the migrated database; tests/schema.test.ts keeps it true.
import type { Generated } from 'kysely'

export type DB = {
  accessReview: {
    schoolId: string
    id: string
    quarterOn: string
    openedAt: Date
    openedBy: string | null
    dueAt: Date
    remindedAt: Date | null
    closedAt: Date | null
  }
  accessReviewItem: {
    schoolId: string
    id: string
    reviewId: string
    personRoleId: string
    personId: string
    listedAt: Date
    decision: 'keep' | 'remove' | 'silence' | 'last' | 'ended' | null
    decidedAt: Date | null
    decidedBy: string | null
  }
  activationCode: {
    schoolId: string
    id: string
    personId: string
    batchId: string
    codeDigest: Buffer
    madeAt: Date
    expiresAt: Date
    usedAt: Date | null
    voidedAt: Date | null
    voidWhy: 'new_one' | 'lost' | 'gone' | null
  }
  activityFigure: {
    schoolId: string
    id: string
    rule: string
    monthOn: string
    classId: string | null
    times: number
    people: number
  }
  announcedSweep: {
    schoolId: string
    id: string
    rule: string
    byOn: string
    rows: number
    late: number
    announcedOn: string
    dueOn: string
    heldUntil: string | null
    why: 'still_needed' | 'question_open' | 'dispute' | 'mistake' | null
    heldAt: Date | null
    heldBy: string | null
    doneAt: Date | null
    gone: number | null
    countedAt: Date | null
    lookedAt: Date | null
  }
  attachment: {
    schoolId: string
    id: string
    fileId: string
    targetKind: 'class' | 'person' | 'post' | 'comment' | 'message' | 'notice' | 'homework' | 'submission'
    targetId: string
    place: number
    attachedAt: Date
    attachedBy: string | null
  }
  audience: {
    schoolId: string
    id: string
    kind: 'school' | 'staff' | 'class' | 'class_staff' | 'pupil_circle' | 'group' | 'guardians' | 'pupils'
    targetId: string
    createdAt: Date
  }
  broughtCopy: {
    schoolId: string
    id: string
    personId: string
    broughtBy: string | null
    broughtAt: Date
    exportId: string
    madeAt: Date
    isOurs: boolean
    parts: number
    files: number
    sealed: Buffer
  }
  broughtFile: {
    schoolId: string
    id: string
    copyId: string
    personId: string
    broughtBy: string | null
    state: 'ready' | 'gone'
    object: string
    size: string
    type: string
    sealed: Buffer
  }
  broughtPart: {
    schoolId: string
    id: string
    copyId: string
    personId: string
    broughtBy: string | null
    sealed: Buffer
  }
  calendarEntry: {
    schoolId: string
    id: string
    schoolYearId: string
    audienceId: string
    authorId: string | null
    state: 'planned' | 'cancelled'
    fromOn: string
    toOn: string
    fromTime: string | null
    toTime: string | null
    asksReply: boolean
    createdAt: Date
    changedAt: Date
    cancelledAt: Date | null
    cancelledBy: string | null
    sealed: Buffer
    version: number
  }
  calendarFeed: {
    schoolId: string
    id: string
    personId: string
    pupilId: string
    digest: Buffer | null
    withName: boolean
    madeAt: Date
  }
  calendarReply: {
    schoolId: string
    id: string
    entryId: string
    pupilId: string
    answer: 'yes' | 'no' | 'perhaps'
    answeredBy: string | null
    answeredAt: Date
  }
  calendarVersion: {
    schoolId: string
    id: string
    entryId: string
    number: number
    writtenBy: string | null
    replacedAt: Date
    fromOn: string
    toOn: string
    fromTime: string | null
    toTime: string | null
    sealed: Buffer
  }
  carryToken: {
    schoolId: string
    id: string
    requestId: string
    personId: string
    askedBy: string
    digest: Buffer
    drawnAt: Date
    untilAt: Date
    usedAt: Date | null
    revokedAt: Date | null
  }
  class: {
    schoolId: string
    id: string
    schoolYearId: string
    checkWay: 'known_in_person' | 'identity_seen' | 'school_list' | 'called_back'
    sealed: Buffer
    createdAt: Date
    version: number
  }
  classDoor: {
    schoolId: string
    id: string
    classId: string
    madeAt: Date
    madeBy: string | null
    endsOn: string
    endedAt: Date | null
    sealed: Buffer
  }
  classKey: {
    schoolId: string
    id: string
    classId: string
    issuedAt: Date
    issuedBy: string | null
    endsOn: string
    revokedAt: Date | null
    revokedBy: string | null
    sealed: Buffer
  }
  conversation: {
    schoolId: string
    id: string
    schoolYearId: string
    line: 'teacher_guardian' | 'office_guardian' | 'teacher_pupil' | 'office_pupil' | 'group_guardian' | 'group_pupil'
    pupilId: string
    classId: string | null
    teacherId: string | null
    roundId: string | null
    begunBy: string | null
    begunSide: 'school' | 'family'
    begunAt: Date
    lastAt: Date
    state: 'open' | 'closed'
    assignedTo: string | null
    closedBy: string | null
    closedAt: Date | null
    sealed: Buffer
    groupId: string | null
  }
  conversationMember: {
    schoolId: string
    conversationId: string
    personId: string
    id: string
  }
  conversationNote: {
    schoolId: string
    id: string
    conversationId: string
    pupilId: string
    authorId: string | null
    madeAt: Date
    language: string
    sealed: Buffer
  }
  conversationReading: {
    schoolId: string
    conversationId: string
    personId: string
    messageId: string
    readAt: Date
    shownAt: Date
  }
  correctionRecipient: {
    schoolId: string
    id: string
    requestId: string | null
    personId: string | null
    askedBy: string | null
    field: string | null
    kind: 'list' | 'copy' | 'roster' | 'mail'
    takenBy: string | null
    lastAt: Date
    foundAt: Date
    toldAt: Date | null
    toldHow: 'app' | 'letter' | 'impossible' | 'disproportionate' | null
    toldBy: string | null
    doneAt: Date | null
    sealed: Buffer | null
    because: Generated<'rectification' | 'restriction' | 'lifting' | 'erasure'>
    erasureId: string | null
  }
  curiosityCase: {
    schoolId: string
    id: string
    factId: string
    readerId: string | null
    pupilId: string
    event: number
    purpose: number
    readAt: Date
    openedAt: Date
    closedAt: Date | null
    closedBy: string | null
    outcome: 'had_reason' | 'relation_missing' | 'mistake' | 'breach' | null
  }
  delegation: {
    schoolId: string
    id: string
    guardianshipId: string
    edgeId: string | null
    pupilId: string
    lentBy: string
    holderId: string | null
    relation: 'mother' | 'father' | 'parent' | 'guardian' | 'foster' | 'relative' | 'other'
    scopes: string[]
    sealed: Buffer
    madeAt: Date
    untilAt: Date
    endedAt: Date | null
    endedBy: string | null
    objectedAt: Date | null
    objectedBy: string | null
    settledAt: Date | null
    settledBy: string | null
    verdict: 'stands' | 'ends' | null
  }
  depiction: {
    schoolId: string
    id: string
    fileId: string
    pupilId: string
    atLeft: number | null
    atTop: number | null
    wide: number | null
    high: number | null
    taggedAt: Date
    taggedBy: string | null
  }
  derivative: {
    schoolId: string
    id: string
    fileId: string
    kind: string
    type: string
    size: number
    hash: Buffer
    width: number
    height: number
    object: string
    madeAt: Date
  }
  discardedObject: {
    schoolId: string
    object: string
  }
  draft: {
    schoolId: string
    id: string
    personId: string
    keptAt: Date
    sealed: Buffer
    isDropped: Generated<boolean>
  }
  emergencyContact: {
    schoolId: string
    id: string
    pupilId: string
    place: number
    source: 'roster' | 'office' | 'guardian'
    sealed: Buffer
    madeAt: Date
    madeBy: string | null
    version: number
  }
  endedCount: {
    schoolId: string
    rule: string
    monthOn: string
    gone: number
  }
  enrolledDevice: {
    schoolId: string
    id: string
    classId: string
    tokenDigest: Buffer
    madeAt: Date
    madeBy: string | null
    endsOn: string
    endedAt: Date | null
  }
  enrolment: {
    schoolId: string
    id: string
    classId: string
    personId: string
    role: 'teacher' | 'substitute' | 'pupil'
    fromOn: string
    untilOn: string | null
    createdAt: Date
    createdBy: string | null
  }
  erasedDevice: {
    schoolId: string
    id: string
    erasureId: string
    tokenDigest: Buffer | null
    untilOn: string
    calledAt: Date | null
  }
  erasure: {
    schoolId: string
    id: string
    codeDigest: Buffer
    madeAt: Date
    madeBy: string | null
    deleted: number
    detached: number
    kept: number
    keys: number
    keptUntil: string | null
    week: number
    verifiedAt: Date | null
    stays: Generated<unknown>
  }
  familyDispute: {
    schoolId: string
    id: string
    pupilId: string
    begunOn: string
    untilOn: string
    begunAt: Date
    begunBy: string
    endedAt: Date | null
    endedBy: string | null
    sealed: Buffer
  }
  file: {
    schoolId: string
    id: string
    state: 'uploading' | 'scanning' | 'ready' | 'refused'
    stateAt: Date
    stateBy: string | null
    refusedFor: 'infected' | 'not_scannable' | 'damaged' | 'too_many_pixels' | null
    type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/avif' | 'application/pdf' | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' | 'application/vnd.openxmlformats-officedocument.presentationml.presentation' | 'application/vnd.oasis.opendocument.text' | 'application/vnd.oasis.opendocument.spreadsheet' | 'application/vnd.oasis.opendocument.presentation' | 'text/plain' | 'video/mp4' | 'video/quicktime' | 'video/webm' | null
    size: number | null
    hash: Buffer | null
    width: number | null
    height: number | null
    object: string
    sealed: Buffer
    uploadedAt: Date
    uploadedBy: string | null
    awaited: number | null
  }
  grantRequest: {
    schoolId: string
    id: string
    personId: string
    role: 'administrator' | 'head' | 'office' | 'teacher' | 'substitute' | 'dpo' | 'support'
    why: 'post' | 'replacement' | 'duty' | 'handover' | 'technical'
    classId: string | null
    sealed: Buffer
    askedAt: Date
    askedBy: string | null
    untilAt: Date
    decidedAt: Date | null
    decidedBy: string | null
    verdict: 'granted' | 'declined' | 'withdrawn' | null
  }
  groupPlace: {
    schoolId: string
    id: string
    groupId: string
    personId: string
    role: 'teacher' | 'pupil'
    fromAt: Date
    untilAt: Date | null
  }
  guardianship: {
    schoolId: string
    id: string
    pupilId: string
    guardianId: string
    relation: 'mother' | 'father' | 'parent' | 'guardian' | 'foster' | 'relative' | 'other'
    authority: 'full' | 'joint' | 'limited' | 'none'
    preset: 'equal' | 'information' | 'court_restricted' | 'no_contact' | 'foster' | 'relative'
    scopes: string[]
    fromAt: Date
    untilAt: Date | null
    verifiedBy: string | null
    verifiedWay: 'known_in_person' | 'identity_seen' | 'school_list' | 'called_back' | null
    verifiedAt: Date | null
    source: 'class_key' | 'roster' | 'office' | 'delegation' | 'pupil'
    documentId: string | null
    delegatedFrom: string | null
    joinRequestId: string | null
    createdAt: Date
    version: number
  }
  guardianshipChange: {
    schoolId: string
    id: string
    guardianshipId: string
    pupilId: string
    guardianId: string
    presetBefore: 'equal' | 'information' | 'court_restricted' | 'no_contact' | 'foster' | 'relative'
    presetAfter: 'equal' | 'information' | 'court_restricted' | 'no_contact' | 'foster' | 'relative'
    scopesBefore: string[]
    scopesAfter: string[]
    edgeVersion: number
    sealed: Buffer
    askedAt: Date
    askedBy: string | null
    decidedAt: Date | null
    decidedBy: string | null
    verdict: 'countersigned' | 'declined' | 'withdrawn' | null
  }
  handOver: {
    schoolId: string
    id: string
    fromId: string
    toId: string
    why: 'left' | 'absent' | 'changed'
    role: 'substitute' | 'teacher'
    fromOn: string
    untilOn: string | null
    madeAt: Date
    madeBy: string | null
    seenAt: Date | null
    undoneAt: Date | null
    undoneBy: string | null
  }
  handOverItem: {
    schoolId: string
    id: string
    handOverId: string
    kind: string
    targetId: string
    endedId: string | null
    wasOn: string | null
    begunId: string | null
  }
  headStep: {
    schoolId: string
    id: string
    requestId: string
    personId: string
    askedBy: string
    askedAt: Date
    dueOn: string
    decidedAt: Date | null
    decidedBy: string | null
    verdict: 'approved' | 'refused' | null
    ground: 'kept_by_law' | 'public_task' | 'rights_of_others' | 'not_identified' | 'already_answered' | 'excessive' | 'is_accurate' | 'not_met' | 'claims' | 'expression' | 'archive' | 'compelling' | 'not_feasible' | 'hinders' | 'otherwise_protected' | 'stands' | 'no_duty' | null
    sealed: Buffer | null
  }
  idempotency: {
    schoolId: string
    personId: string
    key: string
    endpoint: string
    requestDigest: Buffer
    status: number
    sealed: Buffer | null
    madeAt: Date
  }
  imageConsent: {
    schoolId: string
    id: string
    pupilId: string
    schoolYearId: string
    audience: 'class' | 'school' | 'outside'
    byId: string | null
    says: 'yes' | 'no'
    wording: number
    language: string
    saidAt: Date
    replacedAt: Date | null
    onPaper: Generated<boolean>
    recordedBy: string | null
  }
  joinRequest: {
    schoolId: string
    id: string
    classId: string
    classKeyId: string
    accountId: string | null
    relation: 'mother' | 'father' | 'parent' | 'guardian' | 'foster' | 'relative' | 'other'
    locale: 'en' | 'fr' | 'fr-CA' | 'sv' | 'ja'
    sealed: Buffer
    tokenDigest: Buffer | null
    madeAt: Date
    expiresAt: Date
    confirmedAt: Date | null
    withdrawnAt: Date | null
    expiredAt: Date | null
    decidedAt: Date | null
    decidedBy: string | null
    verdict: 'accepted' | 'declined' | null
    pupilId: string | null
    checkWay: 'known_in_person' | 'identity_seen' | 'school_list' | 'called_back' | null
    linkedAt: Date | null
    guardianId: string | null
    version: number
  }
  judicialOrder: {
    schoolId: string
    id: string
    personId: string
    datedOn: string
    dueOn: string
    silentUntil: string | null
    parts: string[] | null
    recordedBy: string
    recordedAt: Date
    signedBy: string | null
    signedAt: Date | null
    declinedBy: string | null
    declinedAt: Date | null
    handedBy: string | null
    handedAt: Date | null
    manifest: Buffer | null
    toldAt: Date | null
    sealed: Buffer
  }
  leaverKey: {
    schoolId: string
    id: string
    personId: string
    codeDigest: Buffer
    madeAt: Date
    usedAt: Date | null
    replacedAt: Date | null
  }
  leavingClock: {
    schoolId: string
    guidanceMonths: number
    archiveMonths: number
    why: 'shorter' | 'law' | 'authority' | 'practice'
    setAt: Date
    version: Generated<number>
  }
  leavingStep: {
    schoolId: string
    id: string
    personId: string
    step: 'guidance' | 'archived' | 'erased' | 'told_30' | 'told_7'
    dueOn: string
    announcedOn: string
    deferredUntil: string | null
    why: 'question_open' | 'dispute' | 'returning' | 'mistake' | null
    deferredAt: Date | null
    deferredBy: string | null
    doneAt: Date | null
    agreedAt: Date | null
    agreedBy: string | null
  }
  legalHold: {
    schoolId: string
    id: string
    personId: string
    ground: 'dispute' | 'order' | 'inquiry' | 'claim'
    told: boolean
    sealed: Buffer
    askedBy: string
    askedAt: Date
    signedBy: string | null
    signedAt: Date | null
    reviewOn: string
    remindedAt: Date | null
    endedAt: Date | null
    endedBy: string | null
    endedHow: 'released' | 'lapsed' | 'declined' | null
  }
  mailStop: {
    schoolId: string
    personId: string
    tokenDigest: Buffer
    madeAt: Date
    sealed: Buffer
  }
  message: {
    schoolId: string
    id: string
    conversationId: string
    authorId: string | null
    side: 'school' | 'family'
    madeAt: Date
    editedAt: Date | null
    state: 'sent' | 'withdrawn' | 'hidden'
    withdrawnAt: Date | null
    urgent: 'closure' | 'safety' | 'health' | 'today' | null
    version: number
  }
  messageReport: {
    schoolId: string
    id: string
    messageId: string
    conversationId: string
    reportedBy: string | null
    why: 'hurtful' | 'threat' | 'private' | 'misuse' | 'other'
    madeAt: Date
    actsId: string | null
    dueAt: Date
    overdueAt: Date | null
    decidedAt: Date | null
    decidedBy: string | null
    verdict: 'restored' | 'kept_hidden' | null
  }
  messageText: {
    schoolId: string
    id: string
    messageId: string
    conversationId: string
    pupilId: string
    authorId: string | null
    number: number
    language: string
    writtenAt: Date
    sealed: Buffer
  }
  notice: {
    schoolId: string
    id: string
    schoolYearId: string
    authorId: string | null
    kind: 'ordinary' | 'urgent' | 'product' | 'maintenance'
    reason: 'closure' | 'evacuation' | 'shelter' | 'weather' | 'transport' | 'outage' | null
    impact: 'low' | 'high' | null
    announcement: Buffer | null
    state: 'draft' | 'scheduled' | 'published' | 'withdrawn'
    language: string
    asks: string[]
    createdAt: Date
    publishAt: Date | null
    publishedAt: Date | null
    editedAt: Date | null
    withdrawnAt: Date | null
    withdrawnBy: string | null
    effectiveFrom: Date | null
    effectiveUntil: Date | null
    listedAt: Date | null
    remindedAt: Date | null
    places: number
    version: number
  }
  noticeAudience: {
    schoolId: string
    noticeId: string
    audienceId: string
    openAt: Date | null
  }
  noticePaper: {
    schoolId: string
    noticeId: string
    personId: string
    isFamily: boolean
    notedBy: string | null
    notedAt: Date
  }
  noticeReceipt: {
    schoolId: string
    noticeId: string
    personId: string
    seenAt: Date
    confirmedAt: Date | null
  }
  noticeText: {
    schoolId: string
    id: string
    noticeId: string
    place: number
    language: string
    authorId: string | null
    madeAt: Date
    replacedAt: Date | null
    replacedBy: string | null
    sealed: Buffer
  }
  notificationChoice: {
    schoolId: string
    personId: string
    preset: Generated<'calm' | 'as_it_happens' | 'weekly'>
    toldAt: Date | null
    toDo: 'now' | 'daily' | 'weekly' | 'never' | null
    messages: 'now' | 'daily' | 'weekly' | 'never' | null
    classLife: 'now' | 'daily' | 'weekly' | 'never' | null
    homework: 'now' | 'daily' | 'weekly' | 'never' | null
    digestMinute: Generated<number>
    digestWeekday: Generated<number>
    quietFrom: number | null
    quietUntil: number | null
    quietDays: number | null
    mailsStoppedAt: Date | null
    stoppedKinds: Generated<string[]>
  }
  notificationRules: {
    schoolId: string
    quietFrom: Generated<number>
    quietUntil: Generated<number>
    quietDays: Generated<number>
    dpoAddress: string | null
  }
  openedCopyFile: {
    schoolId: string
    id: string
    requestId: string
    personId: string
    askedBy: string
    fileId: string
    openedAt: Date
    openedBy: string
  }
  paperVersion: {
    schoolId: string
    number: number
    release: string
    madeAt: Date
    digest: Buffer
    content: unknown
  }
  passwordRotation: {
    schoolId: string
    month: string
    why: 'helped_reset' | 'breached' | 'shared' | 'leaver' | 'weak_hash' | 'calendar'
    changes: number
  }
  person: {
    schoolId: string
    id: string
    profile: 'EU-FR' | 'EU-SE' | 'QC-PRIV' | 'QC-PUB' | 'US' | 'JP' | null
    bornOn: string | null
    sealed: Buffer
    createdAt: Date
    createdBy: string | null
    version: number
  }
  personEgress: {
    schoolId: string
    monthOn: string
    way: 'mail' | 'push'
    recipient: string
    personId: string
    sent: number
  }
  personMerge: {
    schoolId: string
    id: string
    keptId: string
    mergedId: string
    sealed: Buffer
    madeAt: Date
    madeBy: string | null
    finalAt: Date
    undoneAt: Date | null
    undoneBy: string | null
  }
  personRole: {
    schoolId: string
    id: string
    personId: string
    role: 'administrator' | 'head' | 'office' | 'teacher' | 'substitute' | 'pupil' | 'guardian' | 'dpo' | 'support' | 'operator'
    reason: 'set_up' | 'office' | 'roster' | 'class_key' | 'grant'
    fromAt: Date
    untilAt: Date | null
    grantedBy: string | null
    grantId: string | null
    endedBy: string | null
    endedWhy: 'left' | 'mistake' | 'not_needed' | 'security' | 'review' | 'silence' | 'date' | 'replaced' | null
  }
  personState: {
    schoolId: string
    id: string
    personId: string
    state: 'invited' | 'active' | 'suspended' | 'leaving' | 'alumni_locked' | 'guidance' | 'archived'
    reason: 'set_up' | 'office' | 'roster' | 'class_key' | 'self' | 'retention' | 'right' | 'security'
    fromAt: Date
    untilAt: Date | null
    madeBy: string | null
  }
  photo: {
    schoolId: string
    fileId: string
    schoolYearId: string
    state: 'open' | 'tagged' | 'nobody'
    reach: 'audience' | 'families'
    insteadOf: string | null
    taggedAt: Date
    taggedBy: string | null
    sealed: Buffer
  }
  photoRemoval: {
    schoolId: string
    id: string
    postId: string
    pupilId: string | null
    removedAt: Date
    removedBy: string | null
  }
  pickUpAdult: {
    schoolId: string
    id: string
    pupilId: string
    fromOn: string
    untilOn: string | null
    source: 'roster' | 'office' | 'guardian'
    sealed: Buffer
    madeAt: Date
    madeBy: string | null
    version: number
  }
  policy: {
    schoolId: string
    id: string
    kind: 'terms' | 'consent'
    about: 'self' | 'pupil'
    madeAt: Date
    endedAt: Date | null
    serves: 'class_news' | 'reminders' | 'matching' | null
  }
  policyAnswer: {
    schoolId: string
    id: string
    policyId: string
    versionId: string
    language: 'en' | 'fr' | 'sv' | 'ja'
    digest: Buffer
    personId: string
    byId: string | null
    says: 'accepted' | 'yes' | 'no'
    saidAt: Date
    replacedAt: Date | null
    ceasedAt: Date | null
  }
  policyText: {
    schoolId: string
    versionId: string
    language: 'en' | 'fr' | 'sv' | 'ja'
    title: string
    body: string
    digest: Buffer
  }
  policyVersion: {
    schoolId: string
    id: string
    policyId: string
    number: number
    countsFrom: number
    publishedAt: Date
  }
  post: {
    schoolId: string
    id: string
    schoolYearId: string
    authorId: string | null
    state: 'draft' | 'scheduled' | 'published' | 'withdrawn'
    language: string
    answers: 'none' | 'reactions' | 'comments'
    createdAt: Date
    publishAt: Date | null
    publishedAt: Date | null
    editedAt: Date | null
    withdrawnAt: Date | null
    withdrawnBy: string | null
    pinnedAt: Date | null
    pinnedBy: string | null
    places: number
    files: Generated<number>
    comments: Generated<number>
    seen: Generated<number>
    thanks: Generated<number>
    glad: Generated<number>
    sealed: Buffer
    version: number
    photos: Generated<number>
  }
  postAudience: {
    schoolId: string
    postId: string
    audienceId: string
    feedAt: Date | null
    isPinned: boolean
  }
  postComment: {
    schoolId: string
    id: string
    postId: string
    authorId: string
    language: string
    madeAt: Date
    withdrawnAt: Date | null
    withdrawnBy: string | null
    sealed: Buffer
  }
  postReaction: {
    schoolId: string
    postId: string
    personId: string
    kind: 'seen' | 'thanks' | 'glad'
    madeAt: Date
  }
  postVersion: {
    schoolId: string
    id: string
    postId: string
    number: number
    language: string
    writtenBy: string | null
    replacedAt: Date
    sealed: Buffer
  }
  preparedCopy: {
    schoolId: string
    id: string
    requestId: string
    personId: string
    askedBy: string
    version: number
    covered: number
    changedAt: Date
    changedBy: string | null
    sealed: Buffer
  }
  protectedIdentity: {
    schoolId: string
    id: string
    personId: string
    kind: 'marked' | 'registered' | 'court'
    fromAt: Date
    untilAt: Date | null
    madeBy: string | null
    endedBy: string | null
    sealed: Buffer
    version: number
  }
  pupilPictures: {
    schoolId: string
    id: string
    personId: string
    rowDigest: Buffer
    madeAt: Date
    wrong: Generated<number>
    endedAt: Date | null
  }
  pupilWords: {
    schoolId: string
    id: string
    personId: string
    batchId: string
    secretHash: string
    madeAt: Date
    endsOn: string
    usedAt: Date | null
    voidedAt: Date | null
    voidWhy: 'new_one' | 'lost' | null
  }
  pushDevice: {
    schoolId: string
    id: string
    personId: string
    sessionId: string
    endpointDigest: Buffer
    madeAt: Date
    testDigest: Buffer | null
    confirmedAt: Date | null
    sealed: Buffer
  }
  readQuestion: {
    schoolId: string
    id: string
    personId: string
    askedBy: string
    askedAt: Date
    reference: string
    readOn: string
    answeredAt: Date | null
    answeredBy: string | null
    sealed: Buffer
    version: number
  }
  readingChoice: {
    schoolId: string
    personId: string
    isShown: boolean
  }
  recordStatement: {
    schoolId: string
    id: string
    personId: string
    askedBy: string
    requestId: string | null
    field: string | null
    placedAt: Date
    sealed: Buffer
  }
  registerEntry: {
    schoolId: string
    id: string
    personId: string
    rule: string
    yearToOn: string
    sealed: Buffer
    madeAt: Date
  }
  restriction: {
    schoolId: string
    id: string
    personId: string
    requestId: string | null
    parts: string[] | null
    tables: string[] | null
    fromAt: Date
    madeBy: string
    liftsAt: Date | null
    liftedBy: string | null
  }
  rightsCaseDone: {
    schoolId: string
    id: string
    kind: 'access' | 'portability' | 'rectification' | 'erasure' | 'restriction' | 'objection' | 'human' | 'complaint' | 'withdrawal' | 'hearing' | 'deindexing'
    profile: 'EU-FR' | 'EU-SE' | 'QC-PRIV' | 'QC-PUB' | 'US' | 'JP'
    askedAt: Date
    dueOn: string
    closedAt: Date
    closedBy: string | null
    outcome: 'granted' | 'refused' | 'withdrawn' | 'duplicate' | 'disowned'
    erasureId: string
  }
  rightsRequest: {
    schoolId: string
    id: string
    kind: 'access' | 'portability' | 'rectification' | 'erasure' | 'restriction' | 'objection' | 'human' | 'complaint' | 'withdrawal' | 'hearing' | 'deindexing'
    personId: string
    askedBy: string
    askedAt: Date
    profile: 'EU-FR' | 'EU-SE' | 'QC-PRIV' | 'QC-PUB' | 'US' | 'JP'
    dueOn: string
    extendedAt: Date | null
    coolsUntil: Date | null
    linkUntil: Date | null
    field: string | null
    codeDigest: Buffer | null
    closedAt: Date | null
    closedBy: string | null
    outcome: 'granted' | 'refused' | 'withdrawn' | 'duplicate' | 'disowned' | null
    ground: 'kept_by_law' | 'public_task' | 'rights_of_others' | 'not_identified' | 'already_answered' | 'excessive' | 'is_accurate' | 'not_met' | 'claims' | 'expression' | 'archive' | 'compelling' | 'not_feasible' | 'hinders' | 'otherwise_protected' | 'stands' | 'no_duty' | null
    sealed: Buffer
    version: Generated<number>
    purpose: 'class_news' | 'reminders' | 'matching' | 'outside' | null
    heldAt: Date | null
    came: Generated<'app' | 'key' | 'letter' | 'phone' | 'in_person'>
    identity: 'known' | 'called_back' | 'document_seen' | 'signature' | 'leaver_key' | 'not_established' | null
    takenBy: string | null
    follows: string | null
    policyId: string | null
    byHand: Generated<boolean>
    receivedOn: string | null
    knownBy: string | null
    neededAt: Date | null
    neededBy: string | null
    confirmedAt: Date | null
    confirmedHow: 'own' | 'second' | null
    confirmedBy: string | null
  }
  rosterBefore: {
    schoolId: string
    runId: string
    kind: 'role' | 'enrolment' | 'guardianship' | 'link' | 'contact' | 'fetching'
    targetId: string
    personId: string | null
    fromOn: string | null
    untilOn: string | null
    untilAt: Date | null
    leftRunId: string | null
    sealed: Buffer | null
    madeAt: Date
    place: number | null
  }
  rosterLink: {
    schoolId: string
    id: string
    sourceId: string
    kind: 'org' | 'session' | 'course' | 'class' | 'person' | 'role' | 'enrolment' | 'guardianship' | 'contact' | 'fetching'
    targetId: string | null
    personId: string | null
    addedRunId: string
    runId: string
    leftRunId: string | null
    sealed: Buffer
  }
  rosterPackage: {
    schoolId: string
    runId: string
    sealed: Buffer
  }
  rosterRun: {
    schoolId: string
    id: string
    sourceId: string
    state: 'staged' | 'applying' | 'applied' | 'failed' | 'superseded'
    format: '1.1' | '1.2' | 'list' | 'undo'
    packageDigest: Buffer
    asksAgain: boolean
    counts: unknown
    touched: number
    known: number
    step: 'waiting' | 'reading' | 'sealing' | 'applying' | 'done'
    stepDone: number
    stepTotal: number
    claimedUntil: Date | null
    problems: unknown
    sealed: Buffer
    madeAt: Date
    madeBy: string | null
    confirmedAt: Date | null
    confirmedBy: string | null
    appliedAt: Date | null
    undoesRunId: string | null
    changedAt: Date | null
  }
  rosterSource: {
    schoolId: string
    id: string
    code: string
    appliedRunId: string | null
    createdAt: Date
    createdBy: string | null
    listColumns: Generated<unknown>
  }
  rosterStage: {
    schoolId: string
    runId: string
    kind: 'year' | 'org' | 'session' | 'course' | 'class' | 'person' | 'role' | 'enrolment' | 'guardianship' | 'contact' | 'fetching'
    linkId: string
    change: 'add' | 'change' | 'return' | 'leave' | 'none'
    act: 'make' | 'alter' | 'end' | null
    isSure: boolean
    targetId: string | null
    personId: string | null
    classId: string | null
    guardianId: string | null
    schoolYearId: string | null
    role: 'teacher' | 'pupil' | 'guardian' | null
    relation: 'parent' | 'guardian' | 'relative' | null
    state: 'active' | 'suspended' | 'leaving' | null
    fromOn: string | null
    untilOn: string | null
    firstId: string | null
    secondId: string | null
    sealed: Buffer | null
    linkSealed: Buffer | null
    place: number | null
  }
  samePerson: {
    schoolId: string
    id: string
    firstId: string
    secondId: string
    reason: 'account' | 'address' | 'family_name'
    foundAt: Date
    decidedAt: Date | null
    decidedBy: string | null
    verdict: 'merged' | 'different' | null
  }
  school: {
    schoolId: string
    slug: string
    name: string
    profile: 'EU-FR' | 'EU-SE' | 'QC-PRIV' | 'QC-PUB' | 'US' | 'JP'
    kind: 'public' | 'private' | 'training'
    profileFrom: string
    locale: 'en' | 'fr' | 'fr-CA' | 'sv' | 'ja'
    timeZone: string
    createdAt: Date
    version: number
    readersShownAs: Generated<'role' | 'initials' | 'name'>
  }
  schoolExit: {
    schoolId: string
    id: string
    announcedAt: Date
    announcedBy: string | null
    signedAt: Date | null
    signedBy: string | null
    readOnlyOn: string
    locksOn: string
    exportedAt: Date | null
    manifest: Buffer | null
    receiptAt: Date | null
    receiptBy: string | null
    codeDigest: Buffer | null
    lockedAt: Date | null
    destroyedAt: Date | null
    withdrawnAt: Date | null
    withdrawnBy: string | null
  }
  schoolYear: {
    schoolId: string
    id: string
    fromOn: string
    toOn: string
    createdAt: Date
  }
  signInRules: {
    schoolId: string
    rotateAllDays: number | null
    changedAt: Date
    version: number
  }
  slipBatch: {
    schoolId: string
    id: string
    classId: string | null
    whom: 'class' | 'staff' | 'people' | 'person' | 'helped' | 'operator'
    why: 'first' | 'lost' | 'forgotten'
    slips: number
    madeAt: Date
    madeBy: string | null
    kind: Generated<'code' | 'words'>
  }
  slipSetting: {
    schoolId: string
    days: number
    teachersPrint: boolean
    changedAt: Date
    changedBy: string | null
  }
  supplierObjection: {
    schoolId: string
    id: string
    noticeId: string
    madeBy: string
    madeAt: Date
    withdrawnBy: string | null
    withdrawnAt: Date | null
    sealed: Buffer
  }
  supportAccess: {
    schoolId: string
    id: string
    personId: string
    subjectId: string
    reason: 'cannot_sign_in' | 'something_missing' | 'something_wrong' | 'technical'
    withNames: boolean
    sealed: Buffer
    askedAt: Date
    decidedAt: Date | null
    decidedBy: string | null
    verdict: 'consented' | 'declined' | null
    untilAt: Date | null
    endedAt: Date | null
    endedBy: string | null
  }
  teachingGroup: {
    schoolId: string
    id: string
    schoolYearId: string
    ownerId: string | null
    createdAt: Date
    archivedAt: Date | null
    sealed: Buffer
    version: number
  }
  telling: {
    schoolId: string
    id: string
    personId: string
    category: 'urgent' | 'to_do' | 'messages' | 'class_life' | 'homework' | 'account'
    event: string
    happenedAt: Date
    dueAt: Date
    takenAt: Date | null
    mailId: string | null
  }
  tellingMail: {
    schoolId: string
    id: string
    personId: string
    madeAt: Date
    sentAt: Date | null
    answeredAt: Date | null
  }
  uploadPart: {
    schoolId: string
    id: string
    fileId: string
    startAt: number
    size: number | null
    object: string
    begunAt: Date
  }
  withholding: {
    schoolId: string
    id: string
    pupilId: string
    ground: 'report_made' | 'authority_asked' | 'risk_at_home'
    askedBy: string | null
    askedAt: Date
    askedOn: string
    untilOn: string
    countersignedBy: string | null
    countersignedAt: Date | null
    endedAt: Date | null
    endedBy: string | null
    endedFor: 'date' | 'review' | 'not_countersigned' | null
  }
  withholdingFigure: {
    schoolId: string
    schoolYearId: string
    begun: number
  }
  writingRule: {
    schoolId: string
    line: 'teacher_guardian' | 'office_guardian' | 'teacher_pupil' | 'office_pupil' | 'group_guardian' | 'group_pupil'
    schoolMay: 'begin' | 'answer' | 'never'
    familyMay: 'begin' | 'answer' | 'never'
    readBy: string[]
    reportsTo: 'head' | 'administrator' | 'office'
    actsId: string | null
    days: number
    version: number
    setBy: string | null
    setAt: Date
  }
  yearMove: {
    schoolId: string
    id: string
    planId: string
    nth: number
    kind: 'year' | 'class' | 'begin' | 'end' | 'leave' | 'role' | 'grade'
    targetId: string
    wantedId: string | null
    personId: string | null
    classId: string | null
    role: 'teacher' | 'substitute' | 'pupil' | 'guardian' | null
    onDate: string | null
    wasOn: string | null
    fromAt: Date | null
    untilAt: Date | null
    wasAt: Date | null
    wasState: 'invited' | 'active' | 'suspended' | null
    doneAt: Date | null
    undoneAt: Date | null
    isKept: boolean | null
    sealed: Buffer | null
  }
  yearPlan: {
    schoolId: string
    id: string
    fromYearId: string
    toYearId: string | null
    fromOn: string | null
    toOn: string | null
    keepDays: number
    state: 'draft' | 'applying' | 'applied' | 'undoing' | 'undone' | 'discarded'
    step: 'waiting' | 'carrying' | 'done'
    stepDone: number
    stepTotal: number
    claimedUntil: Date | null
    counts: unknown
    mark: Buffer | null
    sealed: Buffer
    madeAt: Date
    madeBy: string | null
    changedAt: Date
    confirmedAt: Date | null
    confirmedBy: string | null
    appliedAt: Date | null
    undoneAt: Date | null
    undoneBy: string | null
    closedAt: Date | null
    version: number
  }
  yearPlanPerson: {
    schoolId: string
    id: string
    planId: string
    personId: string
    fate: 'repeats' | 'moves' | 'leaves' | 'teaches'
    targetId: string | null
  }
  'directory.account': {
    id: string
    locale: 'en' | 'fr' | 'fr-CA' | 'sv' | 'ja'
    timeZone: string | null
    passwordHash: string | null
    passwordChangedAt: Date | null
    mustChange: boolean
    sealed: Buffer
    createdAt: Date
    version: number
    mustChangeWhy: 'first_password' | 'helped_reset' | 'breached' | 'shared' | 'leaver' | 'weak_hash' | 'calendar' | null
    passwordStandsAlone: Generated<boolean>
    invented: Generated<boolean>
  }
  'directory.addressChange': {
    accountId: string
    askedIn: string
    byOffice: boolean
    madeAt: Date
    expiresAt: Date
    tokenDigest: Buffer | null
    sealed: Buffer
  }
  'directory.componentDay': {
    day: string
    component: 'app' | 'database' | 'jobs' | 'records' | 'files' | 'mail' | 'push' | 'scanner' | 'witness'
    seen: number
    slow: number
    down: number
  }
  'directory.componentNow': {
    component: 'app' | 'database' | 'jobs' | 'records' | 'files' | 'mail' | 'push' | 'scanner' | 'witness'
    state: 'up' | 'slow' | 'down'
    sinceAt: Date
    measuredAt: Date
  }
  'directory.controlDay': {
    aboutSchool: string
    control: string
    day: string
    state: 'ok' | 'warning' | 'failed' | 'stale' | 'not_applicable' | 'not_yet' | 'sample'
  }
  'directory.egressDay': {
    day: string
    way: 'mail' | 'push' | 'store' | 'witness' | 'certificate' | 'scanner' | 'copy'
    recipient: string
    sent: number
    refused: number
  }
  'directory.evidence': {
    number: string
    aboutSchool: string
    control: string
    asks: string
    at: Date
    validSeconds: number
    result: 'ok' | 'warning' | 'failed' | 'error' | 'not_applicable' | 'not_yet' | 'stale' | 'sample'
    source: 'probe' | 'query' | 'test' | 'record'
    facts: unknown
    previous: Buffer
    digest: Buffer
    signature: Buffer
  }
  'directory.incident': {
    id: string
    impact: 'minor' | 'major' | 'outage'
    components: string[]
    beganAt: Date
    openedAt: Date
    closedAt: Date | null
  }
  'directory.incidentText': {
    incidentId: string
    number: number
    place: number
    language: 'en' | 'fr' | 'sv' | 'ja'
    title: string
    body: string
  }
  'directory.incidentUpdate': {
    incidentId: string
    number: number
    state: 'investigating' | 'identified' | 'watching' | 'resolved'
    at: Date
  }
  'directory.installation': {
    id: string
    madeAt: Date
    setupDigest: Buffer | null
    setupUsedAt: Date | null
    one: Generated<boolean>
  }
  'directory.keptPromise': {
    aboutSchool: string
    promise: string
    keptAt: Date
    lostAt: Date | null
  }
  'directory.mailTrouble': {
    accountId: string
    way: 'refused' | 'report'
    status: string
    sinceAt: Date
    salt: Buffer
    addressDigest: Buffer
  }
  'directory.membership': {
    accountId: string
    schoolId: string
    personId: string
    createdAt: Date
  }
  'directory.publicRevision': {
    number: number
    at: Date
    lines: string[]
    previous: Buffer
    digest: Buffer
  }
  'directory.recoveryCode': {
    id: string
    accountId: string
    codeDigest: Buffer
    madeAt: Date
    usedAt: Date | null
    voidedAt: Date | null
  }
  'directory.reset': {
    schoolId: string
    id: string
    accountId: string
    way: 'mail' | 'helped'
    tokenDigest: Buffer
    madeAt: Date
    expiresAt: Date
    usedAt: Date | null
  }
  'directory.session': {
    id: string
    accountId: string
    schoolId: string | null
    personId: string | null
    tokenDigest: Buffer
    startedAt: Date
    seenAt: Date
    expiresAt: Date
    endedAt: Date | null
    authenticatedAt: Date
    sharedDevice: boolean
    limited: 'second_step' | 'must_change' | 'must_enrol' | null
    device: Generated<'phone' | 'tablet' | 'computer' | 'unknown'>
    system: Generated<'windows' | 'macos' | 'ios' | 'android' | 'chromeos' | 'linux' | 'unknown'>
    browser: Generated<'chrome' | 'edge' | 'firefox' | 'safari' | 'samsung' | 'unknown'>
    endedWhy: 'membership' | 'merged' | null
    deviceDigest: Buffer | null
  }
  'directory.signInChallenge': {
    digest: Buffer
    madeAt: Date
    expiresAt: Date
  }
  'directory.signInMethod': {
    id: string
    accountId: string
    kind: 'passkey' | 'totp'
    handleDigest: Buffer | null
    sealed: Buffer
    counter: string
    madeAt: Date
    confirmedAt: Date | null
    usedAt: Date | null
    endedAt: Date | null
  }
  'directory.signedRecord': {
    aboutSchool: string
    control: string
    asks: string
    number: number
    at: Date
    untilOn: string
    signer: 'dpo' | 'head' | 'operator'
    done: number | null
    ofAll: number | null
    paper: Buffer | null
    statement: Buffer
    isSample: boolean
    signature: Buffer
    withdrawnAt: Date | null
  }
  'directory.statusSubscriber': {
    id: string
    locale: 'en' | 'fr' | 'fr-CA' | 'sv' | 'ja'
    madeAt: Date
    askedAt: Date | null
    confirmedAt: Date | null
    toldAt: Date | null
    tokenDigest: Buffer
    sealed: Buffer
    claimedAt: Date | null
  }
  'directory.supplierNotice': {
    id: string
    host: string
    change: 'new' | 'other' | 'gone'
    digest: Buffer
    announcedAt: Date
    fromOn: string
    toldAt: Date | null
    way: 'mail' | 'push' | 'store' | 'witness' | 'certificate' | 'scanner' | 'copy' | null
    entity: string | null
    address: string | null
    country: string | null
  }
  'directory.throttle': {
    digest: Buffer
    tries: number
    firstAt: Date
    untilAt: Date
  }
  'directory.weakPoint': {
    id: string
    madeAt: Date
    toldAt: Date | null
    answeredAt: Date | null
    closedAt: Date | null
    outcome: 'mended' | 'known' | 'none' | 'declined' | null
    sealed: Buffer
    claimedAt: Date | null
  }
  'ledger.batch': {
    epoch: number
    firstIndex: string
    leaves: number
    fromXid: string
    fromEid: string
    toXid: string
    toEid: string
    root: Buffer
    madeAt: Date
  }
  'ledger.checkpoint': {
    epoch: number
    size: string
    note: Buffer
    signedAt: Date
    witnessed: Buffer | null
    witnessedAt: Date | null
    lsn: unknown | null
    publishedAt: Date | null
  }
  'ledger.consumer': {
    name: string
    epoch: number
    position: string
  }
  'ledger.fact': {
    xid: Generated<string>
    eid: Generated<string>
    schoolId: string
    id: string
    event: number
    class: number
    purpose: number
    subjectKind: number
    day: number
    yearDay: number
    actorCommitment: Buffer
    subjectCommitment: Buffer
    tag: Buffer | null
    address: Buffer | null
    sealedStub: Buffer
    sealedDetail: Buffer
    stubHash: Buffer | null
    detailHash: Buffer | null
  }
  'ledger.log': {
    epoch: number
    origin: string
    cluster: string
    openedAt: Date
    endedWith: Buffer | null
    size: Generated<string>
    xid: Generated<string>
    eid: Generated<string>
    afterEid: Generated<string>
    minimumIndex: Generated<string>
  }
  'ledger.roster': {
    schoolId: string
    day: number
    size: number
    root: Buffer
    factId: string
  }
  'ledger.rosterLeaf': {
    schoolId: string
    day: number
    tag: Buffer
    entriesRoot: Buffer
    entries: number
  }
  'ledger.snapshot': {
    schoolId: string
    id: string
    audienceId: string
    membersDigest: Buffer | null
    root: Buffer
    madeAt: Date
  }
  'ledger.snapshotMember': {
    schoolId: string
    snapshotId: string
    slot: number
    personId: string | null
    commitment: Buffer
    wrapped: Buffer | null
  }
  'ledger.subjectDay': {
    schoolId: string
    day: number
    tag: Buffer
    epoch: number
    salt: Buffer
    entries: unknown
    facts: string[]
  }
  'ledger.tile': {
    epoch: number
    level: number
    number: string
    hashes: Buffer
  }
  'ledger.watchedLog': {
    origin: string
    key: string
    size: Generated<string>
    root: Buffer | null
    note: Buffer | null
    cosignedAt: Date | null
  }
  'ledger.witness': {
    name: string
    key: string
    url: string
    lastSize: Generated<string>
    lastAt: Date | null
    trouble: string | null
    troubleAt: Date | null
  }
  'vault.blindIndex': {
    schoolId: string
    kind: 'email' | 'username' | 'external_id' | 'class_key'
    digest: Buffer
    week: number
    targetSchool: string
    targetId: string
  }
  'vault.change': {
    schoolId: string
    tableName: string
    rowId: string
    number: Generated<string>
    at: Date
    kind: 'insert' | 'update' | 'delete'
    actorId: string | null
    action: string
    fields: string[]
    before: Buffer | null
    after: Buffer | null
  }
  'vault.epoch': {
    schoolId: string
    id: string
    retentionClass: string
    fromOn: string
  }
  'vault.erased': {
    schoolId: string
    ownerId: string
    kind: 'person' | 'account' | 'file' | 'snapshot' | 'epoch'
    erasedAt: Date
  }
  'vault.key': {
    schoolId: string
    ownerId: string
    kind: 'person' | 'account' | 'file' | 'snapshot' | 'epoch'
    version: number
    week: number
    wrapped: Buffer
    createdAt: Date
  }
  'vault.ring': {
    week: number
    madeAt: Date
    retiredAt: Date | null
    burnedAt: Date | null
    keysMoved: number
    indexesMoved: number
    indexesDropped: number
  }
}
