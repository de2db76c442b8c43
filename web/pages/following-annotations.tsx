import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'
import { useAttempt } from '../frame/failure.tsx'
import type { FollowedQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { FollowingNothing } from './following-nothing.tsx'
import { ANNOTATE, REMOVE_ANNOTATION } from './following-query.ts'

interface AnnotationsProps {
  readonly followed: FollowedQuery | null
  /** It could not be fetched. */
  readonly failed: boolean
  readonly indicator: string
  readonly catalogue: Catalogue
  readonly refetch: () => Promise<unknown>
  readonly date: (iso: string) => string
  readonly className?: string
}

/** What happened that a reader of the line should know: milestones and changes of practice. */
export function FollowingAnnotations({
  followed,
  failed,
  indicator,
  catalogue,
  refetch,
  date,
  className = 'lead-section',
}: AnnotationsProps) {
  const { t } = useTranslation()
  const [annotate, { error, reset }] = useMutation(ANNOTATE)
  const [remove] = useMutation(REMOVE_ANNOTATION)
  const attempt = useAttempt()
  const [open, setOpen] = useState(false)
  const annotations = followed?.annotations ?? []
  const start = () => {
    reset()
    setOpen(true)
  }
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const text = (name: string) => String(new FormData(form).get(name) ?? '')
    const annotation = {
      kind: text('kind') === 'PRACTICE' ? ('PRACTICE' as const) : ('MILESTONE' as const),
      on: text('on'),
      text: text('text'),
      indicator: text('scope') === 'all' ? null : indicator,
    }
    const done = await annotate({ variables: { annotation } }).catch(() => null)
    if (!done?.data) return
    form.reset()
    setOpen(false)
    await refetch()
  }
  return (
    <section className={className}>
      <h2>{t('following.annotations')}</h2>
      <FollowingNothing count={followed && annotations.length} none={t('following.noAnnotations')} {...{ failed, refetch }} />
      <ul className="following-list">
        {annotations.map((annotation) => (
          <li key={annotation.id}>
            <div>
              <b>{annotation.text}</b>
              <span className="small">
                {date(annotation.on)}, {t(`following.kind.${annotation.kind}`)}
                {annotation.municipality == null ? '' : `, ${catalogue.placeName(annotation.municipality)}`}
              </span>
              <span className="small muted">
                {t(annotation.indicator == null ? 'following.scopeAll' : 'following.scopeOne')}.{' '}
                {t('following.madeBy', { name: annotation.madeBy })}
              </span>
            </div>
            {followed?.mayFollow && (
              <button
                type="button"
                className="linkb"
                aria-label={t('following.removeAnnotation', { text: annotation.text })}
                onClick={() => attempt(() => remove({ variables: { id: annotation.id } }).then(refetch))}
              >
                {t('following.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {followed?.mayFollow && !open && (
        <button type="button" className="btn" data-export="omit" onClick={start}>
          {t('following.addAnnotation')}
        </button>
      )}
      {open && (
        <form className="follow-form" data-export="omit" onSubmit={(event) => void save(event)}>
          <label>
            <span>{t('following.form.kind')}</span>
            <select name="kind">
              <option value="MILESTONE">{t('following.kind.MILESTONE')}</option>
              <option value="PRACTICE">{t('following.kind.PRACTICE')}</option>
            </select>
          </label>
          <label>
            <span>{t('following.form.on')}</span>
            <input name="on" type="date" min="2000-01-01" max="2099-12-31" required />
          </label>
          <label className="wide">
            <span>{t('following.form.text')}</span>
            <input name="text" maxLength={160} required autoComplete="off" />
          </label>
          <label>
            <span>{t('following.form.scope')}</span>
            <select name="scope">
              <option value="one">{t('following.scopeOne')}</option>
              <option value="all">{t('following.scopeAll')}</option>
            </select>
          </label>
          {error && (
            <p className="follow-error" role="alert">
              {t('following.form.failed')}
            </p>
          )}
          <p className="follow-buttons">
            <button type="submit" className="btn">
              {t('following.form.save')}
            </button>
            <button type="button" className="linkb" onClick={() => setOpen(false)}>
              {t('following.form.cancel')}
            </button>
          </p>
        </form>
      )}
    </section>
  )
}
