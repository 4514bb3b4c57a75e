/** An invented school, as the interface would answer for it. Only for looking at screens without a server behind them. */
const id = (at: number) => `0199a000-0000-7000-8000-${String(at).padStart(12, '0')}`

type Names = {
  school: string
  people: readonly string[]
  pupils: readonly (readonly [string, string])[]
  classes: readonly string[]
}

const french: Names = {
  school: 'École du Préau',
  people: ['Hélène Roy', 'Mamadou Diallo', 'Anne-Sophie de La Rochefoucauld-Montbazon'],
  pupils: [
    ['Amina Benali', 'Benali Amina'],
    ['Élodie Étienne', 'Étienne Élodie'],
    ['Noé Lefèvre', 'Lefèvre Noé'],
    ['Sékou Diallo', 'Diallo Sékou'],
    ['Zoé Œuvrard', 'Œuvrard Zoé'],
    ['Elsa Andersson', 'Andersson Elsa'],
    ['Jean-Baptiste Tremblay-Gagnon', 'Tremblay-Gagnon Jean-Baptiste'],
  ],
  classes: ['CM1-B', 'CM2-A', 'CE1-10', 'CE1-2'],
}
const japanese: Names = {
  school: '港北区立みどり小学校',
  people: ['佐藤 美咲', '鈴木 一郎', '高橋 由紀子'],
  pupils: [
    ['田中 はると', 'たなか はると'],
    ['伊藤 さくら', 'いとう さくら'],
    ['渡辺 ゆい', 'わたなべ ゆい'],
    ['山本 そうた', 'やまもと そうた'],
    ['中村 あおい', 'なかむら あおい'],
    ['小林 りく', 'こばやし りく'],
    ['加藤 ひなた', 'かとう ひなた'],
  ],
  classes: ['3年1組', '3年2組', '4年1組', '4年2組'],
}

const request = (names: Names, at: number, matches: readonly number[]) => {
  const [child = ''] = names.pupils[at] ?? []
  const member = (pupil: number) => ({
    id: id(100 + pupil),
    display: names.pupils[pupil]?.[0] ?? '',
    sort: names.pupils[pupil]?.[1] ?? '',
    guardians: pupil === 0 ? [names.people[1] ?? ''] : [],
  })
  return {
    id: id(300 + at),
    classId: id(200),
    classLabel: names.classes[0],
    child,
    name: names.people[at] ?? '',
    email: `famille${at}@exemple.org`,
    relation: ['mother', 'father', 'guardian'][at],
    madeAt: `2026-11-${18 + at}T08:00:00.000Z`,
    expiresAt: `2026-12-0${2 + at}T08:00:00.000Z`,
    state: 'waiting',
    decidedAt: null,
    pupil: null,
    matches: matches.map(member),
    checkWay: 'known_in_person',
    version: 1,
    can: { accept: true, undo: false },
  }
}

const problems = [
  { code: 'roster.date_wrong', severity: 'error', file: 'users.csv', line: 118, column: 'dateLastModified' },
  { code: 'roster.reference_missing', severity: 'error', file: 'enrollments.csv', line: 2041, column: 'classSourcedId' },
  { code: 'roster.encoding_windows', severity: 'warning', file: 'users.csv' },
]

const differences = (names: Names) => [
  ...names.pupils.map(([display], at) => ({
    kind: 'person',
    change: (['add', 'change', 'leave', 'return'] as const)[at % 4],
    line: at + 2,
    display,
  })),
  ...names.classes.map((display) => ({ kind: 'class', change: 'add', display })),
  ...Array.from({ length: 1243 }, () => ({ kind: 'enrolment', change: 'add' })),
]

const none = { arriving: 0, changing: 0, leaving: 0 }
const rosterImport = {
  id: id(500),
  state: 'staged',
  step: 'waiting',
  done: 0,
  all: 0,
  madeAt: '2026-11-21T08:00:00.000Z',
  appliedAt: null,
  counts: {
    year: none,
    class: { ...none, arriving: 4 },
    person: { arriving: 3, changing: 2, leaving: 2 },
    enrolment: { ...none, arriving: 1243 },
    guardianship: none,
  },
  touched: 1254,
  known: 31,
  asksAgain: true,
}

const reads = (names: Names) => {
  const read = (at: number, role: string, name: string | null, what: string, kinds: string[], times = 1) => ({
    first: `2026-11-18T0${8 - (times > 1 ? 1 : 0)}:42:00.000Z`,
    last: '2026-11-18T08:42:00.000Z',
    times,
    who: { role, name, isOwn: false, isSchool: false },
    what,
    purpose: what === 'export.made' ? 'legal' : 'class_life',
    kinds,
    reference: `0199a0${at}`,
  })
  return {
    person: { id: id(100), display: names.pupils[0]?.[0], isSelf: false },
    from: '2026-10-23',
    to: '2026-11-21',
    earlier: '2026-10-22',
    readableSince: '2025-11-21',
    shownAs: 'initials',
    days: [
      {
        day: '2026-11-18',
        reads: [
          read(1, 'teacher', 'H. R.', 'class.list_read', ['identity'], 14),
          read(2, 'office', 'M. D.', 'person.read', ['contact', 'absence']),
        ],
      },
      { day: '2026-11-03', reads: [read(3, 'head', 'A. L.', 'export.made', ['everything'])] },
    ],
  }
}

export type Cast = 'office' | 'teacher' | 'parent' | 'newcomer'

const roles: Record<Cast, string[]> = {
  office: ['administrator', 'office'],
  teacher: ['teacher'],
  parent: ['guardian'],
  newcomer: ['administrator'],
}

/** An answer that is not yes. */
export const refused = (code: string, details?: object) => ({ problem: true, code, details, requestId: '0199a000' })

/** What the interface answers to one person of the invented school, by method and path. */
export const answersFor = (cast: Cast, locale: string): Readonly<Record<string, unknown>> => {
  const names = locale === 'ja' ? japanese : french
  const pupils = names.pupils.map(([display, sort], at) => ({ id: id(100 + at), display, sort, guardians: at % 3 }))
  const decides = cast === 'office' || cast === 'teacher'
  const classes = names.classes.map((label, at) => ({
    id: id(200 + at),
    label,
    year: '2026–2027',
    as: cast === 'parent' ? 'guardian' : 'teacher',
    pupils: 24 + at,
    teachers: names.people.slice(0, 1 + (at % 2)),
    children: cast === 'parent' && at < 2 ? [id(100 + at)] : [],
  }))
  return {
    'GET /me': {
      person: { id: id(1), display: names.people[0], roles: roles[cast] },
      school: { id: id(2), slug: 'demo', name: names.school, locale, timeZone: 'Europe/Paris', profile: 'EU-FR' },
      schools: [],
      children: cast === 'parent' ? pupils.slice(0, 2).map((pupil) => ({ ...pupil, classes: [] })) : [],
      requestsToDecide: decides ? 3 : 0,
    },
    'GET /classes': { classes: cast === 'newcomer' ? [] : cast === 'parent' ? classes.slice(0, 2) : classes },
    [`GET /classes/${id(200)}`]: {
      id: id(200),
      label: names.classes[0],
      year: '2026–2027',
      teachers: names.people.map((display, at) => ({ id: id(at), display, sort: display })),
      pupils: decides ? pupils : pupils.slice(0, 1),
      can: { showKey: decides },
    },
    [`GET /classes/${id(200)}/key`]: {
      classId: id(200),
      label: names.classes[0],
      school: names.school,
      current: {
        key: 'K7P2W9M4',
        issuedAt: '2026-09-01T08:00:00.000Z',
        endsOn: '2027-08-31',
        joinUrl: 'https://ecole.example/join/K7P2W9M4',
        uses: 17,
      },
    },
    [`GET /classes/${id(201)}/key`]: { classId: id(201), label: names.classes[1], school: names.school, current: null },
    'GET /join-requests': { requests: [request(names, 0, [0]), request(names, 1, [1, 4]), request(names, 2, [])] },
    [`POST /join-requests/${id(300)}/acceptance`]: {
      id: id(300),
      classId: id(200),
      pupilId: id(100),
      undoUntil: '2026-11-21T08:00:10.000Z',
    },
    'GET /people': {
      people: [
        ...pupils.map((one) => ({ ...one, roles: ['pupil'] })),
        ...names.people.map((display, at) => ({
          id: id(at),
          display,
          sort: display,
          roles: at === 1 ? ['guardian', 'office'] : ['teacher'],
        })),
      ],
    },
    [`GET /people/${id(100)}/reads`]: reads(names),
    'POST /roster-imports':
      cast === 'teacher'
        ? refused('roster.refused', { problems })
        : { ...rosterImport, problems: problems.slice(2), differences: differences(names) },
    [`POST /roster-imports/${id(500)}/application`]: { id: id(500) },
    [`GET /roster-imports/${id(500)}/progress`]: { ...rosterImport, state: 'applying', step: 'sealing', done: 620, all: 1000 },
    'DELETE /session': {},
  }
}

export const classId = (at: number) => id(200 + at)
export const childId = id(100)
