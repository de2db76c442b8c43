import { type RefObject, useLayoutEffect, useState } from 'react'

/** Width of an element in pixels and the text size in parts of 16 px. */
export interface Room {
  readonly width: number
  readonly scale: number
}

/** The room that a chart has, kept up to date; null until measured. */
export function useRoom(ref: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const width = Math.floor(element.clientWidth)
      const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
      setRoom((before) => (before?.width === width && before.scale === scale ? before : { width, scale }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return room
}
