/**
 * Lifts figures against the attacker over clients, services and all pairs at once, and exchanges one figure for several. The table he is
 * asked about is small; what he is asked is everything. See joint.md.
 */
import type { GuardContext } from './guard-context.ts'
import { type JointLines, openJointLines } from './joint-lines.ts'
import { type JointProgram, type JointSecret, jointProgram, listSecrets } from './joint-program.ts'
import { type Solver, withSolver } from './solver.ts'
import { keepsSecret, TOLERANCE, waysToKeep } from './witness-pool.ts'

/** Rounds of exchanges; the later ones find little. */
const ROUNDS = 2
/** Price of letting a figure of worth 1 deviate by a client: far above any move among what is withheld. */
const HELD = 1000

export interface JointFindings {
  /** Cells of the base block. */
  readonly shown: readonly number[]
  readonly gone: readonly number[]
  readonly targets: number
  /** Secrets that no table keeps, whatever of the pairs is withheld: settled by what the attacker is told. */
  readonly implied: number
  readonly solverCalls: number
  /** Width of the narrowest interval of a secret, as far as witnesses show; Infinity without secrets. */
  readonly narrowest: number
  readonly lines: JointLines
}

/** Decides anew which figures of clients, services and pairs are shown. Begins with what is shown. Deterministic. */
export async function liftJointly(context: GuardContext): Promise<JointFindings> {
  const lines = openJointLines(context)
  const before = lines.shown.slice()
  const candidates = candidatesOf(lines, context)
  const controlled = Array.from({ length: lines.cells }, (_, cell) => cell).filter((cell) => before[cell] === 1)
  const written = jointProgram(lines, context, [...controlled, ...candidates])
  const secrets = listSecrets(lines, context)
  return withSolver(written.program, (solver) => {
    const attacker = openAttacker(context.k, secrets, written, solver, controlled, (cell) => worthOf(lines, context, cell))
    lines.change([], attacker.gone)
    for (const cell of candidates) {
      if (!lines.admit(cell)) continue
      if (!attacker.hold(cell)) lines.change([], [cell])
    }
    for (let round = 0; round < ROUNDS; round++) if (!exchange(lines, context, attacker, [...candidates, ...controlled])) break
    const changed = (now: 0 | 1) =>
      [...controlled, ...candidates].filter((cell) => lines.shown[cell] === now && before[cell] !== now).flatMap(lines.published)
    return {
      ...{ shown: changed(1), gone: changed(0), targets: secrets.length, implied: attacker.implied, lines },
      ...{ solverCalls: solver.calls(), narrowest: attacker.narrowest() },
    }
  })
}

/**
 * Withheld figures of k or more, in order of use. A small group that a figure gives away together with others bars it only where those are
 * shown: the lines see to that, and the attacker.
 */
function candidatesOf(lines: JointLines, { k, counts, selections: { hidden, placeLevel, detail } }: GuardContext): readonly number[] {
  const list: { cell: number; rank: number; n: number }[] = []
  for (let cell = 0; cell < lines.cells; cell++) {
    const { measure, cohort, selection } = lines.partsOf(cell)
    const n = counts.base[lines.published(cell)[0] ?? -1] ?? 0
    if (hidden[selection] === 1 || lines.shown[cell] === 1 || n < k) continue
    const services = measure === 0 ? 0 : lines.familiesOf(cell).length > 1 ? 1 : 2
    list.push({ cell, n, rank: (((placeLevel[selection] ?? 0) * 4 + (detail[selection] ?? 0)) * 2 + cohort) * 3 + services })
  }
  return list.sort((a, b) => a.rank - b.rank || b.n - a.n || a.cell - b.cell).map(({ cell }) => cell)
}

/** What a figure is worth: the county's is used most, and that of all clients. */
function worthOf(lines: JointLines, { selections: { placeLevel } }: GuardContext, cell: number): number {
  const { cohort, selection } = lines.partsOf(cell)
  return placeLevel[selection] !== 0 ? 1 : cohort === 1 ? 1.5 : 2
}

/** Gives up one figure after another where figures of more worth can be shown instead. Returns whether any could. */
function exchange(lines: JointLines, context: GuardContext, attacker: Attacker, cells: readonly number[]): boolean {
  let better = false
  const worth = (list: readonly number[]) => list.reduce((sum, cell) => sum + worthOf(lines, context, cell), 0)
  const inTurn = [...cells].sort((a, b) => worth([a]) - worth([b]) || b - a)
  for (const given of inTurn) {
    if (lines.shown[given] !== 1 || lines.partsOf(given).measure === 0) continue
    lines.change([], [given])
    // What follows anyway is shown.
    if (lines.follows(given)) {
      lines.change([given], [])
      continue
    }
    const near = new Set(lines.familiesOf(given))
    const taken = cells.filter(
      (cell) => cell !== given && lines.shown[cell] === 0 && lines.familiesOf(cell).some((pair) => near.has(pair)) && lines.admit(cell),
    )
    if (worth(taken) > worth([given])) {
      const undo = attacker.letGo(given)
      const kept: number[] = []
      for (const cell of taken) if (attacker.hold(cell)) kept.push(cell)
      if (worth(kept) > worth([given])) {
        lines.change(
          [],
          taken.filter((cell) => !kept.includes(cell)),
        )
        better = true
        continue
      }
      undo(kept)
    }
    lines.change([given], taken)
  }
  return better
}

interface Attacker {
  readonly implied: number
  readonly narrowest: () => number
  /** Figures that had to be let go before anything else. */
  readonly gone: readonly number[]
  /** Holds a figure: true where every secret keeps or finds a witness, else it is let go again. */
  readonly hold: (cell: number) => boolean
  /** Lets a figure go; returns how to take that back, with the figures held since. */
  readonly letGo: (cell: number) => (since: readonly number[]) => void
}

/** The attacker, and for each secret the tables that fit all that is held and keep it. What gives a small group away to begin with is let go. */
function openAttacker(
  k: number,
  secrets: readonly JointSecret[],
  written: JointProgram,
  solver: Solver,
  shown: readonly number[],
  worth: (cell: number) => number,
): Attacker {
  const held = new Set(shown)
  const rows = secrets.map(written.rowOf)
  let witnesses: readonly (readonly Float64Array[])[] = secrets.map(() => [])
  const clientsIn = (table: Float64Array, { clients, terms }: JointSecret) =>
    terms.reduce((sum, { cell, sign }) => sum + sign * (table[cell] ?? 0), clients)
  /** Positions of strict secrets that no table fills up to k, whatever of the pairs is withheld. */
  const relaxed = new Set<number>()
  const isStrict = (position: number) => secrets[position]?.strict === true && !relaxed.has(position)
  const keeps = (table: Float64Array, position: number): boolean => {
    const secret = secrets[position]
    return secret !== undefined && keepsSecret(secret.clients, clientsIn(table, secret), isStrict(position), k)
  }
  const bound = (cell: number, cost: number, most: number) => {
    const column = written.columnOf(cell)
    for (const one of [column, column + 1]) solver.setColumn(one, cost, most)
  }
  /** A table that keeps the secret, and the nearest such; null where there is none. */
  const nearest = (position: number): Float64Array | null => {
    const [secret, row] = [secrets[position], rows[position]]
    if (!secret || !row || row.indices.length === 0) return null
    for (const { sign, by } of waysToKeep(secret.clients, isStrict(position), k)) {
      const answer = solver.cheapest({ indices: row.indices, values: row.values.map((value) => sign * value) }, by)
      if (answer.kind === 'found') return written.deviations(answer.columns)
    }
    return null
  }
  /** Witnesses for the secrets that have none, as far as `otherwise` finds one where the attacker does not. */
  const witnessAll = (without: readonly number[], otherwise: (position: number) => Float64Array | 'none' | 'stop') => {
    const open = new Set(without)
    const found: Float64Array[] = []
    for (const position of without) {
      if (!open.has(position)) continue
      const table = nearest(position) ?? otherwise(position)
      if (table === 'stop') return { found, complete: false }
      if (table === 'none') continue
      // A solver is never believed.
      if (!written.fits(table, held)) throw new Error('a witness does not fit what is shown')
      found.push(table)
      for (const other of open) if (keeps(table, other)) open.delete(other)
      if (open.has(position)) throw new Error('a witness does not keep the secret it was asked for')
    }
    return { found, complete: true }
  }
  const joined = (kept: typeof witnesses, found: readonly Float64Array[]) =>
    kept.map((list, position) => {
      const more = found.filter((table) => keeps(table, position))
      return more.length === 0 ? list : [...list, ...more]
    })
  const fitting = (list: typeof witnesses, cells: readonly number[]) =>
    list.map((tables) => tables.filter((table) => cells.every((cell) => Math.abs(table[cell] ?? 0) <= TOLERANCE)))

  const implied = new Set<number>()
  const gone: number[] = []
  /** Lets the figures of least worth go that the secret cannot be kept beside. */
  const mend = (position: number): Float64Array | 'none' => {
    for (const cell of held) bound(cell, HELD * worth(cell), Number.POSITIVE_INFINITY)
    let table = nearest(position)
    if (!table && isStrict(position)) {
      relaxed.add(position)
      table = nearest(position)
    }
    const moved = table ? [...held].filter((cell) => Math.abs(table[cell] ?? 0) > TOLERANCE) : []
    for (const cell of moved) held.delete(cell)
    for (const cell of held) bound(cell, 0, 0)
    for (const cell of moved) bound(cell, 0, Number.POSITIVE_INFINITY)
    gone.push(...moved)
    if (!table) implied.add(position)
    return table ?? 'none'
  }
  witnesses = joined(witnesses, witnessAll([...secrets.keys()], mend).found)
  return {
    implied: implied.size,
    gone,
    narrowest() {
      const widths = secrets.flatMap((secret, position) => {
        const all = [secret.clients, ...(witnesses[position] ?? []).map((table) => clientsIn(table, secret))]
        return implied.has(position) ? [] : [Math.max(...all) - Math.min(...all)]
      })
      return Math.min(Number.POSITIVE_INFINITY, ...widths)
    },
    hold(cell) {
      bound(cell, 0, 0)
      held.add(cell)
      const fit = fitting(witnesses, [cell])
      const without = [...fit.keys()].filter((position) => fit[position]?.length === 0 && !implied.has(position))
      const { found, complete } = witnessAll(without, () => 'stop')
      // What fits a stricter table fits this one.
      witnesses = joined(complete ? fit : witnesses, found)
      if (complete) return true
      bound(cell, 0, Number.POSITIVE_INFINITY)
      held.delete(cell)
      return false
    },
    letGo(cell) {
      const before = witnesses
      bound(cell, 0, Number.POSITIVE_INFINITY)
      held.delete(cell)
      return (since) => {
        for (const one of since) {
          bound(one, 0, Number.POSITIVE_INFINITY)
          held.delete(one)
        }
        bound(cell, 0, 0)
        held.add(cell)
        witnesses = before
      }
    },
  }
}
