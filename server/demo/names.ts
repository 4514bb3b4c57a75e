import type { Locale } from '#contract/locales.ts'

/** An invented child: given name, and which of the two classes it is in. `kana` for Japanese names. */
type Child = { given: string; kana?: string; in: 0 | 1 }
type Adult = { given: string; family?: string; kana?: string; relation: 'mother' | 'father' | 'guardian' }
/** An invented family: its name, its language, its children and the adults who look after them. */
export type Family = {
  family: string
  kana?: string
  locale: Locale
  children: readonly Child[]
  adults: readonly Adult[]
  separated?: true
}

const two = (family: string, locale: Locale, mother: string, father: string, ...children: Child[]): Family => ({
  family,
  locale,
  children,
  adults: [
    { given: mother, relation: 'mother' },
    { given: father, relation: 'father' },
  ],
})
const one = (family: string, locale: Locale, adult: Adult, ...children: Child[]): Family => ({
  family,
  locale,
  children,
  adults: [adult],
})
const japanese = (
  family: string,
  kana: string,
  mother: [string, string],
  father: [string, string],
  ...children: Child[]
): Family => ({
  family,
  kana,
  locale: 'ja',
  children,
  adults: [
    { given: mother[0], kana: mother[1], relation: 'mother' },
    { given: father[0], kana: father[1], relation: 'father' },
  ],
})
const a = (given: string, kana?: string): Child => ({ given, in: 0, ...(kana ? { kana } : {}) })
const b = (given: string, kana?: string): Child => ({ given, in: 1, ...(kana ? { kana } : {}) })

/** Invented from the ground up; 24 children in each class, some with a brother or sister in the other. */
export const families: readonly Family[] = [
  two('Benali', 'fr', 'Amal', 'Karim', a('Noor'), b('Sami')),
  two('Andersson', 'sv', 'Karin', 'Björn', a('Elsa'), b('Åke')),
  japanese('田中', 'たなか', ['陽子', 'ようこ'], ['健一', 'けんいち'], a('陽翔', 'はると'), b('美咲', 'みさき')),
  two('Tremblay', 'fr', 'Marie-Ève', 'Jean-François', a('Zoé'), b('Loïc')),
  {
    family: 'Lefèvre',
    locale: 'fr',
    separated: true,
    children: [a('Camille'), b('Hugo')],
    adults: [
      { given: 'Hélène', family: 'Marchand', relation: 'mother' },
      { given: 'Olivier', relation: 'father' },
    ],
  },
  two('Öberg', 'sv', 'Åsa', 'Örjan', a('Ärla'), b('Nils')),
  japanese('佐藤', 'さとう', ['由美', 'ゆみ'], ['誠', 'まこと'], a('蓮', 'れん'), b('結衣', 'ゆい')),
  two('Gagnon', 'fr', 'Josée', 'Stéphane', a('Maëlle'), b('Félix')),
  two('Diallo', 'fr', 'Aïssatou', 'Mamadou', a('Sékou'), b('Fatou')),
  two('Lindqvist', 'sv', 'Ingrid', 'Otto', a('Alva'), b('Vidar')),
  two('Roussel', 'fr', 'Claire', 'Antoine', a('Léonie')),
  two('Bergström', 'sv', 'Maja', 'Henrik', a('Tove')),
  japanese('鈴木', 'すずき', ['真由', 'まゆ'], ['大輔', 'だいすけ'], a('葵', 'あおい')),
  two('Côté', 'fr', 'Geneviève', 'Luc', a('Émile')),
  one('Nguyen', 'fr', { given: 'Thi Mai', relation: 'mother' }, a('Minh Anh')),
  two('Sjögren', 'sv', 'Lena', 'Per', a('Wilmer')),
  japanese('高橋', 'たかはし', ['千尋', 'ちひろ'], ['亮', 'りょう'], a('悠真', 'ゆうま')),
  two('Bouchard', 'fr', 'Annie', 'Marc-André', a('Océane')),
  two('O’Connor', 'en', 'Niamh', 'Declan', a('Saoirse')),
  one('Petit', 'fr', { given: 'Monique', relation: 'guardian' }, a('Théo')),
  two('Håkansson', 'sv', 'Sofia', 'Anders', a('Signe')),
  two('Moreau', 'fr', 'Sandrine', 'Thierry', a('Inès')),
  japanese('伊藤', 'いとう', ['恵', 'めぐみ'], ['拓也', 'たくや'], a('湊', 'みなと')),
  two('Lavoie', 'fr', 'Sylvie', 'Benoît', a('Raphaël')),
  two('Garnier', 'fr', 'Élodie', 'Yann', b('Anaïs')),
  two('Nyström', 'sv', 'Elin', 'Johan', b('Freja')),
  japanese('渡辺', 'わたなべ', ['香織', 'かおり'], ['修', 'おさむ'], b('陽菜', 'ひな')),
  two('Pelletier', 'fr', 'Nathalie', 'Guy', b('Jérémie')),
  one('Okafor', 'en', { given: 'Ngozi', relation: 'mother' }, b('Chidi')),
  two('Wikström', 'sv', 'Malin', 'Tomas', b('Ebbe')),
  japanese('山本', 'やまもと', ['直美', 'なおみ'], ['浩', 'ひろし'], b('大和', 'やまと')),
  two('Bélanger', 'fr', 'Chantal', 'Michel', b('Clémence')),
  two('Faure', 'fr', 'Nadège', 'Cédric', b('Maël')),
  two('Ståhl', 'sv', 'Ylva', 'Göran', b('Tindra')),
  one('Rahimi', 'fr', { given: 'Shirin', relation: 'mother' }, b('Darius')),
  two('Fortin', 'fr', 'Isabelle', 'Pierre-Luc', b('Noémie')),
  japanese('中村', 'なかむら', ['綾', 'あや'], ['翼', 'つばさ'], b('凛', 'りん')),
  two('Chevalier', 'fr', 'Laure', 'Bastien', b('Gaspard')),
]

type Colleague = {
  display: string
  sort: string
  role: 'administrator' | 'head' | 'office' | 'dpo' | 'teacher'
  locale: Locale
  teaches?: readonly (0 | 1)[]
}

/** Those who work at the school. */
export const staff: readonly Colleague[] = [
  { display: 'Nadia Ferrand', sort: 'Ferrand Nadia', role: 'administrator', locale: 'fr' },
  { display: 'Étienne Vasseur', sort: 'Vasseur Étienne', role: 'head', locale: 'fr' },
  { display: 'Brigitte Masson', sort: 'Masson Brigitte', role: 'office', locale: 'fr' },
  { display: 'Agnès Delorme', sort: 'Delorme Agnès', role: 'dpo', locale: 'fr' },
  { display: 'Rosa Roy', sort: 'Roy Rosa', role: 'teacher', locale: 'fr', teaches: [0] },
  { display: 'Karl Ekholm', sort: 'Ekholm Karl', role: 'teacher', locale: 'sv', teaches: [1] },
  { display: '小林 さくら', sort: 'こばやし さくら', role: 'teacher', locale: 'ja', teaches: [0, 1] },
  { display: 'Mathieu Gauthier', sort: 'Gauthier Mathieu', role: 'teacher', locale: 'fr', teaches: [1] },
]

export const classLabels = ['CM1-A', 'CM2-B'] as const
