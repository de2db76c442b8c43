/** What a view's coverage must be. */
import { CODES, type Published } from '../cells.ts'
import { SERVICES } from '../fixture/catalogue.ts'
import { type Asked, askedOf, type Figure, sumOf, using } from '../table.ts'
import { binsOf } from './bins.ts'
import { type Expected, tallyScope } from './scope.ts'

/** Of an overview whose coverage leaves heavy users of services out. */
export const WITHOUT_HEAVY = 'without heavy users of services'

/** The figures that a view's coverage counts; `own`: the service or the size that it is of; `beside`: with those of the other cohort that it draws. */
function viewFigures(published: Published, view: string, asked: Asked, of: Asked, own: string, beside: boolean): readonly Figure[] {
  const inCohort = (cohort: 'ALL' | 'HEAVY'): Asked => ({ ...asked, parts: asked.parts.map((part) => ({ ...part, cohort })) })
  switch (view) {
    case 'overview':
      return (beside ? [inCohort('ALL'), inCohort('HEAVY')] : [asked]).flatMap((one) => [
        using(published, one),
        ...CODES.map((code) => using(published, one, code)),
        ...(own === WITHOUT_HEAVY || of.services.length > 0
          ? []
          : SERVICES.filter(({ heavy }) => heavy !== '').map(({ code }) => sumOf(published, one.parts, [`heavy-in:${code}`]))),
      ])
    case 'serviceCounts':
      return [
        ...(beside && of.parts.every(({ cohort }) => cohort === 'ALL') ? [asked, inCohort('HEAVY')] : [asked]).flatMap((one) => [
          using(published, one),
          ...['all', 'health', 'social'].flatMap((histogram) =>
            binsOf(published, histogram).map((bin) => sumOf(published, one.parts, [`${histogram}:${bin}`])),
          ),
        ]),
        ...binsOf(published, 'health').flatMap((h) =>
          binsOf(published, 'social').map((s) => sumOf(published, asked.parts, [`grid:${h}:${s}`])),
        ),
      ]
    case 'coUsage':
      return [
        using(published, asked, own),
        ...CODES.filter((code) => code !== own && !of.services.includes(code)).map((code) => using(published, asked, own, code)),
      ]
    case 'usageMatrix':
      return [using(published, asked), ...CODES.flatMap((a, i) => CODES.slice(i).map((b) => using(published, asked, a, b)))]
    case 'combinationsCoverage': {
      const sets = CODES.flatMap((a, i) => CODES.slice(i + 1).map((b) => [a, b])).flatMap(([a = '', b = '']) =>
        own === '2' ? [[a, b]] : CODES.slice(CODES.indexOf(b) + 1).map((c) => [a, b, c]),
      )
      return [
        using(published, asked),
        ...sets
          .filter((set) => of.services.every((code) => set.includes(code)))
          .map((set) => using(published, { ...asked, services: [] }, ...set)),
      ]
    }
    default:
      throw new Error(`no coverage of ${view}`)
  }
}

export const coverageScope = (published: Published, view: string, asked: Asked, own = '', beside = false): Expected =>
  tallyScope((wider) => viewFigures(published, view, wider === null ? asked : askedOf(wider), asked, own, beside))
