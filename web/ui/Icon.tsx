/** Drawn on a 24 px grid with one line; always beside a label, so always hidden from readers. */
const drawings = {
  home: 'M3 11.5 12 5l9 6.5M6 10v9h12v-9M10 19v-5h4v5',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c.5-4 2.5-6 6-6s5.500 2 6 6M16 4.500a3.500 3.500 0 0 1 0 6.200M17.500 14.300c2 .7 3.200 2.600 3.500 5.700',
  classes: 'M4 5h16v11H4zM9 20l3-4 3 4M8 9h5M8 12h8',
  requests: 'M4 5h16v14H4zM4 13h5l1.500 2.500h3L15 13h5',
  message: 'M4 5h16v11H12l-5 4v-4H4zM8 9h8M8 12h5',
  import: 'M12 4v11M7.500 10.500 12 15l4.500-4.500M4 19h16',
  key: 'M8 17a4 4 0 1 1 3.500-6H21v3h-2v2.500h-3V14h-4.500A4 4 0 0 1 8 17ZM8 13h.01',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4l2-2ZM10 21.500h4M12 5V3',
  notice: 'M4 10v4h3l8 5V5l-8 5H4ZM8 14v5h3v-3M18.500 9a4 4 0 0 1 0 6',
  onward: 'm9 5 7 7-7 7',
  check: 'm5 12.500 4.500 4.500L19 7',
  cross: 'm6 6 12 12M18 6 6 18',
  warning: 'M12 4 2.500 20h19L12 4ZM12 10v5M12 17.500v.01',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5M12 7.500v.01',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.500 2',
  up: 'm6 14 6-6 6 6',
  down: 'm6 10 6 6 6-6',
  print: 'M7 8V4h10v4M7 17H4V8h16v9h-3M7 14h10v6H7z',
  question: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.8.4-1 1-1 1.700M12 16.500v.01',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 20 20',
  same: 'M8 4h11v11H8zM5 8v12h11',
  oversight: 'M12 3 5 6v5c0 4.500 2.800 8 7 10 4.200-2 7-5.500 7-10V6l-7-3ZM9 12l2 2 4-4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20c.6-4 3.200-6 7.500-6s6.900 2 7.500 6',
  leave: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 13.500h2M14 13.500h2M8 16.500h2',
  year: 'M4 6h16v14H4zM4 11h16M8 3v5M16 3v5',
  photo: 'M4 5h16v14H4zM8.500 10.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3ZM4 16l4.500-4 3.500 3 3-2.500 5 4.500',
  roof: 'M3 13 12 8l9 5M6 12v8M18 12v8',
} as const

export type IconName = keyof typeof drawings

const turning: readonly IconName[] = ['onward', 'leave']

export const Icon = ({ name, little = false }: { name: IconName; little?: boolean }) => (
  <svg
    className={`icon${little ? ' little' : ''}${turning.includes(name) ? ' turns' : ''}`}
    viewBox="0 0 24 24"
    aria-hidden="true"
  >
    <path d={drawings[name]} />
  </svg>
)
