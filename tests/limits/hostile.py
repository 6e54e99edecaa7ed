"""Documents of up to 100 kB that mean harm: large, repetitive, nested, or all three."""

from collections.abc import Iterable


def bombs() -> dict[str, str]:
    """Each by what it does."""
    return {
        "aliases": braces(f"a{n}: residents {{ nodes {{ id }} }}" for n in range(2_400)),
        "aliases within the tokens": braces(f"a{n}: __typename" for n in range(330)),
        "steps": '{ household(id: "x") '
        + "{ members { nodes { household " * 40
        + "{ id }"
        + " } } }" * 40
        + " }",
        "type names": braces(["__typename"] * 3_000),
        "type names within the tokens": braces(["__typename"] * 990),
        "directives": "{ __typename " + "@x " * 900 + "}",
        "inclusions": "{ __typename " + "@include(if: true) " * 160 + "}",
        "list": "{ nodes(ids: [" + '"a" ' * 980 + "]) { id } }",
        "long list": "{ nodes(ids: [" + '"a" ' * 20_000 + "]) { id } }",
        "string": '{ node(id: "' + "a" * 99_000 + '") { id } }',
        "escapes": '{ node(id: "' + "\\u0041" * 16_000 + '") { id } }',
        "escapes within the characters": '{ node(id: "' + "\\u0041" * 3_200 + '") { id } }',
        "block string": '{ node(id: """' + "a\n  " * 24_000 + '""") { id } }',
        "block string within the characters": '{ node(id: """' + "a\n  " * 4_900 + '""") { id } }',
        "comment": "#" + "a" * 99_000 + "\n{ __typename }",
        "comments": "#\n" * 49_000 + "{ __typename }",
        "comments within the characters": "#\n" * 9_000 + "{ __typename }",
        "commas": "{ __typename " + "," * 99_000 + "}",
        "name": "{ " + "a" * 99_000 + " }",
        "name within the characters": "{ " + "a" * 19_900 + " }",
        "number": "{ node(id: " + "1" * 99_000 + ") { id } }",
        "brackets": "{ nodes(ids: " + "[" * 490 + "]" * 490 + ") { id } }",
        "brackets open": "{ nodes(ids: " + "[" * 99_000,
        "objects": "{ nodes(ids: " + "{ a: " * 240 + "1" + " }" * 240 + ") { id } }",
        "braces": "{" * 99_000,
        "inline fragments": "{ " + "... { " * 300 + "__typename" + " }" * 301,
        "fragments unused": "{ __typename } "
        + " ".join(f"fragment f{n} on Query {{ __typename }}" for n in range(140)),
        "variables unused": "query("
        + " ".join(f"$v{n}: Int" for n in range(240))
        + ") { __typename }",
        "variables undefined": braces(
            f"districts(first: $v{n}) {{ nodes {{ id }} }}" for n in range(70)
        ),
        "fragments undefined": braces(f"...f{n}" for n in range(480)),
        "copies": braces(["districts { nodes { id } }"] * 140),
        "copies within the pairs": braces(["districts { nodes { id } }"] * 40),
        "copies in fragments": braces(f"...f{n}" for n in range(60))
        + " ".join(
            f"fragment f{n} on Query {{ districts {{ nodes {{ id }} }} }}" for n in range(60)
        ),
        "copies in an unused fragment": "{ __typename } fragment f on Query "
        + braces(["districts { nodes { id } }"] * 130),
        "conflicts": braces(f"x: districts(first: {n}) {{ nodes {{ id }} }}" for n in range(70)),
        "unknown fields": braces(f"distrct{n}" for n in range(980)),
        "unknown arguments": "{ districts("
        + " ".join(f"firs{n}: 1" for n in range(300))
        + ") { nodes { id } } }",
        "same arguments": "{ districts(" + "first: 1 " * 300 + ") { nodes { id } } }",
        "operations": " ".join(f"query q{n} {{ id }}" for n in range(190)),
        "operations that share": "fragment f on Query { districts { nodes { id name } } } "
        + " ".join(f"query q{n} {{ ...f }}" for n in range(130)),
        "cycle": "{ ...f0 } "
        + " ".join(f"fragment f{n} on Query {{ ...f{(n + 1) % 100} }}" for n in range(100)),
        "all into all": "{ ...f0 } "
        + " ".join(
            f"fragment f{n} on Query {{ __typename {' '.join(f'...f{m}' for m in range(n + 1, 20))} }}"
            for n in range(20)
        ),
        "definitions": " ".join(f"type A{n} {{ a: Int }}" for n in range(120)),
        "introspection": "{ __schema { types "
        + "{ fields { type " * 6
        + "{ name }"
        + " } }" * 6
        + " } }",
        "introspection aliased": "{ __schema { "
        + " ".join(
            f"a{n}: types {{ fields {{ args {{ name description type {{ name kind }} }} }} }}"
            for n in range(15)
        )
        + " } }",
    }


def doubling(levels: int) -> str:
    """Fragments that each spread the next one twice."""
    links = (f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels))
    return "{ ...f0 } " + " ".join(links) + f" fragment f{levels} on Query {{ __typename }}"


def braces(parts: Iterable[str]) -> str:
    """The parts as one selection."""
    return "{ " + " ".join(parts) + " }"
