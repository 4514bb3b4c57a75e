import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { startPostgres } from '#server/postgres/launcher.ts'
import { embedded } from '#server/db/connection.ts'
import { openSchool } from './import.ts'
import { addClass, addPeople, arrange } from './population.ts'
const home = fs.mkdtempSync('/dev/shm/posts7-'); fs.chmodSync(home, 0o711)
const postgres = await startPostgres(path.join(home, 'plain'))
const config = { host: postgres.host, port: postgres.port, user: postgres.user, database: 'postgres' }
const school = await openSchool(config, home)
const teachers = await arrange(school, (h) => addPeople(h, school, 'teacher', 40, 1))
const classes = []
for (let nth = 0; nth < 20; nth++) classes.push(await arrange(school, (h) => addClass(h, school, nth.toString(36), 30, teachers.slice(nth * 2, nth * 2 + 2))))
await school.analyse()
const guardian = classes[0]!.guardians[0]!
const client = new pg.Client(embedded(config, school.database).config('preau_app'))
await client.connect()
const time = async (what: string, text: string, who: string, n = 300) => {
  await client.query('begin')
  await client.query('select app.enter(null,$1,$2,null,$3,$4,$5)', [school.schoolId, who, 'class_life', school.schoolId, 'x.y'])
  for (let i = 0; i < 30; i++) await client.query({ name: what, text })
  const took: number[] = []
  let r: any
  for (let i = 0; i < n; i++) { const t = performance.now(); r = await client.query({ name: what, text }); took.push(performance.now() - t) }
  took.sort((a, b) => a - b)
  console.log(what, 'min', took[0]!.toFixed(3), 'p25', took[n >> 2]!.toFixed(3), JSON.stringify(r.rows).slice(0, 100))
  await client.query('commit')
}
for (const who of [guardian, teachers[0]!]) {
await time('nothing', 'select 1', who)
await time('mine', 'select array(select app.my_audiences())', who)
await time('classes', "select array(select app.my_classes('any'))", who)
await time('edges', 'select * from app.my_edges()', who)
await time('roles', 'select * from app.my_roles()', who)
await time('twice', 'select array(select app.my_audiences()), array(select app.my_audiences())', who)
await time('people', 'select array(select app.my_people())', who)
await time('places', 'select * from app.my_places()', who)
}

const owner = new pg.Client(embedded(config, school.database).config('owner')); await owner.connect()
await owner.query("select set_config('app.school', $1, false), set_config('app.person', $2, false)", [school.schoolId, guardian])
await owner.query('set search_path = pg_catalog, pg_temp')
for (const q of ['select m.audience_id from app.audience_people() m where m.person_id = app.person_id()', process.env.Q ?? 'select 1']) {
await owner.query('prepare q' + q.length + ' as ' + q); await owner.query('set plan_cache_mode = force_generic_plan')
for (let i = 0; i < 3; i++) await owner.query('explain (analyze, costs off, summary) execute q' + q.length)
console.log((await owner.query('explain (analyze, costs off, summary, timing on) execute q' + q.length)).rows.map((r: any) => r['QUERY PLAN']).join('\n'))
}
await owner.end()
await client.end()
await school.close()
await postgres.stop()
fs.rmSync(home, { recursive: true })
