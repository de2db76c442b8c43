import type { GuardFigures } from './guard.ts'
import { exponent } from './measure.ts'
import type { QuestionFigures, Throughput } from './questions.ts'
import type { Results } from './results.ts'

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
