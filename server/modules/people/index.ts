export { addPerson } from './adding.ts'
export {
  aliasesOutside,
  collatorOf,
  folded,
  type NamesByPerson,
  namesByPerson,
  namesFrom,
  openNames,
  staffNamed,
  survivingNames,
} from './names.ts'
export {
  authorityOf,
  grantRole,
  insertGuardianship,
  insertMembership,
  protectedAmong,
  responsibleFor,
  sealedPeople,
  staffNames,
  stay,
  wholeSchool,
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
