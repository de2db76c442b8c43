import { useMutation } from '@apollo/client/react'
import { type FormEvent, useId, useState } from 'react'
import { OfficeSection } from '../access/office-page.tsx'
import { refusal } from '../access/refusal.ts'
import { Tick } from '../controls/tick.tsx'
import { useFormats } from '../format.ts'
import type { AdministrationQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { ORDER_IMPORT } from './administration-query.ts'
import { extractsOf, sendFiles } from './send-files.ts'

interface FormProps {
  readonly desk: AdministrationQuery['administration']
  readonly ordered: () => void
}

const KNOWN_PROBLEMS = ['NOT_AN_EXTRACT', 'TOO_LARGE', 'TOO_MANY']

/** Extracts by upload or by pointing to a folder, and the data date. */
export function ImportForm({ desk, ordered }: FormProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [order] = useMutation(ORDER_IMPORT)
  const name = useId()
  const ways = [...(desk.mayUpload ? ['upload' as const] : []), ...(desk.folders.length > 0 ? ['point' as const] : [])]
  const [chosen, choose] = useState<'upload' | 'point' | null>(null)
  const way = ways.find((one) => one === chosen) ?? ways[0] ?? null
  const [files, setFiles] = useState<readonly File[]>([])
  const [folder, setFolder] = useState('')
  const [dataDate, setDataDate] = useState('')
  const [invented, setInvented] = useState(false)
  const [said, say] = useState('')
  const [percent, setPercent] = useState<number | null>(null)
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    setWrong('')
    say('')
    setBusy(true)
    try {
      let upload: string | null = null
      if (way === 'upload') {
        const extracts = extractsOf(files)
        if (extracts === null) return setWrong(t('administration.imports.wrongFiles'))
        const sent = await sendFiles(extracts, (file, part) => {
          say(t('administration.imports.sending', { file }))
          setPercent(part)
        })
        if (sent.kind === 'refused') {
          say('')
          const code = KNOWN_PROBLEMS.includes(sent.code) ? sent.code : 'other'
          return setWrong(t(`administration.uploadProblem.${code}`, { file: sent.file }))
        }
        upload = sent.upload
      }
      await order({ variables: { upload, folder: way === 'point' ? folder || desk.folders[0] : null, dataDate, invented } })
      say(t('administration.imports.sent'))
      form.reset()
      setFiles([])
      ordered()
    } catch (cause) {
      say('')
      setWrong(refusal(cause) ?? t('access.failed'))
    } finally {
      setPercent(null)
      setBusy(false)
    }
  }
  return (
    <OfficeSection title={t('administration.imports.new')}>
      {!desk.hasKey && desk.workerHere && <p className="office-note muted">{t('administration.worker.noKey')}</p>}
      {way === null ? (
        <p className="office-empty">{t(desk.workerHere ? 'administration.imports.noWay' : 'administration.imports.noFolders')}</p>
      ) : (
        <>
          {ways.length > 1 && (
            <fieldset className="order-ways">
              <legend className="vh">{t('administration.imports.how')}</legend>
              {ways.map((one) => (
                <label key={one}>
                  <input type="radio" name={name} checked={one === way} onChange={() => choose(one)} />
                  {t(`administration.imports.${one}`)}
                </label>
              ))}
            </fieldset>
          )}
          <p className="office-note muted">
            {way === 'upload'
              ? t('administration.imports.uploadNote', { limit: desk.uploadMegabytes })
              : t('administration.imports.pointNote')}
          </p>
          <form className="office-form" aria-label={t('administration.imports.new')} onSubmit={(event) => void submit(event)}>
            {way === 'upload' ? (
              <label>
                <span>{t('administration.imports.files')}</span>
                <input type="file" multiple required accept=".csv,.gz" onChange={({ target }) => setFiles([...(target.files ?? [])])} />
              </label>
            ) : (
              <label>
                <span>{t('administration.imports.folder')}</span>
                <select className="field" value={folder} onChange={({ target }) => setFolder(target.value)}>
                  {desk.folders.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </select>
              </label>
            )}
            <label>
              <span>{t('administration.imports.dataDate')}</span>
              <input
                className="field"
                type="date"
                required
                max={new Date().toISOString().slice(0, 10)}
                value={dataDate}
                onChange={({ target }) => setDataDate(target.value)}
              />
            </label>
            <Tick type="checkbox" required={!desk.hasKey} checked={invented} set={setInvented}>
              {t('administration.imports.invented')}
            </Tick>
            <button type="submit" className="btn primary" disabled={busy}>
              {t('administration.imports.order')}
            </button>
          </form>
        </>
      )}
      {/* A file is told aloud once; how much of it has gone is there to be read. */}
      <p className="office-said">
        <span role="status">{said}</span> {percent !== null && formats.percent(percent)}
      </p>
      {wrong && (
        <p className="office-said" role="alert">
          {wrong}
        </p>
      )}
    </OfficeSection>
  )
}
