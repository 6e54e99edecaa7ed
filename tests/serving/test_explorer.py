"""GraphiQL as people meet it: in a real browser, with every way to the outside closed."""

import re
from collections.abc import Callable
from pathlib import Path

import jwt
import pytest
from playwright.sync_api import Page, Response, expect

from server.explorer.pages import read_examples
from tests.serving.browser import Visit

EXAMPLES = read_examples()
THREE_LEVELS = (
    "query Typed { districts(first: 1) { nodes { name households(first: 1) { nodes { address "
    "members(first: 1) { nodes { name"
)
STORED_AFTER = 700  # milliseconds: longer than GraphiQL waits before it stores

Opened = Callable[..., Visit]


def open_explorer(visit: Visit, address: str) -> Page:
    """The page, once its editor knows GraphQL: until then it colours nothing and closes no bracket."""
    page = visit.page
    page.goto(address)
    coloured = ".graphiql-query-editor .view-line span[class^='mtk']:not(.mtk1)"
    expect(page.locator(coloured).first).to_be_visible()
    return page


def type_query(page: Page, text: str) -> None:
    """As a person does: in a new tab, by keyboard; the editor closes each bracket itself."""
    page.get_by_role("button", name="New tab").click()
    page.locator(".graphiql-query-editor .monaco-editor").click()
    page.keyboard.type(text)
    page.keyboard.press("Escape")  # the list of completions


def shown(page: Page, pane: str) -> str:
    """The text of a pane's visible lines, with its spaces plain."""
    lines = page.locator(f"{pane} .view-line").all_inner_texts()
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_opens_without_the_outside(served: str, opened: Opened, screenshots: Path) -> None:
    page = open_explorer(opened(), served)
    expect(page).to_have_title("Tsunagu つなぐ — GraphiQL")
    expect(page.get_by_text("架空のデモ都市")).to_be_visible()
    expect(page.get_by_text("Synthetic demo city")).to_be_visible()
    page.screenshot(path=screenshots / "opened.png")


def test_a_typed_query_of_three_levels_is_answered(
    served: str, opened: Opened, screenshots: Path
) -> None:
    page = open_explorer(opened(), served)
    type_query(page, THREE_LEVELS)
    with page.expect_response(f"{served}/graphql") as answer:
        page.keyboard.press("ControlOrMeta+Enter")
    district = answer.value.json()["data"]["districts"]["nodes"][0]
    household = district["households"]["nodes"][0]
    member = household["members"]["nodes"][0]
    result = page.locator(".result-window")
    for told in (district["name"], household["address"], member["name"]):
        expect(result).to_contain_text(told.replace(" ", "\N{NO-BREAK SPACE}"))
    page.screenshot(path=screenshots / "answered.png")


def test_the_docs_describe_the_types(served: str, opened: Opened, screenshots: Path) -> None:
    page = open_explorer(opened(), served)
    page.get_by_role("button", name="Show Documentation Explorer").click()
    docs = page.locator(".graphiql-plugin")
    docs.get_by_role("link", name="Query", exact=True).click()
    expect(docs).to_contain_text("districts")
    docs.get_by_role("link", name="Household", exact=True).first.click()
    expect(docs.locator(".graphiql-doc-explorer-title")).to_have_text("Household")
    description = page.evaluate(
        """async () => {
            const query = '{ __type(name: "Household") { description } }'
            const headers = {'content-type': 'application/json'}
            const body = JSON.stringify({query})
            const response = await fetch('/graphql', {method: 'POST', headers, body})
            return (await response.json()).data.__type.description
        }"""
    )
    assert description
    expect(docs).to_contain_text(description)
    page.screenshot(path=screenshots / "docs.png")


def test_the_examples_open_as_tabs_on_the_first_visit(served: str, opened: Opened) -> None:
    page = open_explorer(opened(), served)
    operations = [
        re.findall(r"^(?:query|mutation|subscription) (\w+)", each.query, re.MULTILINE)[0]
        for each in EXAMPLES
    ]
    tabs = page.locator(".graphiql-tab-button")
    expect(tabs).to_have_text(operations)
    for tab, example in zip(tabs.all(), EXAMPLES, strict=True):
        tab.click()
        expect(page.locator(".graphiql-query-editor .view-line").first).to_have_text(
            f"# {example.title}".replace(" ", "\N{NO-BREAK SPACE}")
        )


def test_an_example_opens_again_from_the_toolbar(
    served: str, opened: Opened, screenshots: Path
) -> None:
    page = open_explorer(opened(), served)
    page.get_by_role("button", name="例 / Examples").click()
    items = page.get_by_role("menuitem")
    expect(items).to_have_text([example.title for example in EXAMPLES])
    page.screenshot(path=screenshots / "examples.png")
    items.last.click()
    expect(page.get_by_role("tab")).to_have_count(len(EXAMPLES) + 1)
    assert EXAMPLES[-1].title in shown(page, ".graphiql-query-editor")


def test_what_was_typed_is_there_on_the_next_visit(served: str, opened: Opened) -> None:
    page = open_explorer(opened(), served)
    type_query(page, "query MyOwn { __typename")
    expect(page.get_by_role("tab").last).to_contain_text("MyOwn")
    page.wait_for_timeout(STORED_AFTER)
    page.reload()
    expect(page.locator(".graphiql-query-editor")).to_contain_text("MyOwn")
    expect(page.get_by_role("tab")).to_have_count(len(EXAMPLES) + 1)


def test_typed_headers_reach_the_server_and_are_not_stored(served: str, opened: Opened) -> None:
    page = open_explorer(opened(), served)
    page.get_by_role("button", name="Headers").click()
    page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden)").click()
    page.keyboard.insert_text('{"x-note": "sesame"}')
    page.wait_for_timeout(STORED_AFTER)
    with page.expect_request(f"{served}/graphql") as request:
        page.get_by_role("button", name="Execute query").click()
    assert request.value.header_value("x-note") == "sesame"
    assert "sesame" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_link_carries_the_query_past_the_server(served: str, opened: Opened) -> None:
    page = open_explorer(opened(), served)
    type_query(page, "query Linked { __typename")
    page.get_by_role("button", name="Link to this query").click()
    link = page.url
    assert link.startswith(f"{served}/#query=query+Linked")
    other = open_explorer(opened(), link)
    expect(other.locator(".graphiql-query-editor")).to_contain_text("Linked")
    expect(other.get_by_role("tab")).to_have_count(len(EXAMPLES) + 1)
    assert other.url == f"{served}/"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_query_and_answer_fit_a_wide_and_a_narrow_window(
    served: str, opened: Opened, screenshots: Path, theme: str
) -> None:
    page = open_explorer(opened(dark=theme == "dark"), served)
    with page.expect_response(f"{served}/graphql"):
        page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text("data")
    for width in (1600, 420):
        page.set_viewport_size({"width": width, "height": 800})
        for pane in (".graphiql-query-editor .monaco-editor", ".result-window .monaco-editor"):
            editor = page.locator(pane)
            expect(editor).to_be_in_viewport(ratio=1)
            box = editor.bounding_box()
            assert box
            assert box["width"] >= 200
            assert box["height"] >= 150
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=screenshots / f"{theme}-{width}.png")
        page.get_by_role("button", name="Show Documentation Explorer").click()
        expect(page.locator(".graphiql-doc-explorer")).to_be_visible()
        page.screenshot(path=screenshots / f"{theme}-{width}-docs.png")
        page.get_by_role("button", name="Hide Documentation Explorer").click()


def test_one_asks_as_somebody_else_and_sees_as_whom(
    served: str, opened: Opened, screenshots: Path
) -> None:
    page = open_explorer(opened(), served)
    asking = page.get_by_role("combobox", name="Asking as")
    expect(asking.locator("option:checked")).to_have_text("制限なし(デモ) / No rules (demo)")
    type_query(page, "query Who { __typename")
    with page.expect_response(runs(served, "Who")) as answer:
        asking.select_option(label="分析担当 / Analyst")
    assert bearer_of(answer.value)["role"] == "analyst"
    assert answer.value.json() == {"data": {"__typename": "Query"}}
    expect(page.locator(".result-window")).to_contain_text("Query")
    csw = asking.locator("option", has_text="CSW — ").first
    with (
        page.expect_response(runs(served, "IntrospectionQuery")) as schema,
        page.expect_response(runs(served, "Who")) as answer,
    ):
        asking.select_option(csw.get_attribute("value"))
    assert bearer_of(schema.value)["role"] == bearer_of(answer.value)["role"] == "csw"
    page.screenshot(path=screenshots / "asking-as.png")
    page.set_viewport_size({"width": 420, "height": 800})
    expect(asking).to_be_in_viewport(ratio=1)
    page.screenshot(path=screenshots / "asking-as-420.png")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "eyJ" not in stored
    assert "csw" not in page.evaluate("JSON.stringify({...localStorage})")
    schema.value.finished()
    answer.value.finished()
    page.reload()
    expect(asking.locator("option:checked")).to_have_text(re.compile("^CSW — "))


def test_the_one_who_asks_is_chosen_by_keyboard(served: str, opened: Opened) -> None:
    visit = opened()
    with visit.page.expect_response(runs(served, "IntrospectionQuery")) as schema:
        page = open_explorer(visit, served)
    schema.value.finished()
    type_query(page, "query Who { __typename")
    page.wait_for_timeout(STORED_AFTER)
    page.reload()
    asking = page.get_by_role("combobox", name="Asking as")
    expect(asking.locator("option:checked")).to_have_text("制限なし(デモ) / No rules (demo)")
    expect(page.locator(".graphiql-query-editor")).to_contain_text("Who")
    page.keyboard.press("Tab")  # the first that is reached
    expect(asking).to_be_focused()
    with page.expect_response(runs(served, "Who")) as answer:
        page.keyboard.press("ArrowDown")
    assert bearer_of(answer.value)["role"] == "anonymous"
    expect(asking.locator("option:checked")).to_have_text("匿名 / Anonymous")


def runs(served: str, operation: str) -> Callable[[Response], bool]:
    """Whether a response answers that operation."""
    return lambda each: (
        each.url == f"{served}/graphql"
        and (each.request.post_data_json or {}).get("operationName") == operation
    )


def bearer_of(response: Response) -> dict[str, str]:
    """The claims of the token that was sent."""
    token = (response.request.header_value("authorization") or "").removeprefix("Bearer ")
    return jwt.decode(token, options={"verify_signature": False})


def test_japanese_is_drawn_with_real_glyphs(served: str, opened: Opened) -> None:
    page = open_explorer(opened(), served)
    drawn = page.evaluate(
        """() => {
            const lines = document.querySelector('.graphiql-query-editor .view-lines')
            const font = getComputedStyle(lines).fontFamily
            const draw = letter => {
                const canvas = document.createElement('canvas')
                canvas.width = canvas.height = 40
                const pen = canvas.getContext('2d')
                pen.font = `32px ${font}`
                pen.fillText(letter, 2, 34)
                return canvas.toDataURL()
            }
            const nothing = '\\u0378' // no font has it: drawn as an empty box
            return ['つ', 'ナ', '嘉', '瀬', nothing].map(draw)
        }"""
    )
    assert len(set(drawn)) == len(drawn), "a machine without Japanese fonts draws boxes"
