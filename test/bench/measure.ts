/** How the benchmark measures. */
import { readFileSync } from 'node:fs'

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

/** Milliseconds of synchronous or asynchronous work, and what it gave. */
export async function clocked<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const started = performance.now()
  const value = await work()
  return { ms: performance.now() - started, value }
}

/** Processor time of this process, all its threads, milliseconds; and what the work gave. */
export async function processorTime<T>(work: () => T | Promise<T>): Promise<{ readonly cpuMs: number; readonly value: T }> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { cpuMs: (user + system) / 1000, value }
}

/** Processor time that a process has taken so far, milliseconds (Linux). */
export function processorTimeOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Highest memory of this process so far, MiB (Linux). */
export function peakMemory(): number {
  const line = readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+) kB/)
  return Math.round(Number(line?.[1] ?? Number.NaN) / 1024)
}

/** Bytes a second of processor time that one core reads and writes when it adds one large array into another: the bound of any roll-up. */
export function memoryBandwidth(): number {
  const length = 1 << 24
  const a = new Uint32Array(length).fill(1)
  const b = new Uint32Array(length).fill(2)
  const rates: number[] = []
  for (let round = 0; round < 7; round++) {
    const before = process.cpuUsage()
    for (let i = 0; i < length; i++) a[i] = (a[i] ?? 0) + (b[i] ?? 0)
    const { user, system } = process.cpuUsage(before)
    rates.push((3 * 4 * length) / ((user + system) / 1e6))
  }
  return Math.max(...rates)
}

/** Least-squares slope of log y over log x: the exponent of y ~ x^e. */
export function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (pick: (point: readonly [number, number]) => number) => logs.reduce((sum, point) => sum + pick(point), 0) / logs.length
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)]
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0)
  return over / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}
