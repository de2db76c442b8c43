import { useCallback, useState } from 'react'
import type { SegmentWorkroomQuery } from '../generated/graphql.ts'

const STORED = 'kooste-demo-name'

/** As whom the reader writes: in the demo under the name that they say, elsewhere as who is signed in. */
export interface Writer {
  /** Null where the server knows who it is. */
  readonly as: string | null
  readonly name: string
  readonly choosesName: boolean
  readonly scopes: readonly string[]
  readonly rename: (name: string) => void
}

export function useWriter(known: SegmentWorkroomQuery['segmentWriter'] | undefined): Writer {
  const [name, setName] = useState(() => localStorage.getItem(STORED) ?? '')
  const rename = useCallback((next: string) => {
    localStorage.setItem(STORED, next)
    setName(next)
  }, [])
  const choosesName = known?.choosesName ?? false
  return {
    as: choosesName && name.trim() ? name.trim() : null,
    name: choosesName ? name : (known?.name ?? ''),
    ...{ choosesName, rename, scopes: known?.scopes ?? [] },
  }
}
