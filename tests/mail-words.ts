/** Everything that mails say, without the random signs of their links: among those any two may stand beside each other. */
export const wordsOf = (mails: unknown): string => JSON.stringify(mails).replaceAll(/token=[\w-]+/g, 'token=')
