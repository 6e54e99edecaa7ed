import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { operationMeant, parsed } from './document'
import { type Person, choose, chosenKey, keyOf, peopleAt } from './person'

/**
 * Who asks, always in sight above the editors. A choice reads the schema anew, as that person sees
 * it, and runs the query again; a mutation or a subscription is left for its reader to run.
 */
export function AskingAs({ peopleUrl, place }: { peopleUrl: string; place: Element }) {
  const [people, setPeople] = useState<Person[]>([])
  const [key, setKey] = useState(chosenKey)
  const { introspect, run, stop } = useGraphiQLActions()
  const editor = useGraphiQL(state => state.queryEditor)
  const operationName = useGraphiQL(state => state.operationName)
  const response = useGraphiQL(state => state.responseEditor)

  useEffect(() => {
    void peopleAt(peopleUrl).then(setPeople)
  }, [peopleUrl])

  const become = async (person: Person) => {
    stop()
    choose(person)
    setKey(keyOf(person))
    response?.setValue('') // it was told to somebody else
    await introspect()
    if (chosenKey() === keyOf(person) && isQuery(editor?.getValue() ?? '', operationName)) {
      run()
    }
  }

  const roles = [...new Set(people.map(each => each.role))]
  const byRole = roles.map(role => people.filter(each => each.role === role))
  return createPortal(
    <label className="asking-as-choice">
      <span>
        <span lang="ja">問い合わせる人</span> / Asking as
      </span>
      <select
        value={people.length > 0 ? key : ''}
        onChange={({ target }) => {
          const person = people.find(each => keyOf(each) === target.value)
          if (person) void become(person)
        }}
      >
        {byRole.map(each =>
          each[0]!.person ? (
            <optgroup key={each[0]!.role} label={`${each[0]!.ja} / ${each[0]!.en}`}>
              {each.map(option)}
            </optgroup>
          ) : (
            each.map(option)
          ),
        )}
      </select>
    </label>,
    place,
  )
}

function option(person: Person) {
  return (
    <option key={keyOf(person)} value={keyOf(person)}>
      {labelOf(person)}
    </option>
  )
}

function labelOf({ ja, en, name, place }: Person): string {
  return name ? `${en} — ${name}${place ? `(${place})` : ''}` : `${ja} / ${en}`
}

function isQuery(text: string, name: string | undefined): boolean {
  const document = parsed(text)
  return document !== undefined && operationMeant(document, name)?.operation === 'query'
}
