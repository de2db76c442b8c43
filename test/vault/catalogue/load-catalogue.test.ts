import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadCatalogue } from '../../../server/vault/catalogue/load-catalogue.ts'
import { SHORT_NAME_LENGTH } from '../../../server/vault/catalogue/short-name.ts'

const BUILT_IN = path.resolve(import.meta.dirname, '../../../prisma/catalogue')

async function built() {
  const loaded = await loadCatalogue(BUILT_IN)
  if (!loaded.ok) throw new Error('the built-in catalogue loads', { cause: loaded.problems })
  return loaded.catalogue
}

/** Problems of the built-in catalogue after an edit of one file; null takes the file away. */
async function problemsAfter(file: string, edit: ((text: string) => string) | null) {
  const dir = mkdtempSync(path.join(tmpdir(), 'kooste-catalogue-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  cpSync(BUILT_IN, dir, { recursive: true })
  if (edit === null) rmSync(path.join(dir, file))
  else writeFileSync(path.join(dir, file), edit(readFileSync(path.join(dir, file), 'utf8')))
  const loaded = await loadCatalogue(dir)
  return loaded.ok ? [] : loaded.problems.map((problem) => `${problem.file}:${problem.line ?? '-'} ${problem.reason} ${problem.remedy}`)
}
const replace = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`the file holds ${from}`)
  return text.replace(from, to)
}

describe('the built-in catalogue', () => {
  it('is Central Ostrobothnia with its services, tasks, places and procedures', async () => {
    const catalogue = await built()
    expect(catalogue.county).toEqual({
      ...{ code: '18', topShare: 0.1, socialServices: 3, socialTasks: 2 },
      name: {
        fi: 'Keski-Pohjanmaan hyvinvointialue',
        sv: 'Mellersta Österbottens välfärdsområde',
        en: 'Wellbeing services county of Central Ostrobothnia',
      },
    })
    const { services, serviceTasks, municipalities, centres, procedures } = catalogue
    expect([services, serviceTasks, municipalities, centres, procedures].map((list) => list.length)).toEqual([40, 7, 8, 9, 152])
    expect(municipalities[0]).toEqual({ code: '074', name: { fi: 'Halsua', sv: 'Halso', en: 'Halsua' } })
  })

  it('counts emergency care from more than five contacts', async () => {
    const { services } = await built()
    expect(services.find((service) => service.slug === 'emergency')).toEqual({
      ...{ code: 'H03', slug: 'emergency', sector: 'HEALTH', task: null },
      ...{ use: { kind: 'CONTACT_GT_N', threshold: 5 }, heavy: { kind: 'TOP_DECILE' } },
      name: { fi: 'Päivystys', sv: 'Jour', en: 'Emergency care' },
      short: { fi: 'Päivystys', sv: 'Jour', en: 'Emergency' },
    })
  })

  it('has two to five centres in the larger municipalities', async () => {
    const { centres, municipalities } = await built()
    const counts = municipalities.map(({ code, name }) => [name.fi, centres.filter((c) => c.municipality === code).length] as const)
    expect(counts.filter(([, n]) => n > 0)).toEqual([
      ['Kannus', 2],
      ['Kaustinen', 2],
      ['Kokkola', 5],
    ])
  })
})

describe('a catalogue', () => {
  it('gets a service by a new row', async () => {
    const row =
      'H99,telephone-advice,HEALTH,,Puhelinneuvonta,Telefonrådgivning,Telephone advice of the whole wide county,,,,CONTACT_ANY,,,\n'
    expect(await problemsAfter('services.csv', (text) => text + row)).toEqual([])
  })

  it('may leave short names out', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'kooste-catalogue-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    cpSync(BUILT_IN, dir, { recursive: true })
    const columns = 'code,slug,sector,service_task,name_fi,name_sv,name_en,use_rule,use_threshold,heavy_rule,heavy_threshold'
    const row = 'H01,gp,HEALTH,,Avosairaanhoidon lääkärivastaanotto,Läkarmottagning,General practitioner reception,CONTACT_ANY,,,'
    writeFileSync(path.join(dir, 'services.csv'), `${columns}\n${row}\n`)
    const loaded = await loadCatalogue(dir)
    const short = loaded.ok ? loaded.catalogue.services[0]?.short : null
    expect(short).toEqual({ fi: 'Avosairaanhoidon…', sv: 'Läkarmottagning', en: 'General practitioner…' })
    expect(Object.values(short ?? {}).every((name) => [...name].length <= SHORT_NAME_LENGTH)).toBe(true)
  })

  it('may call the slug of a service task local_slug', async () => {
    expect(await problemsAfter('service_tasks.csv', replace('slug', 'local_slug'))).toEqual([])
  })
})

const FAULTS: readonly (readonly [file: string, edit: ((text: string) => string) | null, problem: string])[] = [
  ['centres.csv', null, 'centres.csv:- the file is missing'],
  ['centres.csv', () => '', 'centres.csv:- the file is empty'],
  ['services.csv', replace('use_threshold', 'use_treshold'), 'services.csv:1 the column use_threshold is missing'],
  ['services.csv', replace('H02,nurse', 'H01,nurse'), 'services.csv:3 the code stands on line 2 already'],
  ['services.csv', replace('H02,nurse-reception', 'H02,gp-reception'), 'services.csv:3 the slug stands on line 2 already'],
  [
    'services.csv',
    replace('H02,nurse-reception', 'H02,Nurse reception'),
    'services.csv:3 the slug is not small letters and digits joined by hyphens',
  ],
  [
    'services.csv',
    replace('H02,nurse-reception,HEALTH', 'H02,nurse-reception,CARE'),
    'services.csv:3 the sector is none of HEALTH, SOCIAL, DENTAL',
  ],
  ['services.csv', replace('CONTACT_GT_N,5', 'CONTACT_GT_N,'), 'services.csv:4 CONTACT_GT_N needs a whole number in use_threshold'],
  ['services.csv', replace('CONTACT_GT_N,5', 'CONTACT_GT_N,-1'), 'services.csv:4 CONTACT_GT_N needs a whole number in use_threshold'],
  ['services.csv', replace('CONTACT_ANY,,TOP', 'CONTACT_ANY,3,TOP'), 'services.csv:2 CONTACT_ANY has no use_threshold'],
  [
    'services.csv',
    replace('CONTACT_ANY,,TOP_DECILE', 'CONTACT,,TOP_DECILE'),
    'services.csv:2 the use_rule is none of CONTACT_ANY, CONTACT_GT_N, DECISION_IN_FORCE',
  ],
  [
    'services.csv',
    replace('TOP_DECILE', 'TOP'),
    'services.csv:2 the heavy_rule is neither empty nor one of TOP_DECILE, VISITS_OR_PROCEDURES',
  ],
  [
    'services.csv',
    replace('DECISION_IN_FORCE,,,', 'DECISION_IN_FORCE,,TOP_DECILE,'),
    'services.csv:22 the heavy_rule counts contacts, but the service is counted by decisions',
  ],
  ['services.csv', replace('SOCIAL,FAMILIES', 'SOCIAL,FAMILY'), 'services.csv:22 the service_task is not in service_tasks.csv'],
  ['services.csv', replace('GP reception', 'General practitioner reception'), 'services.csv:2 short_en has more than 24 characters'],
  ['services.csv', replace('Päivystys,Jour', ',Jour'), 'services.csv:4 name_fi is empty'],
  [
    'services.csv',
    replace('"Mielenterveys', '"Mielen"terveys'),
    'services.csv:10 the row does not have the columns of the header, or its quotes are broken',
  ],
  ['municipalities.csv', replace('074', '74'), 'municipalities.csv:2 the code is not three digits'],
  ['centres.csv', replace('KOK1,272', 'KOK1,273'), 'centres.csv:2 the municipality is not in municipalities.csv'],
  ['county.csv', replace('top_share,0.10', 'top_share,10'), 'county.csv:6 top_share is not a share between 0 and 1'],
  ['county.csv', replace('social_tasks,2', 'social_tasks,0'), 'county.csv:8 social_tasks is not a whole number of at least 1'],
  ['county.csv', replace('social_services,3\n', ''), 'county.csv:- social_services is missing'],
  ['services.csv', replace('short_en', 'short_eng'), 'services.csv:1 the column short_eng is not known. Write short_en if that is meant'],
  ['services.csv', (text) => text.trimEnd().replaceAll(/$/gm, ',x'), 'services.csv:1 the column x is not known. Take the column out'],
  [
    'services.csv',
    replace('heavy_threshold', 'heavy_treshold'),
    'the column heavy_threshold is missing, and heavy_treshold is not known. Write heavy_threshold for it in the header',
  ],
  ['centres.csv', (text) => text.replaceAll(',', ';'), "centres.csv:1 the fields are separated by ';'. Write commas"],
  ['municipalities.csv', (text) => text.replaceAll(',', '\t'), 'municipalities.csv:1 the fields are separated by tabs'],
  [
    'county.csv',
    (text) => `${text.trimEnd()}\nfeedbck_email,a@b.fi\n`,
    'county.csv:9 the key feedbck_email is not known. Write feedback_email if that is meant',
  ],
  ['county.csv', (text) => `${text.trimEnd()}\nmotto,x\n`, 'county.csv:9 the key motto is not known. Take the row out'],
  ['procedures.csv', (text) => `${text}EBB10,x,x,x\n`, 'procedures.csv:154 the procedure_code stands on line'],
]

describe('a catalogue with problems names file, line and reason', () => {
  it.each(FAULTS.map(([file, edit, expected]) => ({ file, edit, expected })))('$expected', async ({ file, edit, expected }) => {
    const problems = await problemsAfter(file, edit)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(expected)
  })

  it('and all of them at once', async () => {
    const problems = await problemsAfter('services.csv', (text) =>
      replace('CONTACT_GT_N,5', 'CONTACT_GT_N,')(replace('SOCIAL,FAMILIES', 'SOCIAL,X')(text)),
    )
    expect(problems).toHaveLength(2)
  })
})

describe('the address for feedback', () => {
  const lineOf = (address: string) => (text: string) => `${text.trimEnd()}\nfeedback_email,${address}\n`

  it('may be given, and must then look like one', async () => {
    expect(await problemsAfter('county.csv', lineOf('saavutettavuus@county.fi'))).toEqual([])
    expect(await problemsAfter('county.csv', lineOf('javascript:alert(1)'))).toEqual([
      'county.csv:9 feedback_email is not an address. Write it like accessibility@county.fi, or leave the row out.',
    ])
  })

  it('is absent from the built-in catalogue: a county names its own', async () => {
    expect((await built()).county.feedbackEmail).toBeUndefined()
  })
})
