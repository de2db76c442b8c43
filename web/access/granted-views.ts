import { VIEWS, type ViewRoute } from '../frame/views.ts'
import { useSight } from './viewer-context.tsx'

/** The views whose figures the viewer may see. */
export function useGrantedViews(): readonly ViewRoute[] {
  const { may, ages, municipalities } = useSight()
  return VIEWS.filter(({ needs, whole }) => may(needs) && !(whole && (ages !== null || municipalities !== null)))
}
