export { addPerson } from './adding.ts'
export { aliasesOutside, collatorOf, folded, namesFrom, openNames, survivingNames } from './names.ts'
export { type NamesByPerson, namesByPerson, staffNamed, staffNames } from './naming.ts'
export {
  authorityOf,
  grantRole,
  insertGuardianship,
  insertMembership,
  protectedAmong,
  responsibleFor,
  sealedPeople,
  stay,
} from './people.queries.ts'
export {
  type Adult,
  emergencyContactTable,
  type PersonContent,
  personTable,
  pickUpAdultTable,
  protectedIdentityTable,
} from './sealed.ts'
export { makeUsername, tellsName } from './usernames.ts'
