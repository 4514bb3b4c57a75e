// What a scanned slip brings stands behind #, where no server sees it: it is put into the form, and taken out of the address, so that no
// history keeps it. Each field takes what it is named after.
const brought = new URLSearchParams(location.hash.slice(1))
for (const field of document.querySelectorAll('[data-from]')) field.value = brought.get(field.dataset.from) ?? field.value
if (location.hash) history.replaceState(null, '', location.pathname + location.search)
