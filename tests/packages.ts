import { readFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

/** One file to pack; everything but name and content is there to make packages that must be refused. */
export type Packed = {
  name: string
  content: string | Buffer
  flags?: number
  attributes?: number
  method?: number
  declaredSize?: number
  stored?: boolean
}

const localHeader = (name: Buffer, file: Packed, data: Buffer, size: number, checksum: number) => {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(file.flags ?? 0x800, 6)
  header.writeUInt16LE(file.method ?? (file.stored ? 0 : 8), 8)
  header.writeUInt32LE(checksum, 14)
  header.writeUInt32LE(data.length, 18)
  header.writeUInt32LE(size, 22)
  header.writeUInt16LE(name.length, 26)
  return header
}

const centralHeader = (local: Buffer, attributes: number, offset: number) => {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(0x0314, 4)
  local.copy(header, 6, 4, 28)
  header.writeUInt32LE(attributes >>> 0, 38)
  header.writeUInt32LE(offset, 42)
  return header
}

/** Packs files into a ZIP, honest or not. */
export const zip = (files: Packed[]): Buffer => {
  const body: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name)
    const content = Buffer.from(file.content)
    const stored = file.stored ? content : deflateRawSync(content)
    const local = localHeader(name, file, stored, file.declaredSize ?? content.length, crc32(content))
    directory.push(centralHeader(local, file.attributes ?? 0o100644 << 16, offset), name)
    body.push(local, name, stored)
    offset += local.length + name.length + stored.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...body, listed, end])
}

const about = (mode: 'bulk' | 'delta') => (mode === 'bulk' ? ',,' : ',active,2025-01-02T03:04:05.006Z')

/** The files of a small school, every one of them right; tests spoil one at a time. */
export const smallSchool = (version: '1.1' | '1.2' = '1.2', mode: 'bulk' | 'delta' = 'bulk'): Record<string, string> => {
  const at = about(mode)
  const names = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'enrollments']
  if (version === '1.2') names.push('roles')
  const lines = (...rows: string[]) => rows.join('\r\n') + '\r\n'
  const users11 = lines(
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password',
    `t1${at},true,o1,teacher,rosa,,Rosa,Lindqvist,,T-1,rosa@school.example,,,,,s3cret-of-rosa`,
    `p1${at},true,o1,student,,,Noor,Haddad,,P-1,,,,g1,6,s3cret-of-noor`,
    `g1${at},true,o1,guardian,,,Amal,Haddad,,,amal@home.example,,,,,`,
  )
  const users12 = lines(
    'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
    `t1${at},true,rosa,,Rosa,Lindqvist,,T-1,rosa@school.example,,,,,s3cret-of-rosa,,,,,o1,`,
    `p1${at},true,,,Noor,Haddad,,P-1,,,,g1,6,s3cret-of-noor,,,,,o1,`,
    `g1${at},true,,,Amal,Haddad,,,amal@home.example,,,,,,,,,,o1,`,
  )
  return {
    'manifest.csv': lines(
      'propertyName,value',
      'manifest.version,1.0',
      `oneroster.version,${version}`,
      ...names.map((name) => `file.${name},${mode}`),
    ),
    'orgs.csv': lines('sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId', `o1${at},North School,school,,`),
    'academicSessions.csv': lines(
      'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
      `y1${at},School year,schoolYear,2025-08-18,2026-06-12,,2026`,
    ),
    'courses.csv': lines(
      'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
      `k1${at},,Mathematics,,6,o1,,`,
    ),
    'classes.csv': lines(
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
      `c1${at},6B,6,k1,6B,homeroom,,o1,y1,,,`,
    ),
    'users.csv': version === '1.1' ? users11 : users12,
    'enrollments.csv': lines(
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
      `e1${at},c1,o1,t1,teacher,true,2025-08-18,`,
      `e2${at},c1,o1,p1,student,,2025-08-18,2026-06-12`,
    ),
    ...(version === '1.2' && {
      'roles.csv': lines(
        'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
        `r1${at},t1,primary,teacher,,,o1,`,
        `r2${at},p1,primary,student,,,o1,`,
        `r3${at},g1,primary,guardian,,,o1,`,
      ),
    }),
  }
}

/** Packs files by name. */
export const packageOf = (files: Record<string, string | Buffer>) =>
  zip(Object.entries(files).map(([name, content]) => ({ name, content })))

/** The text of one file of a small school. */
export const fileOf = (name: string, files = smallSchool()): string => {
  const text = files[name]
  if (text === undefined) throw new Error(`no ${name} in this package`)
  return text
}

/** A small school with one thing wrong. */
export const spoilt = (name: string, from: string | RegExp, to: string, files = smallSchool()): Record<string, string> => {
  const before = fileOf(name, files)
  const after = before.replace(from, to)
  if (after === before) throw new Error(`nothing to spoil in ${name}`)
  return { ...files, [name]: after }
}

/** The bytes of a sample package. */
export const sample = (name: string) => readFileSync(new URL(`samples/oneroster/${name}.zip`, import.meta.url))
