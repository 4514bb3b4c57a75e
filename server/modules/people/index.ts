export { addPerson } from './adding.ts'
export { collatorOf, folded, namesFrom } from './names.ts'
export { type PersonContent, personTable } from './sealed.ts'
export { grantRole, insertGuardianship, insertMembership } from './people.queries.ts'
