"""A database comes to the schema this program knows, whatever happens on the way."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Generator
from dataclasses import replace
from importlib.metadata import version
from typing import LiteralString

import pytest

from graph.address import DatabaseAddress
from graph.constraints import schema_entries
from graph.cypher import Statement
from graph.errors import MigrationFault
from graph.folding import SPELLINGS, search_text, sought_text
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.migrations.apply import Step, migrate, pending
from graph.migrations.files import Migration, known_migrations
from graph.model import Sought
from graph.spellings import REPLACED
from seeds.city import SEED, sheets
from tests.faults.bare_schema import BareSchema
from tests.faults.migrating import migrating

pytestmark = pytest.mark.anyio

RECORDS = {"migration_version_unique"}
WANTED = {entry.name for entry in schema_entries(MODEL)} | RECORDS


def _migration(number: int, *statements: LiteralString) -> Migration:
    text = "\n\n".join(("// Why: a trial.", *(f"{each};" for each in statements)))
    return Migration(number, f"trial_{number}", f"{text}\n")


TABLES = _migration(
    1,
    "CREATE CONSTRAINT trial_table_id_unique IF NOT EXISTS\n"
    "FOR (x:TrialTable) REQUIRE x.id IS UNIQUE",
    "CREATE INDEX trial_table_seats_range IF NOT EXISTS FOR (x:TrialTable) ON (x.seats)",
)
NO_SEATS = _migration(
    2,
    "DROP INDEX trial_table_seats_range IF EXISTS",
    "CREATE TEXT INDEX trial_table_name_text IF NOT EXISTS FOR (x:TrialTable) ON (x.name)",
    "MATCH (x:TrialTable) WHERE x.name IS NULL SET x.name = 'table'",
)
BOTH = (TABLES, NO_SEATS)
AFTER_BOTH = {"trial_table_id_unique", "trial_table_name_text"} | RECORDS


@pytest.fixture(scope="module")
def put_aside(database: DatabaseAddress) -> Generator[BareSchema]:
    with BareSchema(database) as schema:
        yield schema


@pytest.fixture
def bare(put_aside: BareSchema) -> BareSchema:
    put_aside.clear()
    return put_aside


@pytest.fixture
async def gateway(bare: BareSchema) -> AsyncGenerator[Gateway]:
    async with Gateway(bare.address) as gateway:
        yield gateway


async def test_a_new_database_gets_what_the_model_wants(bare: BareSchema, gateway: Gateway) -> None:
    assert await pending(gateway) == known_migrations()
    assert await migrate(gateway) == known_migrations()
    assert await pending(gateway) == ()
    assert bare.entries() == WANTED


async def test_asking_what_is_pending_changes_nothing(bare: BareSchema, gateway: Gateway) -> None:
    await pending(gateway)
    assert bare.entries() == set()


async def test_migrations_are_carried_out_in_order_and_told_step_by_step(
    bare: BareSchema, gateway: Gateway
) -> None:
    bare.run("CREATE (:TrialTable {id: 'a'})")
    steps: list[Step] = []
    assert await migrate(gateway, steps.append, known=BOTH) == BOTH
    assert [str(each) for each in steps] == [
        *(f"0001_trial_1: {done} of 2" for done in range(3)),
        *(f"0002_trial_2: {done} of 3" for done in range(4)),
    ]
    assert bare.entries() == AFTER_BOTH
    assert bare.run("MATCH (x:TrialTable) RETURN x.name AS name") == [["table"]]


async def test_a_migration_is_recorded_with_its_checksum_and_by_whom(
    bare: BareSchema, gateway: Gateway
) -> None:
    await migrate(gateway, known=(TABLES,))
    assert bare.run(
        "MATCH (m:_Migration) RETURN m.version AS version, m.name AS name, m.checksum AS checksum, "
        "m.program AS program, m.appliedAt <= datetime() AS dated"
    ) == [[1, "trial_1", TABLES.checksum, f"tsunagu {version('tsunagu')}", True]]


async def test_migrating_again_does_nothing(bare: BareSchema, gateway: Gateway) -> None:
    await migrate(gateway, known=BOTH)
    steps: list[Step] = []
    assert await migrate(gateway, steps.append, known=BOTH) == ()
    assert steps == []
    assert bare.entries() == AFTER_BOTH


async def test_only_what_is_missing_is_carried_out(gateway: Gateway) -> None:
    await migrate(gateway, known=(TABLES,))
    assert await migrate(gateway, known=BOTH) == (NO_SEATS,)


async def test_an_applied_migration_whose_file_changed_is_a_fault(gateway: Gateway) -> None:
    await migrate(gateway, known=(TABLES,))
    changed = replace(TABLES, text=TABLES.text.replace("a trial", "another"))
    with pytest.raises(MigrationFault, match="0001_trial_1 is not the one") as fault:
        await migrate(gateway, known=(changed, NO_SEATS))
    assert fault.value.hint is not None
    assert "Restore the file" in fault.value.hint


async def test_a_database_ahead_of_the_program_is_a_fault(gateway: Gateway) -> None:
    await migrate(gateway, known=BOTH)
    with pytest.raises(MigrationFault, match="has the migration 0002_trial_2") as fault:
        await pending(gateway, (TABLES,))
    assert fault.value.hint == f"Update the program; tsunagu {version('tsunagu')} applied it."


async def test_a_rejected_statement_stops_the_migration_and_mending_the_data_lets_it_go_on(
    bare: BareSchema, gateway: Gateway
) -> None:
    bare.run("UNWIND [1, 2] AS seats CREATE (:TrialTable {id: 'a', seats: seats})")
    with pytest.raises(MigrationFault, match="its statement 1 of 2, CREATE CONSTRAINT trial_table"):
        await migrate(gateway, known=BOTH)
    assert await pending(gateway, BOTH) == BOTH
    bare.run("MATCH (x:TrialTable {seats: 2}) DELETE x")
    assert await migrate(gateway, known=BOTH) == BOTH
    assert bare.entries() == AFTER_BOTH


async def test_an_index_left_over_from_a_constraint_that_was_never_finished_is_cleared_away(
    bare: BareSchema, gateway: Gateway
) -> None:
    bare.run("CREATE INDEX trial_table_id_unique FOR (x:TrialTable) ON (x.id)")
    await migrate(gateway, known=BOTH)
    assert bare.entries() == AFTER_BOTH
    assert len(bare.run("SHOW CONSTRAINTS YIELD name")) == 2


async def test_an_index_that_was_dropped_by_hand_is_a_fault(
    bare: BareSchema, gateway: Gateway
) -> None:
    await migrate(gateway, known=(TABLES,))
    bare.run("DROP INDEX trial_table_seats_range")
    with pytest.raises(MigrationFault, match=r"Not online after 0.1 s: trial_table_seats_range."):
        await migrate(gateway, known=(TABLES,), online_seconds=0.1)


async def test_an_index_of_another_name_in_the_place_of_ours_is_a_fault(
    bare: BareSchema, gateway: Gateway
) -> None:
    bare.run("CREATE INDEX trial_other FOR (x:TrialTable) ON (x.seats)")
    with pytest.raises(MigrationFault, match="trial_table_seats_range"):
        await migrate(gateway, known=(TABLES,), online_seconds=0.1)
    assert await pending(gateway, (TABLES,)) == (TABLES,)


async def test_an_index_that_cannot_be_filled_is_a_fault_and_is_not_recorded(
    bare: BareSchema, gateway: Gateway
) -> None:
    bare.run("CREATE (:TrialTable {seats: $long})", long="席" * 20_000)
    with pytest.raises(MigrationFault, match="The index trial_table_seats_range has failed"):
        await migrate(gateway, known=(TABLES,))
    assert await pending(gateway, (TABLES,)) == (TABLES,)


async def test_a_process_that_comes_late_leaves_nothing_up_that_was_taken_down(
    bare: BareSchema, gateway: Gateway
) -> None:
    def let_another_finish(step: Step) -> None:
        if (step.migration, step.done) == (TABLES, 0):
            other = threading.Thread(target=asyncio.run, args=(_elsewhere(bare, BOTH),))
            other.start()
            other.join()

    assert await migrate(gateway, let_another_finish, known=BOTH) == BOTH
    assert bare.entries() == AFTER_BOTH
    assert bare.run("MATCH (m:_Migration) RETURN count(m) AS records") == [[2]]


async def test_four_that_migrate_at_once_end_with_one_schema(bare: BareSchema) -> None:
    for _ in range(3):
        bare.clear()
        await asyncio.gather(*(_elsewhere(bare, BOTH) for _ in range(4)))
        assert bare.entries() == AFTER_BOTH
        assert bare.run("MATCH (m:_Migration) RETURN count(m) AS records") == [[2]]


async def test_three_processes_that_migrate_at_once_end_with_one_schema(bare: BareSchema) -> None:
    processes = [migrating(bare.address) for _ in range(3)]
    outputs = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], outputs
    assert bare.entries() == WANTED
    records = bare.run("MATCH (m:_Migration) RETURN m.version AS version ORDER BY version")
    assert records == [[each.version] for each in known_migrations()]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
async def test_a_process_killed_on_the_way_leaves_what_the_next_one_carries_on_with(
    bare: BareSchema, gateway: Gateway, share: float
) -> None:
    first, *_ = known_migrations()
    total = len(first.statements)
    last_words = str(Step(first, round(share * total), total))
    process = migrating(bare.address)
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == last_words:
            break
    process.kill()
    process.communicate(timeout=60)
    if first not in await pending(gateway):
        assert {entry for entry in WANTED if entry not in bare.entries()} == set()
    await migrate(gateway)
    assert await pending(gateway) == ()
    assert bare.entries() == WANTED


async def test_a_migration_broken_off_before_its_end_is_not_recorded(
    bare: BareSchema, gateway: Gateway
) -> None:
    def break_off(step: Step) -> None:
        if step.done == step.total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await migrate(gateway, break_off, known=(TABLES,))
    assert await pending(gateway, (TABLES,)) == (TABLES,)
    assert await migrate(gateway, known=(TABLES,)) == (TABLES,)
    assert "trial_table_seats_range" in bare.entries()


async def _elsewhere(bare: BareSchema, known: tuple[Migration, ...]) -> None:
    async with Gateway(bare.address) as gateway:
        await migrate(gateway, known=known)


async def test_names_get_the_other_spellings_that_the_program_gives_them(
    gateway: Gateway, bare: BareSchema
) -> None:
    """The table is written out in the migrations: both must stay one."""
    statements = [
        statement
        for each in known_migrations()
        if each.name in ("spellings", "repeated_signs")
        for statement in each.statements
        if "SET n.searchText" in statement
    ]
    names = [f"{before}と{by}{each}ー" for each, by in REPLACED for before in ("", each)]
    names += [
        "佐藤 愛",
        "齋藤 さとー",
        "Nguyễn Thị Hồng",
        "Øystein Ærø",
        "ガがパぱ",
        "コオロギオオイ",
        "壽々木 奈々",
        "自由ヶ丘 梅ケ谷",
    ]
    rows = [[f"trial-{place}", name] for place, name in enumerate(names)]
    bare.run(
        "UNWIND $rows AS row CREATE (:TrialNode:Node {id: row[0], searchText: row[1]})",
        rows=[[id_, search_text([name]).split(SPELLINGS, maxsplit=1)[0]] for id_, name in rows],
    )
    try:
        for _ in range(2):
            for statement in statements:
                await gateway.write(Statement("spellings", statement))
            found = bare.run("MATCH (n:TrialNode) RETURN n.id, n.searchText")
            assert dict(map(tuple, found)) == {id_: search_text([name]) for id_, name in rows}
    finally:
        bare.run("MATCH (n:TrialNode) DETACH DELETE n")


NUMBERS = [
    "0952-40-7050",
    "+81 90-1234-5678",
    "＋８１（０）９５２－４０－７０５０",
    "+81",
    "０９０ １２３４ ５６７８",
    "〒840-0054",
    "81-90-1234",
    "1+81+2",
    "不明",
    "-",
    "",
]
ADDRESSES = [
    "神野東2丁目1番10号",
    "神野東二丁目1-10",
    "神野東２－１－１０",
    "神野東２ー１ーー１０",
    "神野東 2 1 10",
    "神野東十二丁目一番地の三",
    "神野東二十丁目１番地２の３",
    "神野東2番の3番",
    "一番町1番2号 コーポ101号室",
    "三の丸2の3、3の丸",
    "2番 コーポＡ棟①",
    "ヴィラ齋藤 ＮＧＵＹỄＮ ﾊｲﾂ 3F",
    "神野東1 コーポ オオタ の ー101",
    "自由ヶ丘3 佐々木町1の2",
    "𠮷野1−2 𩸽町3 🏠",
    "々〆〇〻",
    "()-<>= '",
    "İSTANBUL Ǆ 1",
    "",
]
"""Numbers and addresses as they stand in registers, and as they should not."""


async def test_numbers_and_addresses_get_the_texts_that_the_program_gives_them(
    gateway: Gateway, bare: BareSchema
) -> None:
    """How is written out in the migrations: both must stay one."""
    statements = [
        statement
        for each in known_migrations()
        if each.name in ("contacts", "repeated_signs")
        for statement in each.statements
        if "SET n." in statement and "SET n.searchText" not in statement
    ]
    addresses = {*ADDRESSES, *_demo_values("address")}
    numbers = {*NUMBERS, *_demo_values("phone"), *_demo_values("postalCode")}
    assert min(len(addresses), len(numbers)) > 500
    rows = [
        *({"id": f"address {each}", "address": each} for each in sorted(addresses)),
        *({"id": f"phone {each}", "phone": each, "postalCode": each} for each in sorted(numbers)),
    ]
    bare.run("UNWIND $rows AS row CREATE (n:Household:TrialNode) SET n = row", rows=rows)
    try:
        for _ in range(2):
            for statement in statements:
                await gateway.write(Statement("contacts", statement))
            found = bare.run(
                "MATCH (n:TrialNode) RETURN n.id, n.addressText, n.phoneText, n.postalCodeText"
            )
            assert {id_: texts for id_, *texts in found} == {
                row["id"]: [
                    sought_text(row.get("address"), Sought.ADDRESS),
                    *[sought_text(row.get("phone"), Sought.NUMBER)] * 2,
                ]
                for row in rows
            }
    finally:
        bare.run("MATCH (n:TrialNode) DETACH DELETE n")


def _demo_values(name: str) -> set[str]:
    """Every value of that name in a small demo city."""
    return {
        row[sheet.columns.index(name)]
        for sheet in sheets(SEED, 0.01)
        if name in sheet.columns
        for row in sheet.rows
    } - {None}
