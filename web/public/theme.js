// Before the first paint, so that a chosen theme never flashes the other one.
const chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie)
if (chosen) document.documentElement.dataset.theme = chosen[1]
const read = /(?:^|; )furigana=(on|off)/.exec(document.cookie)
if (read) document.documentElement.dataset.furigana = read[1]
const spoken = /(?:^|; )lang=(en|fr-CA|fr|sv|ja)/.exec(document.cookie)
if (spoken) document.documentElement.lang = spoken[1]
