/** What the JSON columns of a stored release hold, parsed once. Each throws `InvalidRelease` where the value has another shape. */
import { listOf, nullable, number, record, text, whole } from '../../json.ts'
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
    const centres = listOf(layout.centres, text)
    const municipalities = listOf(layout.municipalities, text)
    const centreMunicipality = listOf(layout.centreMunicipality, whole)
    if (centreMunicipality.length !== centres.length || centreMunicipality.some((m) => m >= municipalities.length)) throw new TypeError()
    return {
      services: listOf(layout.services, text),
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
    if (policy.kind === 'exact') return { kind: 'exact', k, complementExempt: listOf(policy.complementExempt, text) }
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
        families: listOf(audit.families, (one) => {
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
      files: listOf(report.files, (one) => {
        const file = record(one)
        return {
          file: text(file.file),
          read: nullable(file.read, whole),
          rejected: listOf(file.rejected, reason),
          leftOut: listOf(file.leftOut, reason),
          linkagePercent: nullable(file.linkagePercent, whole),
        }
      }),
      warnings: listOf(report.warnings, text),
    }
  })

function part<T>(name: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    throw new InvalidRelease(name, { cause })
  }
}
