/** Somebody of the demo one may stand in for; without `name` it is a role that has no person. */
export type Person = {
  role: string
  ja: string
  en: string
  person: string | null
  name: string | null
  place: string | null
}

/** The viewer without a token, who is there when nobody was chosen: the demo under no rules. */
const NOBODY = 'demo'
/** Only which role and person, never a token; and only for this tab of the browser. */
const CHOSEN = 'tsunagu:asking-as'
const RENEW_SECONDS = 60

export function keyOf({ role, person }: Person): string {
  return person ? `${role}:${person}` : role
}

export function chosenKey(): string {
  return sessionStorage.getItem(CHOSEN) ?? NOBODY
}

export function choose(person: Person): void {
  sessionStorage.setItem(CHOSEN, keyOf(person))
}

export async function peopleAt(url: string): Promise<Person[]> {
  const answer = await fetch(url)
  return answer.ok ? ((await answer.json()) as { people: Person[] }).people : []
}

let kept: { key: string; token: string; expiresAt: number } | undefined

/** The header that says who is chosen, with a token that is renewed before it runs out. */
export async function authorization(tokenUrl: string): Promise<Record<string, string>> {
  const key = chosenKey()
  if (key === NOBODY) {
    return {}
  }
  if (kept?.key !== key || kept.expiresAt - RENEW_SECONDS < Date.now() / 1000) {
    const [role, person = null] = key.split(':')
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role, person }),
    })
    if (!answer.ok) {
      throw new Error(`トークンが得られません。 / No token is given for ${role} (${answer.status}).`)
    }
    kept = { key, ...((await answer.json()) as { token: string; expiresAt: number }) }
  }
  return { Authorization: `Bearer ${kept.token}` }
}
