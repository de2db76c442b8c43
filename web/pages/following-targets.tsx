import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'
import { offeredTo } from '../access/offered.ts'
import { useSight } from '../access/viewer-context.tsx'
import { useFormats } from '../format.ts'
import { useAttempt } from '../frame/failure.tsx'
import type { FollowedQuery, TargetInput } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { FollowingNothing } from './following-nothing.tsx'
import { REMOVE_TARGET, SET_TARGET } from './following-query.ts'

interface TargetsProps {
  readonly followed: FollowedQuery | null
  /** It could not be fetched. */
  readonly failed: boolean
  readonly indicator: string
  /** A segment’s targets are about the whole of its scheme, which who sees them sees. */
  readonly about?: 'indicator' | 'segment'
  readonly catalogue: Catalogue
  readonly className?: string
  readonly refetch: () => Promise<unknown>
}

/** What is to be reached, by when, and who answers for it. */
export function FollowingTargets({
  followed,
  failed,
  indicator,
  about = 'indicator',
  catalogue,
  className = 'lead-section',
  refetch,
}: TargetsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [set, { error, reset }] = useMutation(SET_TARGET)
  const [remove] = useMutation(REMOVE_TARGET)
  const attempt = useAttempt()
  const [open, setOpen] = useState(false)
  const targets = followed?.targets ?? []
  // A target is about all ages, of the places that its writer sees.
  const sight = useSight()
  const mayAdd = followed?.mayFollow === true && (about === 'segment' || sight.ages === null)
  const places = offeredTo(sight, catalogue).municipalities
  const start = () => {
    reset()
    setOpen(true)
  }
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const target = targetOf(new FormData(form), indicator)
    const done = await set({ variables: { target } }).catch(() => null)
    if (!done?.data) return
    form.reset()
    setOpen(false)
    await refetch()
  }
  return (
    <section className={className}>
      <h2>{t('following.targets')}</h2>
      <FollowingNothing count={followed && targets.length} none={t('following.noTargets')} {...{ failed, refetch }} />
      <ul className="following-list">
        {targets.map((target) => {
          const amount = target.unit === 'SHARE' ? formats.percent(target.value) : formats.plain(target.value)
          const area = target.municipality == null ? t('following.everywhere') : catalogue.placeName(target.municipality)
          return (
            <li key={target.id}>
              <div>
                <b>
                  {t(`following.direction.${target.direction}`, {
                    amount: `${amount} ${target.unit === 'CLIENTS' ? t('lead.unit') : ''}`.trim(),
                  })}
                </b>
                <span className="small">{t('following.due', { date: formats.date(target.due), owner: target.owner })}</span>
                <span className="small muted">
                  {[area, target.ageGroup == null ? '' : t(`age.${target.ageGroup}`)].filter(Boolean).join(', ')}
                  {'. '}
                  {t(`following.reached.${target.reached ?? 'UNKNOWN'}`)}
                </span>
                <span className="small muted">{t('following.setBy', { date: formats.day(target.setAt), name: target.setBy })}</span>
              </div>
              {followed?.mayFollow && (
                <button
                  type="button"
                  className="linkb"
                  aria-label={t('following.removeTarget', { amount })}
                  onClick={() => attempt(() => remove({ variables: { id: target.id } }).then(refetch))}
                >
                  {t('following.remove')}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {mayAdd && !open && (
        <button type="button" className="btn" data-export="omit" onClick={start}>
          {t('following.addTarget')}
        </button>
      )}
      {open && (
        <form className="follow-form" data-export="omit" onSubmit={(event) => void save(event)}>
          <label>
            <span>{t('following.form.direction')}</span>
            <select name="direction">
              <option value="AT_MOST">{t('following.form.AT_MOST')}</option>
              <option value="AT_LEAST">{t('following.form.AT_LEAST')}</option>
            </select>
          </label>
          <label>
            <span>{t('following.form.value')}</span>
            <input name="value" type="number" min="0" max="10000000" step="1" required inputMode="numeric" />
          </label>
          <label>
            <span>{t('following.form.unit')}</span>
            <select name="unit">
              <option value="CLIENTS">{t('following.form.CLIENTS')}</option>
              <option value="SHARE">{t('following.form.SHARE')}</option>
            </select>
          </label>
          <label>
            <span>{t('following.form.area')}</span>
            <select name="municipality">
              {sight.municipalities === null && <option value="">{t('following.everywhere')}</option>}
              {places.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t('following.form.due')}</span>
            <input name="due" type="date" min="2000-01-01" max="2099-12-31" required />
          </label>
          <label>
            <span>{t('following.form.owner')}</span>
            <input name="owner" maxLength={80} required autoComplete="off" />
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

/** The form's own choices: the server checks them once more. */
function targetOf(form: FormData, indicator: string): TargetInput {
  const text = (name: string) => String(form.get(name) ?? '')
  return {
    indicator,
    municipality: text('municipality') || null,
    unit: text('unit') === 'SHARE' ? 'SHARE' : 'CLIENTS',
    direction: text('direction') === 'AT_LEAST' ? 'AT_LEAST' : 'AT_MOST',
    value: Number(text('value')),
    due: text('due'),
    owner: text('owner'),
  }
}
