import { useState } from 'react'
import { useInstant } from '../access/instant.ts'
import { Segments } from '../controls/segments.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { Choice } from './choice.tsx'
import type { Draft } from './draft-model.ts'
import { Refusal } from './refusal.tsx'
import { COMMENT, DECIDE, SETTLE, VOTE } from './segments-query.ts'
import { useChange } from './use-draft.ts'
import { useSegmentNames } from './versions.tsx'
import { WordsField } from './words-field.tsx'
import type { Writer } from './writer.ts'

const CHOICES = ['FOR', 'AGAINST', 'ABSTAIN'] as const
const WHOLE = 'whole'

interface TalkProps {
  readonly draft: Draft
  readonly writer: Writer
  readonly readOnly: boolean
  readonly again: () => Promise<unknown>
}

/** Votes, comments and decisions of the group. */
export function Talk(props: TalkProps) {
  return (
    <div className="talk">
      <Votes {...props} />
      <Comments {...props} />
      <Decisions {...props} />
    </div>
  )
}

function Votes({ draft, writer, readOnly, again }: TalkProps) {
  const { t } = useTranslation()
  const { number } = draft.version
  const { change, problem } = useChange(VOTE, again)
  const votes = draft.votes.filter(({ version }) => version === number)
  return (
    <section>
      <h2>{t('segments.votes', { version: number })}</h2>
      <dl className="votes">
        {CHOICES.map((choice) => (
          <div key={choice}>
            <dt>
              {readOnly ? (
                t(`segments.vote.${choice}`)
              ) : (
                <button
                  type="button"
                  className="btn"
                  aria-pressed={votes.some((vote) => vote.choice === choice && vote.by === writer.name.trim())}
                  onClick={() => void change({ draft: draft.id, version: number, choice, as: writer.as })}
                >
                  {t(`segments.vote.${choice}`)}
                </button>
              )}
            </dt>
            <dd>
              {votes
                .filter((vote) => vote.choice === choice)
                .map(({ by }) => by)
                .join(', ') || <span className="muted">{t('segments.votesNone')}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <Refusal problem={problem} />
    </section>
  )
}

function Comments({ draft, writer, readOnly, again }: TalkProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const names = useSegmentNames(draft)
  const [text, setText] = useState('')
  const [about, setAbout] = useState(WHOLE)
  const send = useChange(COMMENT, () => {
    setText((now) => (now === text ? '' : now)) // what is typed while it is sent stays
    return again()
  })
  const settle = useChange(SETTLE, again)
  return (
    <section>
      <h2>{t('segments.comments')}</h2>
      {draft.comments.length === 0 && <p className="muted">{t('segments.commentsNone')}</p>}
      <ol className="log">
        {draft.comments.map((comment) => (
          <li key={comment.id} className={comment.settledBy ? 'settled' : undefined}>
            <b>{comment.by}</b>{' '}
            <span className="muted small">
              {instant(comment.at)} · {comment.segment ? (names.get(comment.segment) ?? comment.segment) : t('segments.commentWhole')} ·{' '}
              {t('segments.versionOf', { version: comment.version })}
            </span>
            <p>{comment.text}</p>
            {comment.settledBy ? (
              <span className="muted small">{t('segments.settledBy', { name: comment.settledBy })}</span>
            ) : (
              !readOnly && (
                <button type="button" className="linkb small" onClick={() => void settle.change({ comment: comment.id, as: writer.as })}>
                  {t('segments.settle')}
                  <span className="vh">: {comment.text}</span>
                </button>
              )
            )}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <form
          className="say"
          onSubmit={(event) => {
            event.preventDefault()
            void send.change({
              draft: draft.id,
              version: draft.version.number,
              segment: about === WHOLE ? null : about,
              text,
              as: writer.as,
            })
          }}
        >
          <Choice
            label={t('segments.commentAbout')}
            options={[{ value: WHOLE, label: t('segments.commentWhole') }, ...[...names].map(([value, label]) => ({ value, label }))]}
            value={about}
            onChange={setAbout}
          />
          <WordsField long label={t('segments.comment')} value={text} onChange={setText} />
          <button type="submit" className="btn" disabled={text.trim() === '' || send.busy}>
            {t('segments.commentSend')}
          </button>
          <Refusal problem={send.problem ?? settle.problem} />
        </form>
      )}
    </section>
  )
}

function Decisions({ draft, writer, readOnly, again }: TalkProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const [text, setText] = useState('')
  const [kind, setKind] = useState<'DECISION' | 'NOTE'>('DECISION')
  const { change, busy, problem } = useChange(DECIDE, () => {
    setText((now) => (now === text ? '' : now)) // what is typed while it is sent stays
    return again()
  })
  return (
    <section>
      <h2>{t('segments.decisions')}</h2>
      {draft.decisions.length === 0 && <p className="muted">{t('segments.decisionsNone')}</p>}
      <ol className="log">
        {draft.decisions.map((decision) => (
          <li key={decision.id}>
            <b>{t(`segments.decisionKind.${decision.kind}`)}</b>{' '}
            <span className="muted small">
              {t('segments.by', { date: instant(decision.at), name: decision.by })} ·{' '}
              {t('segments.versionOf', { version: decision.version })}
            </span>
            {decision.text && <p>{decision.text}</p>}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <form
          className="say"
          onSubmit={(event) => {
            event.preventDefault()
            void change({ draft: draft.id, version: draft.version.number, kind, text, as: writer.as })
          }}
        >
          <Segments
            label={t('segments.decisionKind.label')}
            options={(['DECISION', 'NOTE'] as const).map((value) => ({ value, label: t(`segments.decisionKind.${value}`) }))}
            value={kind}
            onChange={setKind}
          />
          <WordsField long label={t('segments.decision')} value={text} onChange={setText} />
          <button type="submit" className="btn" disabled={text.trim() === '' || busy}>
            {t('segments.decisionSend')}
          </button>
          <Refusal problem={problem} />
        </form>
      )}
    </section>
  )
}
