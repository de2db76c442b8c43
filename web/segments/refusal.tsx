/** Why what was pressed was not done. */
export const Refusal = ({ problem }: { readonly problem: string | null }) =>
  problem ? (
    <p className="refused" role="alert">
      {problem}
    </p>
  ) : null
