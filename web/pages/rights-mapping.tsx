import { limitWords } from '../access/grant-words.ts'
import { OfficeSection, OfficeTable } from '../access/office-page.tsx'
import { useFormats } from '../format.ts'
import type { RightsQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'

interface RightsMappingProps {
  readonly claim: string
  readonly grants: RightsQuery['roleMapping']['grants']
}

/** The county's own file of roles: it decides who sees what, and nobody changes it here. */
export function RightsMapping({ claim, grants }: RightsMappingProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { catalogue } = useCatalogueState()
  return (
    <OfficeSection title={t('access.mapping.title')} note={t('access.mapping.note', { claim })}>
      {grants.length === 0 ? (
        <p className="office-empty">{t('access.mapping.none')}</p>
      ) : (
        <OfficeTable
          label={t('access.mapping.title')}
          head={[t('access.mapping.value'), t('access.grants.role'), t('access.grants.limits')]}
        >
          {grants.map(({ value, grant }) => (
            <tr key={JSON.stringify([value, grant])}>
              <td>{value}</td>
              <td>{t(`access.roles.${grant.role}`)}</td>
              <td>{limitWords(t, formats, grant, catalogue)}</td>
            </tr>
          ))}
        </OfficeTable>
      )}
    </OfficeSection>
  )
}
