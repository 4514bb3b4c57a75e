/** As it is compared when somebody looks for it: without accents, and small. */
export const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
