import { Chevron, OpenKey } from '../controls/at-least.tsx'
import { WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import type { LeadershipQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type DescribedSelection, isWithin } from '../selection/describe.ts'
import '../charts/rows.css'

type Group = LeadershipQuery['indicatorProfile']['groups'][number]

interface LeadershipPeopleProps {
  /** Of every age and sex, whatever ages and sexes the selection has. */
  readonly groups: readonly Group[]
  readonly selection: DescribedSelection
}

/** Who they are: clients by age, women and men back to back; their share of each group in words. The groups of the selection stand out. */
export function LeadershipPeople({ groups, selection }: LeadershipPeopleProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const ages = [...new Set(groups.map(({ ageGroup }) => ageGroup))].reverse()
  const of = (age: string, sex: string) => groups.find((group) => group.ageGroup === age && group.sex === sex)
  const narrowed = selection.ageGroups.length + selection.sexes.length > 0
  const top = Math.max(1, ...groups.map(({ clients }) => clients.count ?? 0))
  const shares = ages.flatMap((age) => {
    const [women, men] = [of(age, 'FEMALE')?.share ?? null, of(age, 'MALE')?.share ?? null]
    return women === null || men === null
      ? []
      : [t('lead.peopleAge', { age: t(`age.${age}`), women: formats.share(women), men: formats.share(men) })]
  })
  return (
    <section className="lead-section">
      <h2>{t('lead.peopleTitle')}</h2>
      <p className="muted small">
        {t('lead.peopleText')} {narrowed && t('lead.peopleAll')}
      </p>
      <table className="lead-people">
        <thead>
          <tr>
            <td />
            <th scope="col" className="num">
              {t('sex.FEMALE')}
            </th>
            <th scope="col">{t('sex.MALE')}</th>
          </tr>
        </thead>
        <tbody>
          {ages.map((age) => (
            <tr key={age}>
              <th scope="row">{t(`age.${age}`)}</th>
              {(['FEMALE', 'MALE'] as const).map((sex) => {
                const clients = of(age, sex)?.clients
                const count = clients?.count ?? null
                const atLeast = clients?.atLeast ?? false
                const towards = sex === 'FEMALE' ? 'left' : 'right'
                return (
                  <td key={sex} className={isWithin(age, sex, selection) ? `lead-${towards}` : `lead-${towards} lead-outside`}>
                    <span className="lead-pair">
                      <span className="lead-figure n">{count === null ? <WithheldFigure /> : formats.figure({ count, atLeast })}</span>
                      {count !== null && atLeast && (
                        <svg className="open-end" width="6" height="14" aria-hidden="true">
                          <Chevron x={towards === 'left' ? 6 : 0} y={7} towards={towards} />
                        </svg>
                      )}
                      {count !== null && <i style={{ width: `${(count / top) * 72}%` }} />}
                    </span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {groups.some(({ clients }) => clients.count != null && clients.atLeast) && (
        <p className="key-line lead-note">
          <OpenKey />
        </p>
      )}
      {shares.length > 0 && <p className="small lead-note">{t('lead.peopleShare', { parts: shares.join('; ') })}</p>}
    </section>
  )
}
