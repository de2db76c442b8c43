import { useInstant } from '../access/instant.ts'
import { OfficeSection, OfficeTable } from '../access/office-page.tsx'
import type { CatalogueTablesQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { columnWords } from './column-words.ts'

type Change = CatalogueTablesQuery['catalogueChanges'][number]

/** Who changed which row when: before and after, of the columns that changed. */
export function CatalogueHistory({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation()
  const instant = useInstant()
  return (
    <OfficeSection title={t('administration.catalogue.history')} note={t('administration.catalogue.historyNote')}>
      {changes.length === 0 ? (
        <p className="office-empty">{t('administration.catalogue.noHistory')}</p>
      ) : (
        <OfficeTable
          label={t('administration.catalogue.history')}
          head={['when', 'who', 'what', 'was', 'is'].map((name) => t(`administration.catalogue.${name}`))}
        >
          {changes.map((change) => (
            <tr key={change.id}>
              <td className="when">{instant(change.at)}</td>
              <td>{change.by}</td>
              <td>
                <b>{change.key}</b>
                <div className="muted">{t(`administration.catalogue.tables.${change.file.replace('.csv', '')}`)}</div>
              </td>
              <td className="row-diff">
                {change.before ? <Values of={change.before} against={change.after ?? null} /> : t('administration.catalogue.added')}
              </td>
              <td className="row-diff">
                {change.after ? <Values of={change.after} against={change.before ?? null} /> : t('administration.catalogue.removed')}
              </td>
            </tr>
          ))}
        </OfficeTable>
      )}
    </OfficeSection>
  )
}

type Values = NonNullable<Change['before']>

/** Values that differ from the other side's; all of them where there is none. */
function Values({ of, against }: { readonly of: Values; readonly against: Values | null }) {
  const { t } = useTranslation()
  const differing = of.filter(({ column, value }) =>
    against ? against.find((other) => other.column === column)?.value !== value : value !== '',
  )
  return (
    <ul>
      {differing.map(({ column, value }) => (
        <li key={column}>
          <span className="muted">{columnWords(t, column)}</span> {value === '' ? <i>{t('administration.catalogue.nothing')}</i> : value}
        </li>
      ))}
    </ul>
  )
}
