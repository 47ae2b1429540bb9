"""What goes out comes back unchanged, runs nothing, and shows nothing sealed."""

import csv
import json
import stat
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange import Grid, Options, export_file, import_file
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Selection, Store, create_store
from tests.exchange.office import PEOPLE, UNITS, load
from tests.store.helpers import fresh

ALL = [Selection(name) for name in LEDGERS]

SITES = Grid(
    "站点", [["网站名称", "单位", "类型", "网址", "后台地址"], ["门户", "白帝镇", "主站", "a.gov.cn", "b.gov.cn/admin"]]
)
MEDIA = Grid("新媒体", [["平台", "名称", "单位", "粉丝数"], ["微信", "白帝发布", "白帝镇", 1200]])
ACCOUNTS = Grid(
    "后台账户",
    [
        ["账户标识", "站点", "新媒体", "登录名", "保管人", "权限", "上次换口令"],
        ["门户-管理员", "门户", None, "admin-wang", "张三", "管理员", "2026.9.1"],
        ["白帝发布", None, "微信公众号/白帝发布", None, "李四", "编辑", 46266],
    ],
)
TRAINING = Grid(
    "培训", [["培训名称", "培训日期", "培训形式", "主办单位"], ["年度培训", "2026-03-01", "集中培训", "县教育委员会"]]
)
ATTENDED = Grid("参训", [["培训", "姓名", "是否合格"], ["年度培训", "张三", "√"], ["年度培训", "李四", "否"]])


@pytest.fixture
def county(store: Store) -> Store:
    """A little of everything."""
    load(store, UNITS, PEOPLE, SITES, MEDIA, ACCOUNTS, TRAINING, ATTENDED)
    return store


def test_a_workbook_of_all_ledgers_comes_back_unchanged(county: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert export_file(county.read, path, ALL) == 12
    head = county.read.head()
    outcome = import_file(county, path, Options())
    assert (outcome.blocked, outcome.unchanged, outcome.added, outcome.changed) == ("", 12, 0, 0)
    assert county.read.head() == head


def test_an_export_fills_an_empty_county_alike(county: Store, tmp_path: Path) -> None:
    export_file(county.read, tmp_path / "out.xlsx", [Selection("unit"), Selection("media"), Selection("training")])
    with create_store(tmp_path / "other.db") as other:
        people = Grid("人员", [["姓名", "单位"], ["张三", "白帝镇人民政府"]])
        load(other, Grid("单位", [["单位名称", "类别"], ["白帝镇人民政府", "乡镇街道"]]), people)
        outcome = import_file(other, tmp_path / "out.xlsx", Options())
        assert (outcome.blocked, outcome.added, outcome.changed) == ("", 4, 1)


@pytest.mark.parametrize("name", ["unit", "person", "account", "attendance"])
def test_a_text_table_comes_back_unchanged(county: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    count = export_file(county.read, path, [Selection(name)])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    outcome = import_file(county, path, Options())
    assert (outcome.blocked, outcome.unchanged) == ("", count)


def test_cells_have_their_kinds(county: Store, tmp_path: Path) -> None:
    export_file(county.read, tmp_path / "out.xlsx", [Selection("account"), Selection("media"), Selection("unit")])
    book = load_workbook(tmp_path / "out.xlsx")
    account, media, unit = book.worksheets
    assert [sheet.title for sheet in book.worksheets] == ["后台账户", "政务新媒体", "单位"]
    heads = [cell.value for cell in account[1]]
    day = account.cell(2, heads.index("上次换口令") + 1)
    assert isinstance(day.value, datetime)
    assert day.number_format == "yyyy-mm-dd"
    followers = media.cell(2, [cell.value for cell in media[1]].index("粉丝数") + 1)
    assert followers.value == 1200
    phones = [cell for row in unit.iter_rows() for cell in row if cell.value in {"023-56551234", "56557001"}]
    assert len(phones) == 2
    assert all(cell.data_type == "s" and cell.number_format == "@" for cell in phones)
    assert unit.freeze_panes == "B2"
    assert str(unit.auto_filter.ref).startswith("A1:")
    assert unit["A1"].font.b
    assert unit.column_dimensions["A"].width > 20


def test_sealed_values_never_leave_in_the_clear(county: Store, tmp_path: Path) -> None:
    for ending in ("xlsx", "json"):
        export_file(county.read, tmp_path / f"out.{ending}", ALL)
    export_file(county.read, tmp_path / "out.csv", [Selection("person")])
    book = load_workbook(tmp_path / "out.xlsx")
    cells = " ".join(str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    said = cells + (tmp_path / "out.csv").read_text("utf-8") + (tmp_path / "out.json").read_text("utf-8")
    for secret in ("13900000001", "admin-wang", "b.gov.cn"):
        assert secret not in said
    assert "139****0001" in said


def test_where_alerts_go_is_masked_and_comes_back_unchanged(store: Store, tmp_path: Path) -> None:
    address = "https://oapi.example.com/robot/send?access_token=0123456789abcdef"
    with store.write() as write:
        given: dict[str, Raw] = {"name": "值班群", "kind": "钉钉机器人", "address": address, "step": "经办人"}
        write.save(LEDGERS["channel"], given)
    for ending in ("csv", "json"):
        export_file(store.read, tmp_path / f"out.{ending}", [Selection("channel")])
        said = (tmp_path / f"out.{ending}").read_text("utf-8-sig")
        assert "值班群" in said
        assert "oapi" not in said
    assert import_file(store, tmp_path / "out.csv", Options()).unchanged == 1
    (kept,) = store.read.records(LEDGERS["channel"])
    assert kept.values["address"] == address
    assert "oapi" not in str(store.db.execute("SELECT search, called FROM channel").fetchall())
    assert "oapi" not in str([entry.after for entry in store.read.latest_changes(9)])


def test_json_has_the_names_of_the_declarations(county: Store, tmp_path: Path) -> None:
    export_file(county.read, tmp_path / "out.json", [Selection("person", where=(("name", "李四"),))])
    document = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert document["total"] == 1
    (row,) = document["rows"]
    assert {"id", "revision", "unit", "unit_id", "mobile"} <= set(row)
    assert (row["unit"], row["on_duty"], row["mobile"]) == ("永乐镇人民政府", "2025-03-01", "139****0002")
    export_file(county.read, tmp_path / "two.json", [Selection("unit"), Selection("site")])
    both = json.loads((tmp_path / "two.json").read_text("utf-8"))["ledgers"]
    assert (both["unit"]["total"], both["site"]["rows"][0]["name"]) == (3, "门户")


def test_exactly_the_records_asked_for_go_out_in_their_order(county: Store, tmp_path: Path) -> None:
    ids = [record.id for record in county.read.records(LEDGERS["unit"])]
    said: list[tuple[int, int]] = []
    count = export_file(
        county.read, tmp_path / "out.csv", [(LEDGERS["unit"], [ids[2], ids[0]])], lambda *both: said.append(both)
    )
    assert count == 2
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["单位名称", "县教育委员会", "白帝镇人民政府"]
    assert said[-1] == (2, 2)


@pytest.mark.parametrize(
    ("name", "chosen", "said"), [("a.pdf", ALL, "格式"), ("a.csv", ALL, "只能放一本"), ("a.csv", [], "没有选定")]
)
def test_impossible_exports_are_one_sentence(
    county: Store, tmp_path: Path, name: str, chosen: list[Selection], said: str
) -> None:
    with pytest.raises(InputProblem, match=said):
        export_file(county.read, tmp_path / name, chosen)
    assert not (tmp_path / name).exists()


def test_files_are_private_and_replaced_only_when_whole(county: Store, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    path = place / "out.xlsx"
    path.write_text("old")
    path.chmod(0o644)

    def stop(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_file(county.read, path, ALL, stop)
    assert path.read_text() == "old"
    export_file(county.read, path, ALL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in place.iterdir()] == ["out.xlsx"]
    with pytest.raises(InputProblem, match="写不了"):
        export_file(county.read, tmp_path / "nowhere" / "a.csv", [Selection("unit")])
    with pytest.raises(InputProblem, match="文件夹"):
        export_file(county.read, place.rename(tmp_path / "d.csv"), [Selection("unit")])


VISIBLE = """=1+1 +x -1 @SUM(A1) '=x ''=x ' " "" , ; ＝ｘ |cmd 007 1e5 _x000D_ _x005F_x000D_ x005F_ ＃Ｎ／Ａ ， /
    TRUE 2026-01-01 😀 合计 注： （空） #N/A </t> &amp;"""
INVISIBLE = [" ", "\t", "\n", "\r\n", "\ufffe", "\uffff", "\x00", "\x1b[2J", "\u202e", "\u200b", "甲 乙", "a  b"]
SPICE = st.sampled_from([*VISIBLE.split(), *INVISIBLE])
HOSTILE = st.lists(SPICE | st.text(max_size=4), min_size=1, max_size=5).map("".join)


def fill(store: Store, names: list[str], notes: list[str]) -> int:
    """Units with hostile names and notes; those that the validator refuses are left out."""
    count = 0
    for name, note in zip(names, notes, strict=False):
        with store.write() as writer:
            found = {"name": f"第{count}个{name}" if count % 2 else f"{name}之{count}", "kind": "部门", "note": note}
            writer.save(LEDGERS["unit"], found)
            count += 1
    return count


@given(names=st.lists(HOSTILE, min_size=1, max_size=40), notes=st.lists(HOSTILE, min_size=40, max_size=40))
@settings(max_examples=20, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
def test_hostile_text_survives_every_form(
    names: list[str], notes: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("round")
    with fresh(folder / "a.db") as store:
        count = fill(store, names, notes)
        for path in (folder / "单位.csv", folder / "a.xlsx"):
            assert export_file(store.read, path, [Selection("unit")]) == count
            outcome = import_file(store, path, Options())
            skipped = len(outcome.sheets[0].skipped)
            assert (outcome.blocked, outcome.changed, outcome.added) == ("", 0, 0)
            assert outcome.unchanged + skipped == count
        with (folder / "单位.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)
        for line in load_workbook(folder / "a.xlsx").worksheets[0].iter_rows():
            assert all(cell.data_type != "f" for cell in line)
