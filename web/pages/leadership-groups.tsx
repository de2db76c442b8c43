import { shareAxis } from '../charts/share-axis.ts'
import { WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { PeopleAsked } from './leadership-table.ts'
import type { SeveralServices } from './use-bands.ts'

const AXIS = shareAxis('linear', 60)

interface GroupsProps {
  readonly people: readonly PeopleAsked[]
  readonly answers: ReadonlyMap<string, SeveralServices>
}

/** Who they are: in each age group, the share of women and of men who need several services, back to back. */
export function LeadershipGroups({ people, answers }: GroupsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const ages = [...new Set(people.map(({ age }) => age))].reverse()
  return (
    <section className="lead-section">
      <h2>{t('lead.peopleTitle')}</h2>
      <p className="muted">{t('lead.peopleText')}</p>
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
                const answer = answers.get(`${age}-${sex}`)
                const figure = answer && (
                  <span className="lead-figure">
                    {answer.share === null ? <WithheldFigure /> : formats.share(answer.share)}
                    {answer.clients.count !== null && <span className="muted"> · {formats.figure(answer.clients)}</span>}
                  </span>
                )
                return (
                  <td key={sex} className={sex === 'FEMALE' ? 'lead-left' : 'lead-right'}>
                    <span className="lead-pair">
                      {figure}
                      {answer && answer.share !== null && <i style={{ width: `${AXIS.at(answer.share) * 0.62}%` }} />}
                    </span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
