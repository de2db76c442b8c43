import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Draft, textIn } from './draft-model.ts'
import type { Clash } from './merge.ts'
import type { useEdit } from './use-edit.ts'
import type { Saving } from './use-saving.ts'
import { useVersionChanges } from './versions.tsx'

interface NewerVersionProps {
  readonly draft: Draft
  readonly edit: ReturnType<typeof useEdit>
  readonly saving: Saving
}

/** Who saved meanwhile and what they changed; the reader saves both, or drops their own. */
export function NewerVersion({ draft, edit, saving }: NewerVersionProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const changesOf = useVersionChanges(draft)
  const { behind, both, base } = edit
  if (!behind || !both || saving.busy) return null
  const clashing = both.clashes.length > 0
  const name = (clash: Clash) => (clash.kind === 'segment' ? textIn(clash.segment.name, locale) : t(`segments.clash.${clash.kind}`))
  return (
    <div className="message warn newer-version" role="status">
      {draft.versions
        .filter(({ number }) => Number(number) > Number(base))
        .map((version) => (
          <p key={version.number}>
            <b>{t('segments.newer', { name: version.savedBy, version: version.number })}</b> {changesOf(version)}
          </p>
        ))}
      <p>{clashing ? t('segments.newerClash', { what: both.clashes.map(name).join(', ') }) : t('segments.newerApart')}</p>
      <p className="actions">
        <button type="button" className="btn" onClick={() => void saving.saveBoth()}>
          {t(clashing ? 'segments.newerKeep' : 'segments.newerBoth')}
        </button>
        <button type="button" className="btn" onClick={edit.take}>
          {t('segments.newerTake')}
        </button>
      </p>
    </div>
  )
}
