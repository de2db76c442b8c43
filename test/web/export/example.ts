import type { ExportNotes } from '../../../web/export/export-notes.ts'
import type { Exportable } from '../../../web/export/exportable.ts'

/** A small view with everything that a file must survive: withheld, at least, a share without base, hostile names. */
export const example: Exportable = {
  name: 'overview',
  title: 'Mitä palveluja asiakkaat käyttävät?',
  sentence: 'Kuvassa ovat 80 vuotta täyttäneet: 4 539 asiakasta.',
  tables: [
    {
      name: 'Palvelut: kaikki [80+] / koko alue, pitkä nimi',
      columns: [
        { kind: 'dimension', id: 'service', label: 'Palvelu' },
        { kind: 'attribute', id: 'sector', label: 'Sektori' },
        { kind: 'measure', id: 'clients', label: 'Asiakkaita', unit: 'clients' },
        { kind: 'measure', id: 'lift', label: 'Nosto', unit: 'lift' },
      ],
      rows: [
        [{ code: 'H01', label: 'Lääkäri; "vastaanotto"' }, 'Terveys', { count: 1904, atLeast: false }, 1.5],
        [{ code: 'H02', label: '=HYPERLINK("http://x","y")' }, '+358', { count: null, atLeast: false }, null],
        [{ code: 'H03', label: 'Päivystys\nyö' }, ' @SUM(A1)', { count: 12, atLeast: true }, undefined],
      ],
    },
    {
      name: 'Parit',
      columns: [
        { kind: 'dimension', id: 'a', label: 'A' },
        { kind: 'dimension', id: 'b', label: 'B' },
        { kind: 'measure', id: 'share', label: 'Osuus', unit: 'percent' },
      ],
      rows: [
        [{ code: 'H01', label: 'Yksi' }, { code: 'H02', label: 'Kaksi' }, 0],
        [{ code: 'H01', label: 'Yksi' }, { code: 'H03', label: 'Kolme' }, null],
        [{ code: 'H02', label: 'Kaksi' }, { code: 'H03', label: 'Kolme' }, 40],
      ],
    },
  ],
}

export const notes: ExportNotes = {
  lines: [
    { label: 'Valinta', value: '80 vuotta täyttäneet' },
    { label: 'Julkaisu', value: '2025-09-30' },
    { label: 'Näyttöraja', value: 'Luku näytetään, kun sen takana on vähintään 5 asiakasta.' },
    { label: '-cmd', value: '=1+1' },
  ],
  source: 'Lähde: Kooste',
  withheld: 'ei näytetä',
  atLeast: (count) => `vähintään ${count}`,
  sheet: 'Tietoja luvuista',
  file: 'kooste-overview-2025-09-30',
}
