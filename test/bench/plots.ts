/** The plots in `bench/`, from the files of all sizes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DIMENSIONS, type Series } from './growth.ts'
import { type Axis, logPlot, type PlotSeries } from './plot.ts'
import type { QuestionFigures } from './questions.ts'
import type { Results } from './results.ts'

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
