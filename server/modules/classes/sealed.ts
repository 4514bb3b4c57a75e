import { sealedTable } from '#vault/tables.ts'

/** The label of a class, such as 6B: a teacher may have put a name in it. */
export const classTable = sealedTable<{ label: string }>('class', { kept: true })
/** The eight signs of a class key, so that it can be shown and printed again. */
export const classKeyTable = sealedTable<{ key: string }>('class_key', {
  foundBy: { class_key: ({ key }) => [key] },
})
/** What a family wrote when it asked: nobody's record yet, under a key of its own. */
export const joinRequestTable = sealedTable<{ child: string; name: string; email: string }>('join_request')
