import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql'

/** The document, or nothing when it does not parse: the server says what is wrong with it. */
export function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query)
  } catch {
    return undefined
  }
}

/** The operation that is meant by that name; the first when there is none of that name. */
export function operationMeant(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter(each => each.kind === Kind.OPERATION_DEFINITION)
  return operations.find(each => each.name?.value === name) ?? operations[0]
}
