/** Answers questions about draft and adopted schemes, their detail and their crosswalks: finds the import, keeps its clients in memory, books before it answers. */
import type { Database } from '../../database/sql.ts'
import { type AdoptedAnswer, parseAdopted } from '../../segments/adopted.ts'
import type { Asked, Budget, DraftAnswer } from '../../segments/answer.ts'
import { canonicalScheme, schemeText } from '../../segments/canonical.ts'
import { type CrosswalkAnswer, crossed, crosswalkText, parseCrosswalkRules, turnedRound } from '../../segments/crosswalk.ts'
import { type DetailAnswer, detailText, pairedServices } from '../../segments/detail.ts'
import { type Parsed, parseSchemeRules } from '../../segments/parse-rules.ts'
import type { SchemeRules } from '../../segments/rule.ts'
import type { VaultAnswer } from '../../segments/vault-answer.ts'
import type { Vocabulary } from '../../segments/vocabulary.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { readProfiles } from '../cube/profiles.ts'
import { inSnapshot } from '../cube/snapshot.ts'
import { ADOPTED_EPSILON } from './adopted-tables.ts'
import { DETAIL_EPSILON } from './detail-tables.ts'
import { type DraftCounter, draftCounter } from './draft-sizes.ts'
import type { Epsilon } from './geometric.ts'
import { bookAdopted, bookCrosswalk, bookDetail, bookEvaluation, costOf, readAdoptedBudget, readBudget } from './ledger.ts'

type Question = Pick<Asked, 'dataDate' | 'scheme'>

export interface Evaluator {
  /** Sizes of a draft. */
  answer(asked: Question): Promise<DraftAnswer>
  /** Two schemes against each other, the first that is asked for as rows. */
  crosswalk(asked: Question): Promise<CrosswalkAnswer>
  /** Figures of an adopted scheme. */
  figures(asked: Question): Promise<AdoptedAnswer>
  /** Detail of an adopted scheme: of the services that its figures name, which are counted first where they were not. */
  detail(asked: Question): Promise<DetailAnswer>
  /** Reads the newest import's clients beforehand. `null`: the vault has none; else what is left of its books. */
  warm(): Promise<{ readonly dataDate: string; readonly budget: Budget; readonly adopted: Budget } | null>
}

interface Kept {
  readonly importKey: string
  readonly vocabulary: Vocabulary
  /** Codes by their position. */
  readonly municipalities: readonly string[]
  readonly centres: readonly string[]
  readonly counter: DraftCounter
}

/** `vault` gives the database for the time of one piece of work. */
export function openEvaluator(vault: <T>(work: (database: Database) => Promise<T>) => Promise<T>, epsilon: Epsilon): Evaluator {
  let kept: Kept | null = null
  const cost = costOf(epsilon)
  const current = async (database: Database, row: ImportRow): Promise<Kept> => {
    if (kept?.importKey !== row.key) kept = await read(database, row)
    return kept
  }
  /** What is asked for beside the import that it is asked of; null where it does not fit. */
  const parsed = async <T>(database: Database, { dataDate, scheme }: Question, parse: (json: unknown, by: Vocabulary) => Parsed<T>) => {
    const row = await findImport(database, dataDate)
    if (!row) return null
    const read = await current(database, row)
    const { vocabulary } = read
    const found = parse(fromJson(scheme), vocabulary)
    return found.ok ? { ...read, asked: found.value, canonical: (one: SchemeRules) => canonicalScheme(one, vocabulary) } : null
  }
  /** A scheme in canonical form. */
  const understood = async (database: Database, asked: Question) => {
    const found = await parsed(database, asked, parseSchemeRules)
    if (!found) return null
    const canonical = found.canonical(found.asked)
    const books = { importKey: found.importKey, dataDate: asked.dataDate, scope: canonical.scope, scheme: schemeText(canonical) }
    return { ...found, canonical, books }
  }
  const figuresOf = async (database: Database, found: NonNullable<Awaited<ReturnType<typeof understood>>>): Promise<AdoptedAnswer> => {
    const { books, canonical, counter, vocabulary, municipalities, centres } = found
    const booked = await bookAdopted(database, { ...books, cost: costOf(ADOPTED_EPSILON) }, () => ({
      services: vocabulary.services.map(({ code }) => code),
      municipalities,
      centres,
      tables: counter.tables(canonical, { municipalities: municipalities.length, centres: centres.length }),
    }))
    // A stored answer may be of a time with fewer tables.
    return parseAdopted(booked.kind === 'spent' ? booked : { kind: 'figures', figures: booked.answer })
  }
  return {
    answer: (asked) =>
      vault(async (database) => {
        const found = await understood(database, asked)
        if (!found) return { kind: 'not possible' }
        const { books, canonical, counter } = found
        return bookEvaluation(database, { ...books, cost }, () => counter.sizes(canonical, epsilon))
      }),
    crosswalk: (asked) =>
      vault(async (database): Promise<CrosswalkAnswer> => {
        const found = await parsed(database, asked, parseCrosswalkRules)
        if (!found) return { kind: 'not possible' }
        const [one, other] = found.asked
        const { rules, turned } = crossed(found.canonical(one), found.canonical(other))
        const books = { importKey: found.importKey, dataDate: asked.dataDate, scope: rules.scope, scheme: crosswalkText(rules), cost }
        const booked = await bookCrosswalk(database, books, () => found.counter.crosswalk(rules, epsilon))
        if (booked.kind === 'spent') return booked
        const { answer, stored, budget } = booked
        return { kind: 'crosswalk', crosswalk: turned ? turnedRound(answer) : answer, stored, budget }
      }),
    figures: (asked) =>
      vault(async (database): Promise<AdoptedAnswer> => {
        const found = await understood(database, asked)
        return found ? figuresOf(database, found) : { kind: 'not possible' }
      }),
    detail: (asked) =>
      vault(async (database): Promise<DetailAnswer> => {
        const found = await understood(database, asked)
        if (!found) return { kind: 'not possible' }
        const figures = await figuresOf(database, found)
        if (figures.kind !== 'figures') return figures
        const { books, canonical, counter, vocabulary, municipalities, centres } = found
        const paired = Array.from({ length: canonical.rules.length + 1 }, (_, segment) => pairedServices(figures.figures, segment))
        const asDetail = { ...books, scheme: detailText(canonical), cost: costOf(DETAIL_EPSILON) }
        const booked = await bookDetail(database, asDetail, () => {
          const { pairs, tables } = counter.detail(canonical, { municipalities: municipalities.length, centres: centres.length }, paired)
          const codes = (services: readonly number[]) => services.flatMap((service) => vocabulary.services[service]?.code ?? [])
          const named = pairs.map((clients, segment) => ({ services: codes(paired[segment] ?? []), clients }))
          return { pairs: named, municipalities, centres, tables }
        })
        return booked.kind === 'spent' ? { kind: 'spent' } : { kind: 'detail', detail: booked.answer }
      }),
    warm: () =>
      vault(async (database) => {
        const row = await findImport(database, null)
        if (!row) return null
        await current(database, row)
        const { data_date: dataDate } = row
        const adopted = await readAdoptedBudget(database, dataDate, costOf(ADOPTED_EPSILON))
        return { dataDate, budget: await readBudget(database, dataDate, cost), adopted }
      }),
  }
}

interface ImportRow {
  readonly id: number
  /** Changes with every reading of the extracts: an import of the same data date keeps its id. */
  readonly key: string
  readonly data_date: string
}

async function findImport(database: Database, dataDate: string | null): Promise<ImportRow | null> {
  const { rows } = await database.pool.query<ImportRow>(
    `SELECT id, id || '/' || extract(epoch FROM imported_at) AS key, to_char(data_date, 'YYYY-MM-DD') AS data_date FROM import WHERE $1::date IS NULL OR data_date = $1::date
     ORDER BY imported_at DESC, id DESC LIMIT 1`,
    [dataDate],
  )
  return rows[0] ?? null
}

const read = (database: Database, { id, key }: ImportRow): Promise<Kept> =>
  inSnapshot(database, async (connection) => {
    const { rows } = await connection.query<{ catalogue: Catalogue }>('SELECT catalogue FROM import WHERE id = $1', [id])
    const [found] = rows
    if (!found) throw new Error('the import went away while it was read')
    const vocabulary = vocabularyOf(found.catalogue)
    const codes = (places: readonly { readonly code: string }[]) => places.map(({ code }) => code)
    const [municipalities, centres] = [codes(found.catalogue.municipalities), codes(found.catalogue.centres)]
    const counter = draftCounter(await readProfiles(connection, id), vocabulary)
    return { importKey: key, vocabulary, municipalities, centres, counter }
  })

/** What rules may speak of, by the catalogue that the summaries were made with. */
export const vocabularyOf = ({ services, county }: Catalogue): Vocabulary => ({
  services: services.map(({ code, sector, task, use, heavy, name }) => ({
    ...{ code, sector, name },
    task: use.kind === 'DECISION_IN_FORCE' ? task : null,
    heavy: heavy !== null,
  })),
  heavyUser: { socialServices: county.socialServices, socialTasks: county.socialTasks },
})

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The answer to a question of any kind. */
export function answerTo(evaluator: Evaluator, asked: Asked): Promise<VaultAnswer> {
  switch (asked.kind) {
    case 'SIZES':
      return evaluator.answer(asked)
    case 'FIGURES':
      return evaluator.figures(asked)
    case 'DETAIL':
      return evaluator.detail(asked)
    case 'CROSSWALK':
      return evaluator.crosswalk(asked)
    default:
      return asked.kind satisfies never
  }
}
