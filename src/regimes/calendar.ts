/** Calendars of holidays, as data: which days are not working days, and for how long that is known. */
import { z } from 'zod'
import { date, slug } from './parts.ts'

export const calendarSchema = z.strictObject({
  calendar: slug,
  title: z.string(),
  weekend: z.array(z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])).max(3),
  covers: z
    .strictObject({ from: date, to: date })
    .meta({ description: 'Days for which holidays are known: a deadline outside is told, not guessed.' }),
  sources: z.record(slug, z.strictObject({ title: z.string(), publisher: z.string(), date: z.string() })),
  holidays: z
    .record(z.iso.date(), z.string())
    .meta({ description: 'Each holiday that falls on a weekday, with its name.' }),
})
export type Calendar = z.infer<typeof calendarSchema>
