import { useQuery } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { VAULT_ANSWERS } from './over-time-query.ts'
import './vault-silence.css'

/** A started vault answers well within this time. */
const PATIENCE = 15_000
const LOOK_EVERY = 5_000

/** Beside a wait: says after a while that nobody is there who could end it. */
export function VaultSilence() {
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  return long ? <Hint /> : null
}

function Hint() {
  const { t } = useTranslation()
  const { data } = useQuery(VAULT_ANSWERS, { fetchPolicy: 'no-cache', pollInterval: LOOK_EVERY })
  return data?.vaultAnswers === false ? (
    <span className="message warn vault-silence" role="status">
      {t('overTime.silence')}
    </span>
  ) : null
}
