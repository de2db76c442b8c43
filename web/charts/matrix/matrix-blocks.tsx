import type { MatrixLayout } from './matrix-layout.ts'

/** Frames and letters of blocks of similar services. */
export function MatrixBlocks({ layout }: { readonly layout: MatrixLayout }) {
  return layout.blocks.map((block) => (
    <g key={block.letter} className="matrix-block">
      <rect x={block.from - 0.5} y={block.from - 0.5} width={block.to - block.from + 1} height={block.to - block.from + 1} />
      <g transform={`translate(${block.to + 3} ${block.from})`}>
        <rect className="letter" width={17} height={17} />
        <text x={8.5} y={13} textAnchor="middle">
          {block.letter}
        </text>
      </g>
    </g>
  ))
}
