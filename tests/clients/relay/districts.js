import { graphql } from 'relay-runtime'

export const page = graphql`
  query districtsPageQuery($first: Int!, $after: String) {
    ...districtsList @arguments(first: $first, after: $after)
  }
`

export const list = graphql`
  fragment districtsList on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 2 }, after: { type: "String" })
  @refetchable(queryName: "districtsListQuery") {
    districts(first: $first, after: $after) @connection(key: "districtsList_districts") {
      edges {
        node {
          id
          name
          ...districtsPlaces
        }
      }
    }
  }
`

export const places = graphql`
  fragment districtsPlaces on District
  @argumentDefinitions(placesFirst: { type: "Int", defaultValue: 1 }, placesAfter: { type: "String" })
  @refetchable(queryName: "districtsPlacesQuery") {
    places(first: $placesFirst, after: $placesAfter) @connection(key: "districtsPlaces_places") {
      edges {
        node {
          name
        }
      }
    }
  }
`

export const search = graphql`
  query districtsSearchQuery($text: String!) {
    search(text: $text, first: 3) {
      edges {
        closeness
        node {
          __typename
          ...districtsParty @alias(as: "party")
          ... on NeedCategory {
            category: name
          }
        }
      }
    }
  }
`

export const party = graphql`
  fragment districtsParty on Party {
    id
    name
    ... on Supporter {
      worksFor {
        __typename
        ... on Named {
          name
        }
      }
    }
  }
`
