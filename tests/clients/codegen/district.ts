import { graphql } from './generated'
import type { DistrictQuery, DistrictQueryVariables } from './generated/graphql'

export const District = graphql(`
  query District($id: ID!) {
    district(id: $id) {
      name
      council {
        name
      }
      supporters(first: 2) {
        nodes {
          name
          mainRole
        }
      }
    }
  }
`)

export const variables: DistrictQueryVariables = { id: 'any' }

export function told(answer: DistrictQuery): string {
  const district = answer.district
  if (!district) return 'no such district'
  const council: string | undefined = district.council?.name
  return `${district.name} ${council ?? ''} ${district.supporters.nodes.map((each) => each.name)}`
}

// @ts-expect-error a field that was not asked for is not there
export const never = (answer: DistrictQuery) => answer.district?.kana
