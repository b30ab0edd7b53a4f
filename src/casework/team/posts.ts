/** Words of posts, whether of a programme's team, appointed under the rules, or on a board. */
export const seniorities = {
  board: 'As senior as a director of a board',
  senior: 'Senior: leads others',
  middle: 'Middle: works by themselves',
  support: 'Support',
} as const
export const boardExperience = { yes: 'Yes', no: 'No', 'not-known': 'Not known' } as const
export const bases = { permanent: 'Permanent', temporary: 'Temporary', consultancy: 'From a consultancy' } as const
