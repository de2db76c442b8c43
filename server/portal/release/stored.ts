/** What the JSON columns of a stored release hold, parsed once. Each throws `InvalidRelease` where the value has another shape. */
import type { Certificate, HeavyUserRules, Policy, PublishedImportReport } from '../../release/format.ts'
import type { ReleaseLayout } from '../../release/lattice.ts'

/** A stored release that must not be served. The message names the part, never its content. */
export class InvalidRelease extends Error {
  constructor(part: string, options?: ErrorOptions) {
    super(`the stored ${part} is not valid`, options)
  }
}

export const parseLayout = (json: unknown): ReleaseLayout =>
  part('layout', () => {
    const layout = record(json)
    const tops = record(layout.tops)
    const centres = list(layout.centres, text)
    const municipalities = list(layout.municipalities, text)
    const centreMunicipality = list(layout.centreMunicipality, whole)
    if (centreMunicipality.length !== centres.length || centreMunicipality.some((m) => m >= municipalities.length)) throw new TypeError()
    return {
      services: list(layout.services, text),
      municipalities,
      centres,
      centreMunicipality,
      tops: { health: whole(tops.health), social: whole(tops.social), all: whole(tops.all) },
    }
  })

export const parsePolicy = (json: unknown): Policy =>
  part('policy', () => {
    const policy = record(json)
    const k = whole(policy.k)
    if (k < 5) throw new TypeError()
    if (policy.kind === 'exact') return { kind: 'exact', k, complementExempt: list(policy.complementExempt, text) }
    if (policy.kind !== 'perturbed') throw new TypeError()
    return {
      kind: 'perturbed',
      k,
      d: number(policy.d),
      v: number(policy.v),
      js: number(policy.js),
      drillDown: number(policy.drillDown),
    }
  })

export const parseRules = (json: unknown): HeavyUserRules =>
  part('rules', () => {
    const rules = record(json)
    return { topShare: number(rules.topShare), socialServices: whole(rules.socialServices), socialTasks: whole(rules.socialTasks) }
  })

export const parseCertificate = (json: unknown): Certificate =>
  part('certificate', () => {
    const certificate = record(json)
    const audit = record(certificate.audit)
    const stage = text(certificate.stage)
    if (stage !== 'rules' && stage !== 'base' && stage !== 'lifted') throw new TypeError()
    return {
      policy: parsePolicy(certificate.policy),
      programVersion: text(certificate.programVersion),
      stage,
      tables: whole(certificate.tables),
      cells: whole(certificate.cells),
      published: whole(certificate.published),
      withheld: whole(certificate.withheld),
      audit: {
        families: list(audit.families, (one) => {
          const family = record(one)
          return { kind: text(family.kind), audited: whole(family.audited), of: whole(family.of) }
        }),
        narrowestInterval: nullable(audit.narrowestInterval, number),
        proven: whole(audit.proven),
      },
      seconds: number(certificate.seconds),
      ...(certificate.sooner === undefined ? {} : { sooner: soonerOf(record(certificate.sooner)) }),
      tableHash: text(certificate.tableHash),
    }
  })

const soonerOf = ({ than, reason }: Record<string, unknown>) => ({ than: text(than), reason: text(reason) })

export const parseImportReport = (json: unknown): PublishedImportReport =>
  part('import report', () => {
    const report = record(json)
    const reason = (one: unknown) => {
      const row = record(one)
      return { reason: text(row.reason), rows: nullable(row.rows, whole) }
    }
    return {
      importedAt: text(report.importedAt),
      files: list(report.files, (one) => {
        const file = record(one)
        return {
          file: text(file.file),
          read: nullable(file.read, whole),
          rejected: list(file.rejected, reason),
          leftOut: list(file.leftOut, reason),
          linkagePercent: nullable(file.linkagePercent, whole),
        }
      }),
      warnings: list(report.warnings, text),
    }
  })

function part<T>(name: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    throw new InvalidRelease(name, { cause })
  }
}

function record(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new TypeError()
  return Object.fromEntries(Object.entries(value))
}

function list<T>(value: unknown, item: (value: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new TypeError()
  return value.map((one: unknown) => item(one))
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError()
  return value
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError()
  return value
}

function whole(value: unknown): number {
  const n = number(value)
  if (!Number.isInteger(n) || n < 0) throw new TypeError()
  return n
}

const nullable = <T>(value: unknown, item: (value: unknown) => T): T | null => (value === null || value === undefined ? null : item(value))
