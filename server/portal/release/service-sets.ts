/** Sets of `size` services by position, ascending and in catalogue order, that hold all of `within`. */
export function* serviceSets(services: number, size: number, within: readonly number[]): Generator<readonly number[]> {
  function* visit(chosen: readonly number[], from: number): Generator<readonly number[]> {
    if (chosen.length === size) {
      if (within.every((position) => chosen.includes(position))) yield chosen
      return
    }
    for (let next = from; next < services; next++) yield* visit([...chosen, next], next + 1)
  }
  yield* visit([], 0)
}
