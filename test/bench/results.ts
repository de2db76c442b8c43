/** What the benchmark found, on disk: one file a size, each part replaced when it is run again; plots from all of them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import type { CubeFigures } from './cube.ts'
import { DIMENSIONS, type Series } from './growth.ts'
import type { GuardFigures } from './guard.ts'
import type { IngestFigures } from './ingest.ts'
import { exponent } from './measure.ts'
import type { PipelineFigures } from './pipeline.ts'
import { type Axis, logPlot, type PlotSeries } from './plot.ts'
import type { QuestionFigures, Throughput } from './questions.ts'
import type { StallFigures } from './stalls.ts'

export interface Parts {
  readonly pipeline?: PipelineFigures
  readonly cube?: CubeFigures
  readonly questions?: QuestionFigures
  readonly ingest?: readonly IngestFigures[]
  readonly guard?: GuardFigures
  /** The same with a region's centres. */
  readonly guardCentres?: GuardFigures
  /** Of a county in which some clients have their centre in another municipality. */
  readonly guardElsewhere?: GuardFigures
  readonly growth?: readonly Series[]
  readonly stalls?: StallFigures
}

export interface Results extends Parts {
  readonly size: string
  /** When and where each part was measured last: ratios of different machines are not compared. */
  readonly runs: Readonly<Partial<Record<keyof Parts, PartRun>>>
}

export interface PartRun {
  /** Day. */
  readonly measured: string
  readonly machine: Machine
}

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGib: number
  readonly system: string
  readonly node: string
  /** Processes that wanted to run, on the average of the last minute before the run: above the cores, figures are noise. */
  readonly load: number
}

export const describeMachine = (): Machine => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${process.arch}`,
  node: process.version,
  load: Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]),
})

/** Adds parts to the size's file and draws the plots anew; the whole of the size. */
export function keep(folder: string, size: string, machine: Machine, parts: Parts): Results {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${size}.json`)
  // Written by this function, in this shape.
  const before: Partial<Results> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const run: PartRun = { measured: new Date().toISOString().slice(0, 10), machine }
  const runs = { ...before.runs, ...Object.fromEntries(Object.keys(parts).map((part) => [part, run])) }
  const results = { ...before, size, runs, ...parts }
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  drawPlots(folder)
  return results
}

/** Draws the plots of what is in the folder. */
export function drawPlots(folder: string): void {
  const all: Results[] = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
  for (const [name, svg] of Object.entries(plotsOf(all))) writeFileSync(path.join(folder, `${name}.svg`), svg)
}

function plotsOf(all: readonly Results[]): Readonly<Record<string, string>> {
  const ascending = (series: readonly PlotSeries[]) =>
    series
      .map(({ name, points }) => ({ name, points: points.filter(([, y]) => y > 0).sort((a, b) => a[0] - b[0]) }))
      .filter(({ points }) => points.length > 0)
  const plots: Record<string, string> = {}
  const draw = (file: string, title: string, x: Axis, y: Axis, series: readonly PlotSeries[]) => {
    const drawn = ascending(series)
    if (drawn.length > 0) plots[file] = logPlot(title, x, y, drawn)
  }
  const cubes = all.flatMap(({ cube }) => (cube ? [cube] : []))
  const peerTimes = (name: string) => cubes.map((cube) => [cube.clients, cube.peers.find((peer) => peer.name === name)?.ms ?? 0] as const)
  draw('cube', 'Every canonical cell, from profiles', 'clients', 'time', [
    { name: 'Kooste', points: cubes.map(({ clients, koosteMs }) => [clients, koosteMs]) },
    { name: 'DuckDB', points: peerTimes('DuckDB') },
    { name: 'PostgreSQL', points: peerTimes('PostgreSQL') },
  ])
  const questions = all.flatMap(({ questions: one }) => (one ? [one] : []))
  const matrixTimes = (value: (row: QuestionFigures['rows'][number]) => number) =>
    questions.flatMap(({ clients, rows }) => rows.filter(({ view }) => view === 'matrix').map((row) => [clients, value(row)] as const))
  draw('questions', 'A matrix that nobody asked before, over HTTP', 'clients', 'time', [
    { name: 'Kooste', points: matrixTimes(({ koosteMs }) => koosteMs) },
    { name: 'asking nothing', points: questions.map(({ clients, nothingMs = 0 }) => [clients, nothingMs]) },
    { name: 'DuckDB, services used', points: matrixTimes(({ duckdbUseMs = 0 }) => duckdbUseMs) },
    { name: 'DuckDB, profiles', points: matrixTimes(({ duckdbMs }) => duckdbMs) },
    { name: 'DuckDB, clients', points: matrixTimes(({ duckdbRowsMs = 0 }) => duckdbRowsMs) },
    { name: 'PostgreSQL, services used', points: matrixTimes(({ postgresUseMs = 0 }) => postgresUseMs) },
    { name: 'PostgreSQL, profiles', points: matrixTimes(({ postgresMs }) => postgresMs) },
    { name: 'PostgreSQL, clients', points: matrixTimes(({ postgresRowsMs = 0 }) => postgresRowsMs) },
  ])
  const ingests = all.flatMap(({ ingest }) => ingest ?? [])
  draw('ingest', 'From CSV to summaries', 'contacts', 'time', [
    { name: 'Kooste', points: ingests.map(({ contacts, koosteMs }) => [contacts, koosteMs]) },
    { name: 'DuckDB', points: ingests.map(({ contacts, duckdbMs }) => [contacts, duckdbMs]) },
  ])
  const growth = all.flatMap((one) => one.growth ?? [])
  const isDimension = ({ x }: Series) => DIMENSIONS.some((dimension) => dimension === x)
  for (const dimension of DIMENSIONS)
    draw(
      `growth-${dimension}`,
      `Processor time as ${dimension} grow, and to which power`,
      dimension,
      'processor time',
      growth
        .filter(({ x }) => x === dimension)
        .map(({ name, exponent: power, points }) => ({ name: `${name} ${power.toFixed(2).replace('-', '−')}`, points })),
    )
  for (const series of growth.filter((one) => !isDimension(one)))
    draw(
      `growth-${[series.name, series.y === 'milliseconds' ? '' : series.y, series.x].join(' ').replaceAll(/\W+/g, '-')}`,
      growthTitle(series),
      series.x,
      series.y === 'milliseconds' ? 'processor time' : series.y,
      [{ name: series.name, points: series.points }],
    )
  return plots
}

function growthTitle({ name, x, y, exponent }: Series): string {
  const grows = y === 'milliseconds' ? 'time grows' : `${y} grow`
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${grows} as ${x} to the power ${exponent.toFixed(2)}`
}

/** The results as text, ratios beside times. */
export function textOf({
  size,
  runs,
  pipeline,
  cube,
  questions,
  ingest,
  guard,
  guardCentres,
  guardElsewhere,
  growth,
  stalls,
}: Results): string {
  const ms = (n: number) => (n < 100 ? `${n.toFixed(1)} ms` : `${Math.round(n)} ms`)
  const times = (peer: number, own: number) => `${(peer / own).toFixed(1)} ×`
  const lines = [
    size,
    ...Object.entries(runs).map(
      ([part, { measured, machine }]) =>
        `  ${part.padEnd(14)} ${measured}, ${machine.cores} cores (${machine.processor}), ${machine.memoryGib} GiB, ${machine.system}, Node ${machine.node}, load ${machine.load}`,
    ),
  ]
  if (pipeline)
    lines.push(
      '',
      'whole commands on the demo county',
      ...Object.entries(pipeline).map(([name, seconds]) => `  ${name.padEnd(18)} ${Number(seconds).toFixed(1)} s`),
    )
  if (cube)
    lines.push(
      '',
      `cube: ${cube.clients} clients, ${cube.profiles} profiles, ${cube.cells} cells; ${cube.compared} compared with each peer`,
      `  Kooste      ${ms(cube.koosteMs)} from profiles (processor ${ms(cube.koosteCpuMs)}, one thread), ${ms(cube.koosteWholeMs)} with reading them; peak ${cube.peakMib} MiB; ${Math.round(100 * cube.bandwidthShare)} % of the ${(cube.bandwidth / 1e9).toFixed(1)} GB/s that one core moves`,
      ...cube.peers.map(({ name, formulation, ms: peerMs, cpuMs, wholeMs, givenUp, patienceMs }) => {
        const not = givenUp.length > 0 ? `; given up: ${givenUp.join(', ')}` : ''
        if (peerMs === null || wholeMs === null)
          return `  ${name.padEnd(11)} over ${ms(patienceMs)} in every formulation (over ${times(patienceMs, cube.koosteMs)})${not}`
        const cpu = cpuMs === null ? '' : `, processor ${ms(cpuMs)} (${times(cpuMs, cube.koosteCpuMs)})`
        return `  ${name.padEnd(11)} ${ms(peerMs)} from profiles (${times(peerMs, cube.koosteMs)})${cpu}, ${ms(wholeMs)} with grouping (${times(wholeMs, cube.koosteWholeMs)}); ${formulation}${not}`
      }),
    )
  if (questions)
    lines.push(
      '',
      `questions over HTTP, selections never asked before; ${questions.compared} figures compared with each peer`,
      ...questions.rows.flatMap((row) => {
        const peer = (name: string, theirs: number | undefined) =>
          theirs === undefined ? `${name} not measured` : `${name} ${ms(theirs)} (${times(theirs, row.koosteMs)})`
        return [
          `  ${row.view.padEnd(14)} Kooste ${ms(row.koosteMs)}`,
          `    over services used:    ${peer('DuckDB', row.duckdbUseMs)}, ${peer('PostgreSQL', row.postgresUseMs)}`,
          `    over one row a client: ${peer('DuckDB', row.duckdbRowsMs)}, ${peer('PostgreSQL', row.postgresRowsMs)}`,
          `    over profiles:         ${peer('DuckDB', row.duckdbMs)}, ${peer('PostgreSQL', row.postgresMs)}`,
        ]
      }),
      ...(questions.nothingMs === undefined ? [] : [`  a request that asks nothing: ${ms(questions.nothingMs)}`]),
      `  mixed, 200 a second: p50 ${ms(questions.at200.p50Ms)}, p99 ${ms(questions.at200.p99Ms)}`,
      ...Object.entries(questions.throughput).map(
        ([name, { perSecond, cpuMs }]) =>
          `  ${name.padEnd(18)} ${Math.round(perSecond)} a second, processor ${cpuMs.toFixed(2)} ms each${yardsticks(questions.throughput, { perSecond, cpuMs })}`,
      ),
    )
  for (const one of ingest ?? [])
    lines.push(
      '',
      `ingest: ${one.contacts} contacts, ${one.clients} clients, equal summaries`,
      `  Kooste ${ms(one.koosteMs)}, ${Math.round(one.contacts / (one.koosteMs / 1000))} contacts a second, ${one.koosteMib} MiB`,
      `  DuckDB ${ms(one.duckdbMs)}, ${Math.round(one.contacts / (one.duckdbMs / 1000))} contacts a second, ${one.duckdbMib} MiB (${times(one.koosteMs, one.duckdbMs)} as long here)`,
    )
  if (ingest && ingest.length > 1)
    lines.push(
      `  time grows with contacts to the power ${exponent(ingest.map(({ contacts, koosteMs }) => [contacts, koosteMs])).toFixed(2)}`,
    )
  for (const figures of [guard, guardCentres, guardElsewhere]) if (figures) lines.push('', ...guardLines(figures))
  if (growth)
    lines.push(
      '',
      'growth',
      ...growth.map(
        (series) =>
          `  ${series.name}, ${series.y} with ${series.x}: exponent ${series.exponent.toFixed(2)} (${series.points.map(([x, y]) => `${x}: ${series.y === 'milliseconds' ? ms(y) : y}`).join(', ')})`,
      ),
    )
  if (stalls)
    lines.push(
      '',
      `longest work of the server's main thread at a stretch: ${ms(stalls.idleMs)} alone, ${ms(stalls.importMs)} beside an import, ${ms(stalls.releaseMs)} beside a release that it then loads; ${stalls.failed} of ${stalls.asked} requests failed`,
    )
  return lines.join('\n')
}

/** Beside `{ __typename }` of Kooste, and of Apollo Server as it comes. */
function yardsticks({ typename, plainTypename }: QuestionFigures['throughput'], { perSecond, cpuMs }: Throughput): string {
  const beside = (name: string, yardstick: Throughput) =>
    `, ${(perSecond / yardstick.perSecond).toFixed(2)} of ${name} (by processor ${(yardstick.cpuMs / cpuMs).toFixed(2)})`
  return `${beside('{ __typename }', typename)}${plainTypename ? beside('plain Apollo Server’s', plainTypename) : ''}`
}

function guardLines({ clients, municipalities, centres, cells, threads, stages, ceiling }: GuardFigures): readonly string[] {
  const share = (part: number, whole: number) => (whole === 0 ? '–' : (part / whole).toFixed(3))
  return [
    `guard: ${clients} clients, ${municipalities} municipalities, ${centres} centres, ${cells} cells, ${threads} threads`,
    ...stages.map(
      ({ stage, seconds, cpuSeconds, solverCalls, published, usefulness }) =>
        `  ${stage.padEnd(7)} ${seconds.toFixed(1)} s (processor ${cpuSeconds.toFixed(0)} s), ${solverCalls} solver calls, ${published} figures shown; of those of five clients or more ${usefulness.map((one) => `${one.level} ${share(one.shown, one.of)}`).join(', ')}`,
    ),
    ...(ceiling
      ? [
          `  ceiling of ${ceiling.tables} of ${ceiling.ofTables} tables: any release shows at most ${share(ceiling.atMost, ceiling.of)} of their ${ceiling.of} cells, lifted shows ${share(ceiling.shown, ceiling.of)}`,
        ]
      : []),
  ]
}
