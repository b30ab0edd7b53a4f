/** A report to be read on paper or in a meeting: parts of sections with paragraphs and tables, whatever it is rendered as. Plain data. */

export interface Report {
  readonly title: string
  /** For whom, and of which day. */
  readonly subtitle: string
  /** What has to be said before anything else: that it is fictional, on what it rests, what is not in it. */
  readonly about: readonly string[]
  readonly parts: readonly ReportPart[]
  /** ISO instant in UTC at which it was made. */
  readonly made: string
}

export interface ReportPart {
  /** `Part 1: public`. */
  readonly title: string
  readonly sections: readonly ReportSection[]
}

export interface ReportSection {
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly tables: readonly ReportTable[]
}

export interface ReportTable {
  readonly caption: string
  readonly columns: readonly { readonly title: string; readonly numeric?: boolean }[]
  readonly rows: readonly (readonly string[])[]
}
