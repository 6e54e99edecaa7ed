"""A subscription runs in GraphiQL, whose page may open a socket to its own origin and no other."""

from collections.abc import Callable

from playwright.sync_api import expect

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from tests.changing.moving import Mover
from tests.serving.browser import Visit
from tests.serving.conftest import browser, opened  # noqa: F401 -- fixtures
from tests.serving.test_explorer import open_explorer, type_query
from tests.worlds import prepared

FOLLOWING = "subscription Typed { referralChanged { after referral { version"


def test_a_subscription_shows_each_move_as_it_comes(
    changing: str,
    changing_city: DatabaseAddress,
    opened: Callable[..., Visit],  # noqa: F811 -- the fixture
) -> None:
    page = open_explorer(opened(), changing)
    type_query(page, FOLLOWING)
    with page.expect_websocket() as opening:
        page.keyboard.press("ControlOrMeta+Enter")
    assert opening.value.url == changing.replace("http", "ws") + "/graphql"
    page.wait_for_timeout(2_000)  # the subscription has found its place by then
    prepared(changing_city, _moved)
    expect(page.locator(".result-window")).to_contain_text("ACCEPTED")


async def _moved(gateway: Gateway) -> None:
    mover = Mover(gateway)
    await mover.move(await mover.made("REQUESTED"), 1, "ACCEPTED")
