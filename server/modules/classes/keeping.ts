/** For how long after its year a class and the places in it are kept; in Japan a pupil's name stays in a register for longer. */
export const keptAfterYear = { others: 'P12M', JP: 'P5Y' } as const
export const registerKept = { JP: 'P20Y' } as const
