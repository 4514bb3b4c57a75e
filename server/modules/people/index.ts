export { addPerson, type PersonContent } from './adding.ts'
export { collatorOf, folded, namesFrom } from './names.ts'
export { grantRole, insertGuardianship, insertMembership } from './people.queries.ts'
