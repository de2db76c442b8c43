import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'

/** How a value of a view stands in the address; null is absent. `parse` never throws: it falls back. */
export interface ParamCodec<T> {
  readonly parse: (raw: string | null) => T
  readonly write: (value: T) => string | null
}

/** A choice out of few; the first is the default and stays out of the address. */
export function oneOf<const T extends string>(values: readonly [T, ...T[]]): ParamCodec<T> {
  return {
    parse: (raw) => values.find((value) => value === raw) ?? values[0],
    write: (value) => (value === values[0] ? null : value),
  }
}

/** Codes, comma-separated, in their order. */
export const codes: ParamCodec<readonly string[]> = {
  parse: (raw) => (raw ? raw.split(',').filter(Boolean) : []),
  write: (value) => (value.length > 0 ? value.join(',') : null),
}

/** Free text; empty is absent. */
export const text: ParamCodec<string> = { parse: (raw) => raw ?? '', write: (value) => value || null }

/**
 * A part of a view's state that lives in the address. A change replaces the history entry unless `step` is asked for:
 * then back undoes it. Keep `codec` the same object between renders.
 */
export function useViewParam<T>(name: string, codec: ParamCodec<T>): readonly [T, (value: T, how?: 'step') => void] {
  const [params, setParams] = useSearchParams()
  const raw = params.get(name)
  const value = useMemo(() => codec.parse(raw), [codec, raw])
  // The router's own setter is another one after every change of the address.
  const latest = useRef(setParams)
  useLayoutEffect(() => {
    latest.current = setParams
  })
  const set = useCallback(
    (next: T, how?: 'step') =>
      latest.current(
        (now) => {
          const params = new URLSearchParams(now)
          const written = codec.write(next)
          if (written === null) params.delete(name)
          else params.set(name, written)
          return params
        },
        { replace: how !== 'step', preventScrollReset: true },
      ),
    [codec, name],
  )
  return [value, set]
}
