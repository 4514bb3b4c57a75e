type District = { pupils: number; guardians: number; teachers: number; classes: number; places: number }

const numbers = (count: number) => Array.from({ length: count }, (_, nth) => nth)
const csv = (header: string, rows: string[]) => `${header}\r\n${rows.join('\r\n')}\r\n`
const head = 'sourcedId,status,dateLastModified'
const files = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'roles', 'enrollments']

const frame = (classes: number) => ({
  'manifest.csv': csv('propertyName,value', [
    'manifest.version,1.0',
    'oneroster.version,1.2',
    ...files.map((name) => `file.${name},bulk`),
  ]),
  'orgs.csv': csv(`${head},name,type,identifier,parentSourcedId`, ['org-1,,,North School,school,,']),
  'academicSessions.csv': csv(`${head},title,type,startDate,endDate,parentSourcedId,schoolYear`, [
    'year-1,,,School year,schoolYear,2026-08-17,2027-06-11,,2027',
  ]),
  'courses.csv': csv(`${head},schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes`, [
    'course-1,,,,Everything,,,org-1,,',
  ]),
  'classes.csv': csv(
    `${head},title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods`,
    numbers(classes).map((nth) => `class-${nth},,,Class ${nth},,course-1,,scheduled,,org-1,year-1,,,`),
  ),
})

const user = (id: string, given: string, family: string, agents = '', grade = '') =>
  `${id},,,true,,,${given},${family},,,${id}@school.example,,,"${agents}",${grade},,,,,,org-1,`

const users = ({ pupils, guardians, teachers }: District) =>
  csv(
    `${head},enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns`,
    [
      ...numbers(teachers).map((nth) => user(`teacher-${nth}`, `Tove${nth}`, `Lund${nth % 97}`)),
      ...numbers(guardians).map((nth) => user(`guardian-${nth}`, `Gaëlle${nth}`, `Ménard${nth % 89}`)),
      ...numbers(pupils).map((nth) =>
        user(
          `pupil-${nth}`,
          `Åsa${nth}`,
          `Ménard${nth % 89}`,
          guardians > 0 ? `guardian-${nth % guardians}` : '',
          `${(nth % 9) + 1}`,
        ),
      ),
    ],
  )

const roles = ({ pupils, guardians, teachers }: District) =>
  csv(`${head},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId`, [
    ...numbers(teachers).map((nth) => `role-t-${nth},,,teacher-${nth},primary,teacher,,,org-1,`),
    ...numbers(guardians).map((nth) => `role-g-${nth},,,guardian-${nth},primary,guardian,,,org-1,`),
    ...numbers(pupils).map((nth) => `role-p-${nth},,,pupil-${nth},primary,student,,,org-1,`),
  ])

const places = ({ pupils, teachers, classes, places: all }: District) =>
  csv(`${head},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate`, [
    ...numbers(classes).map((nth) => `e-t-${nth},,,class-${nth},org-1,teacher-${nth % teachers},teacher,true,2026-08-17,`),
    ...numbers(pupils).flatMap((nth) =>
      numbers(Math.floor((all - classes) / pupils)).map(
        (more) => `e-p-${nth}-${more},,,class-${(nth * 7 + more * 31) % classes},org-1,pupil-${nth},student,,2026-08-17,`,
      ),
    ),
  ])

/** A OneRoster 1.2 package of an invented district: people, classes and enrolments by number, no real name in it. */
export const districtOf = (district: District) => ({
  ...frame(district.classes),
  'users.csv': users(district),
  'roles.csv': roles(district),
  'enrollments.csv': places(district),
})
