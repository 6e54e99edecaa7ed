// The operations that each client is asked to carry out.
export const PAGE = `
  query Districts($first: Int!, $after: String) {
    districts(first: $first, after: $after) {
      edges { cursor node { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`
export const REFETCH = `
  query Again($id: ID!) {
    node(id: $id) { id ... on District { name council { name } } }
  }
`
export const WRONG = '{ districts(first: 1) { nodes { nothing } } }'
export const CHANGED = `
  subscription Changed($after: String) {
    referralChanged(after: $after) {
      cursor
      before
      after
      referral { id state version }
    }
  }
`
