/**
 * Schemes to begin from. The first two are national models whose criteria lie in conversations with clients, not in registers:
 * their rules are proxies, and say so. The local ones speak of services by code and are offered where a county has them.
 */
import { type Card, type CardField, EMPTY_CARD, type LocalText, type SchemeContent, type Segment } from './content.ts'
import type { Condition, Counted, Scope } from './rule.ts'

export interface ReadyScheme {
  readonly key: string
  readonly scope: Scope
  readonly content: SchemeContent
}

const text = (fi: string, sv: string, en: string): LocalText => ({ fi, sv, en })
const any = (...services: readonly string[]): Condition => ({ kind: 'USES_ANY', services })
const number = (of: Counted, least: number): Condition => ({ kind: 'SERVICES', of, least, most: null })
const tasks = (least: number): Condition => ({ kind: 'TASKS', least })
const heavyUser: Condition = { kind: 'HEAVY_USER' }

const card = (texts: Partial<Record<CardField, LocalText>>, more: Partial<Card> = {}): Card => ({
  ...EMPTY_CARD,
  ...more,
  texts: Object.entries(texts).map(([field, words]) => ({
    field: field as CardField, // the keys of the record are card fields
    level: 'GENERAL' as const,
    organisation: null,
    text: words,
  })),
})

const segment = (
  key: string,
  name: LocalText,
  proxy: LocalText | null,
  alternatives: readonly (readonly Condition[])[],
  own: Card = EMPTY_CARD,
): Segment => ({ key, name, proxy, rule: { alternatives }, card: own })

const NEED_PROXY = text(
  'Tuen tarve ja tavoiteltu hyöty sovitaan asiakkaan kanssa eikä niitä ole rekistereissä. Sääntö arvioi niitä käytettyjen palvelujen ja päätösten perusteella, kunnes alue on sopinut kriteerit.',
  'Behovet av stöd och den eftersträvade nyttan avtalas med klienten och finns inte i registren. Regeln uppskattar dem utifrån tjänster och beslut tills området har enats om kriterier.',
  'Need of support and the benefit pursued are agreed with the client and stand in no register. The rule estimates them from services and decisions until the county has agreed its criteria.',
)
const RESOURCES_PROXY = text(
  'Asiakkaan voimavaroja ja tilanteen haastavuutta ei ole rekistereissä. Sääntö arvioi voimavaroja sosiaalipalvelujen päätöksillä ja haastavuutta palvelujen määrällä.',
  'Klientens resurser och situationens komplexitet finns inte i registren. Regeln uppskattar resurserna utifrån beslut om socialtjänster och komplexiteten utifrån antalet tjänster.',
  'The client’s resources and the complexity of the situation stand in no register. The rule estimates resources by decisions on social services, complexity by the number of services.',
)

const SUPPORT: ReadyScheme = {
  key: 'classes-of-support',
  scope: 'ALL',
  content: {
    title: text('Kolme tuen luokkaa', 'Tre klasser av stöd', 'Three classes of support'),
    purpose: text(
      'Jakaa asiakkaat tuen tarpeen ja tavoitellun hyödyn mukaan satunnaisen, suunnitelmallisen ja monialaisen tuen asiakkuuksiin.',
      'Delar klienterna efter behov av stöd och eftersträvad nytta i klientskap med tillfälligt, planmässigt och sektorsövergripande stöd.',
      'Divides clients by need of support and benefit pursued into clients of occasional, planned and multi-sector support.',
    ),
    segments: [
      segment(
        'multi-sector',
        text('Monialaisen tuen asiakkuus', 'Klientskap med sektorsövergripande stöd', 'Multi-sector support'),
        NEED_PROXY,
        [[tasks(2)], [heavyUser, number('HEALTH', 1), number('SOCIAL', 1)]],
        card(
          {
            WHO: text(
              'Asiakas tarvitsee samaan aikaan usean toimialan palveluja, ja niiden yhteensovittaminen ratkaisee hyödyn.',
              'Klienten behöver tjänster från flera sektorer samtidigt, och samordningen av dem avgör nyttan.',
              'The client needs services of several sectors at once, and the benefit depends on fitting them together.',
            ),
            AIMS: text(
              'Yksi yhteinen suunnitelma ja yksi vastuuhenkilö.',
              'En gemensam plan och en ansvarig person.',
              'One shared plan and one person responsible.',
            ),
            COORDINATION: text(
              'Omatyöntekijä kokoaa verkoston.',
              'En egen kontaktperson samlar nätverket.',
              'A key worker brings the network together.',
            ),
            FOLLOW_UP: text(
              'Verkostopalaveri vähintään puolen vuoden välein.',
              'Nätverksmöte minst varje halvår.',
              'A network meeting at least every six months.',
            ),
          },
          { channels: ['RECEPTION', 'NETWORK_MEETING'], valueMode: 'NETWORK' },
        ),
      ),
      segment(
        'planned',
        text('Suunnitelmallisen tuen asiakkuus', 'Klientskap med planmässigt stöd', 'Planned support'),
        NEED_PROXY,
        [[number('SOCIAL', 1)], [heavyUser], [number('ALL', 4)]],
        card(
          {
            WHO: text(
              'Asiakas tarvitsee toistuvaa tai pitkään jatkuvaa tukea, joka etenee suunnitelman mukaan.',
              'Klienten behöver återkommande eller långvarigt stöd som följer en plan.',
              'The client needs repeated or lasting support that follows a plan.',
            ),
            AIMS: text('Sovitut tavoitteet ja seuranta.', 'Avtalade mål och uppföljning.', 'Agreed aims and follow-up.'),
            COORDINATION: text('Palvelun oma työntekijä.', 'Tjänstens egen medarbetare.', 'The service’s own worker.'),
          },
          { channels: ['RECEPTION', 'TELEPHONE', 'GROUP'], valueMode: 'CHAIN' },
        ),
      ),
      segment(
        'occasional',
        text('Satunnaisen tuen asiakkuus', 'Klientskap med tillfälligt stöd', 'Occasional support'),
        NEED_PROXY,
        [[number('ALL', 1)]],
        card(
          {
            WHO: text(
              'Asiakas hoitaa asiansa pääosin itse ja tarvitsee palveluja silloin tällöin.',
              'Klienten sköter i huvudsak sina ärenden själv och behöver tjänster ibland.',
              'The client mostly manages alone and needs services now and then.',
            ),
            AIMS: text('Nopea ja helppo apu.', 'Snabb och enkel hjälp.', 'Quick and easy help.'),
          },
          { channels: ['TELEPHONE', 'REMOTE', 'RECEPTION'], valueMode: 'WORKSHOP' },
        ),
      ),
    ],
  },
}

const TYPES: ReadyScheme = {
  key: 'client-types',
  scope: 'ALL',
  content: {
    title: text('Neljä asiakkuustyyppiä', 'Fyra klienttyper', 'Four client types'),
    purpose: text(
      'Jakaa asiakkaat voimavarojen ja tilanteen haastavuuden mukaan omatoimi-, yhteistyö-, yhteisö- ja verkostoasiakkuuksiin.',
      'Delar klienterna efter resurser och situationens komplexitet i egenaktivt klientskap, samarbets-, gemenskaps- och nätverksklientskap.',
      'Divides clients by resources and complexity into self-managing, cooperation, community and network clients.',
    ),
    segments: [
      segment(
        'network',
        text('Verkostoasiakkuus', 'Nätverksklientskap', 'Network client'),
        RESOURCES_PROXY,
        [
          [number('SOCIAL', 1), number('ALL', 4)],
          [number('SOCIAL', 1), heavyUser],
        ],
        card(
          {
            WHO: text(
              'Voimavarat ovat vähissä ja tilanne on haastava.',
              'Resurserna är knappa och situationen komplex.',
              'Resources are scarce and the situation is complex.',
            ),
          },
          { channels: ['NETWORK_MEETING', 'RECEPTION'], valueMode: 'NETWORK' },
        ),
      ),
      segment(
        'community',
        text('Yhteisöasiakkuus', 'Gemenskapsklientskap', 'Community client'),
        RESOURCES_PROXY,
        [[number('SOCIAL', 1)]],
        card(
          {
            WHO: text(
              'Voimavarat ovat vähissä, tilanne on selkeä.',
              'Resurserna är knappa, situationen är klar.',
              'Resources are scarce, the situation is clear.',
            ),
          },
          { channels: ['GROUP', 'RECEPTION'], valueMode: 'CHAIN' },
        ),
      ),
      segment(
        'cooperation',
        text('Yhteistyöasiakkuus', 'Samarbetsklientskap', 'Cooperation client'),
        RESOURCES_PROXY,
        [[number('ALL', 4)], [heavyUser]],
        card(
          {
            WHO: text(
              'Voimavaroja on, tilanne on haastava.',
              'Det finns resurser, situationen är komplex.',
              'There are resources, the situation is complex.',
            ),
          },
          { channels: ['RECEPTION', 'REMOTE'], valueMode: 'CHAIN' },
        ),
      ),
      segment(
        'self-managing',
        text('Omatoimiasiakkuus', 'Egenaktivt klientskap', 'Self-managing client'),
        RESOURCES_PROXY,
        [[number('ALL', 1)]],
        card(
          {
            WHO: text(
              'Voimavaroja on ja tilanne on selkeä.',
              'Det finns resurser och situationen är klar.',
              'There are resources and the situation is clear.',
            ),
          },
          { channels: ['REMOTE', 'TELEPHONE'], valueMode: 'WORKSHOP' },
        ),
      ),
    ],
  },
}

const local = (what: LocalText): LocalText =>
  text(
    `Paikallinen luonnos: ${what.fi} Ryhmä sopii kriteerit.`,
    `Lokalt utkast: ${what.sv} Gruppen avtalar kriterierna.`,
    `A local draft: ${what.en} The group agrees the criteria.`,
  )

const CHILDREN: ReadyScheme = {
  key: 'local-0-17',
  scope: 'AGE_0_17',
  content: {
    title: text('Lapset ja nuoret: paikallinen', 'Barn och unga: lokal', 'Children and young people: local'),
    purpose: local(text('lapsiperheiden tuen muodot.', 'former av stöd för barnfamiljer.', 'forms of support for families.')),
    segments: [
      segment(
        'protection-and-mind',
        text('Lastensuojelu ja mielen hyvinvointi', 'Barnskydd och psykisk hälsa', 'Child welfare and mental health'),
        null,
        [[any('S04', 'S05', 'S06'), any('H09', 'H12', 'H13')]],
      ),
      segment('protection', text('Lastensuojelu', 'Barnskydd', 'Child welfare'), null, [[any('S04', 'S05', 'S06')]]),
      segment('mind', text('Mielen hyvinvointi ja päihteet', 'Psykisk hälsa och missbruk', 'Mental health and substance use'), null, [
        [any('H09', 'H10', 'H12', 'H13')],
      ]),
      segment('family', text('Perheen tuki', 'Stöd för familjen', 'Family support'), null, [[any('S01', 'S02', 'S03', 'S07')]]),
      segment(
        'basic',
        text('Neuvola, koulu ja perusterveys', 'Rådgivning, skola och primärvård', 'Clinic, school and primary care'),
        null,
        [[any('H01', 'H02', 'H05', 'H06', 'D01', 'D03')]],
      ),
    ],
  },
}

const ADULTS: ReadyScheme = {
  key: 'local-18-64',
  scope: 'AGE_18_64',
  content: {
    title: text('Työikäiset: paikallinen', 'Personer i arbetsför ålder: lokal', 'Working age: local'),
    purpose: local(text('työikäisten tuen muodot.', 'former av stöd i arbetsför ålder.', 'forms of support at working age.')),
    segments: [
      segment(
        'mind-and-livelihood',
        text(
          'Mielenterveys tai päihteet ja toimeentulo',
          'Psykisk hälsa eller missbruk och försörjning',
          'Mental health or substance use, and livelihood',
        ),
        null,
        [[any('H09', 'H10', 'H11', 'H13', 'S12'), any('S08', 'S09', 'S10', 'S11')]],
      ),
      segment('disability', text('Vammaispalvelut', 'Funktionshinderservice', 'Disability services'), null, [[any('S18', 'S19', 'S20')]]),
      segment('mind', text('Mielenterveys tai päihteet', 'Psykisk hälsa eller missbruk', 'Mental health or substance use'), null, [
        [any('H09', 'H10', 'H11', 'H13', 'S11', 'S12')],
      ]),
      segment('livelihood', text('Toimeentulo ja työkyky', 'Försörjning och arbetsförmåga', 'Livelihood and work ability'), null, [
        [any('S08', 'S09', 'S10')],
      ]),
      segment('heavy', text('Paljon terveyspalveluja', 'Mycket hälsotjänster', 'Many health services'), null, [[heavyUser]]),
      segment('basic', text('Perusterveys', 'Primärvård', 'Primary care'), null, [[number('HEALTH', 1)]]),
    ],
  },
}

const OLD: ReadyScheme = {
  key: 'local-65',
  scope: 'AGE_65_PLUS',
  content: {
    title: text('Ikääntyneet: paikallinen', 'Äldre: lokal', 'Older people: local'),
    purpose: local(
      text(
        'ikääntyneiden asumisen ja hoidon muodot.',
        'former av boende och vård för äldre.',
        'forms of housing and care for older people.',
      ),
    ),
    segments: [
      segment('round-the-clock', text('Ympärivuorokautinen asuminen', 'Boende med heldygnsomsorg', 'Round-the-clock housing'), null, [
        [any('S17')],
      ]),
      segment(
        'home-care-and-ward',
        text('Kotihoito ja sairaalajaksot', 'Hemvård och sjukhusperioder', 'Home care and hospital stays'),
        null,
        [[any('S13', 'S14', 'S16'), any('H03', 'H04', 'H15', 'H16')]],
      ),
      segment('home-care', text('Kotihoito ja tukipalvelut', 'Hemvård och stödtjänster', 'Home care and support services'), null, [
        [any('S13', 'S14', 'S16')],
      ]),
      segment('informal', text('Omaishoito', 'Närståendevård', 'Informal care'), null, [[any('S15')]]),
      segment('heavy', text('Paljon terveyspalveluja', 'Mycket hälsotjänster', 'Many health services'), null, [[heavyUser]]),
      segment('basic', text('Perusterveys', 'Primärvård', 'Primary care'), null, [[number('HEALTH', 1)]]),
    ],
  },
}

const READY: readonly ReadyScheme[] = [SUPPORT, TYPES, CHILDREN, ADULTS, OLD]

/** Those whose services a county has. */
export const readySchemes = (codes: readonly string[]): readonly ReadyScheme[] =>
  READY.filter(({ content }) =>
    content.segments.every(({ rule }) =>
      rule.alternatives.flat().every((condition) => !('services' in condition) || condition.services.every((code) => codes.includes(code))),
    ),
  )
