"""Screen 7: who must act, what is late first; faults at their lines, rounds with what was changed between them."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.observed.model import Listed
from fjgov_tui.screens.procedure.screen import Matters, ReviewScreen
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.store import Reader, open_store, right_of_way
from fjgov_tui.store.schema import schema_digest
from fjgov_tui.store.watch.listed import put_listed
from tests.cli.conftest import Fjgov, county, db, fjgov
from tests.screens.driving import PATIENCE, driving

__all__ = ["county", "db", "fjgov"]
TOWN = "unit=白帝镇人民政府"


@pytest.fixture
def today() -> date:
    return beijing_day(utc_now())


_BOARD: dict[tuple[str, date], Path] = {}
"""The file of `board`, made once: eight commands take as long as a test."""


@pytest.fixture
def board(county: Fjgov, db: Path, today: date, tmp_path_factory: pytest.TempPathFactory) -> Fjgov:
    """A text that was returned once, and a request that is late."""
    key = schema_digest(), today
    if key not in _BOARD:
        _furnish(county, today)
        _BOARD[key] = Path(shutil.copy(db, tmp_path_factory.mktemp("board") / "county.db"))
    else:
        shutil.copy(_BOARD[key], db)
    return county


def _furnish(county: Fjgov, today: date) -> None:
    for name, role in (("信", "信息员"), ("分", "直接责任人"), ("主", "第一责任人"), ("科", "科室负责人")):
        assert county("ledger", "add", "person", f"name={name}", TOWN, f"roles={role}").code == 0
    started = county("release", "start", "title=补贴通知", TOWN, "text=关于帐户的通知", "secrecy_result=可以公开")
    record = started.out.strip()
    assert county("release", "sign", record, "review1", "--by", "信", "--checked", "1,2，3、4").code == 0
    assert county("release", "return", record, "review2", "--by", "分", "--ground", "数据、提法不准确").code == 0
    assert county("ledger", "set", "release", record, "text=关于帐户的说明").code == 0
    long_ago = today - timedelta(days=60)
    assert county("request", "start", "title=补偿标准", TOWN, f"received_on={long_ago}").code == 0


async def test_what_is_late_stands_first_and_each_list_has_its_own(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("待办 2 件", "超期 1 件", "补偿标准", "! 超过")
        text = drive.text
        assert text.index("补偿标准") < text.index("补贴通知")
        await drive.press("f4")
        await drive.see("一审", "信", "第 2 轮")
        assert "! 超过" not in drive.text


async def test_a_text_is_looked_into_and_signed_from_the_board(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4")
        await drive.see("第 2 轮")
        await drive.press("enter")
        await drive.see(
            "没有答复的疑点", "第 2 行", "misprint:帐户", "第 1 轮到第 2 轮", "- 关于帐户的通知", "+ 关于帐户的说明"
        )
        await drive.pilot.resize_terminal(120, 40)
        await drive.see("│ + 关于帐户的说明")
        await drive.pilot.resize_terminal(80, 24)
        await drive.press("escape")
        await drive.see("○ 一审")
        await drive.press("f2")
        await drive.see("办哪一步", "一审")
        await drive.press("enter")
        await drive.see("签署人：信", "□ 没有错字、病句")
        await drive.press("f2")
        await drive.see("一审：没有写入", "还有 4 项要点没有核对")
        await drive.press("escape")
        await drive.see("签署人：信")
        await drive.press(*["enter"] * 3, "f2")
        await drive.see("还有 1 项要点没有核对")
        await drive.press("escape")
        await drive.see("□ 没有错字、病句", "✓ 数据")
        await drive.press("enter", "f2")
        await drive.see("✓ 一审", "还没有二审")


async def test_a_record_is_shown_in_its_ledger_and_a_form_opens(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f3")
        await drive.see("登记哪一种", "依申请公开")
        await drive.press("escape")
        await drive.press("ctrl+g")
        await drive.see("补偿标准", "答复单位")


async def test_each_fault_is_seen_at_its_place_and_kept_with_a_reason(board: Fjgov, db: Path) -> None:
    """Before the third proof (article 15); who says so is whoever may take a step now."""
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4")
        await drive.see("第 2 轮")
        await drive.press("enter")
        await drive.see("没有答复的疑点")
        await drive.press("f2")
        await drive.see("还有 1 处没有答复", "✗ 未答复", "▶   2 关于帐户的说明")
        await drive.press("f2")
        await drive.see("保留的理由", "第 2 行")
        await drive.paste("引用原文")
        await drive.press("enter")
        await drive.see("✓ 都答复了", "没有要答复的疑点")
        await drive.press("f4")
        await drive.see("✓ 保留", "保留：引用原文（信，")
        await drive.press("ctrl+g")
        await drive.see("信息发布登记", "正文")
        await drive.press("escape")
        await drive.see("✓ 都答复了")
    assert board("release", "faults", "1").code == 0


async def test_what_a_step_needs_is_filled_in_with_it_and_who_may_sign_stands_first(
    board: Fjgov, db: Path, today: date
) -> None:
    """Secrecy review names person and conclusion (article 13); who did the first proof does not do the second."""
    assert board("ledger", "add", "person", "name=科长二", TOWN, "roles=科室负责人、信息员").code == 0
    record = board("release", "start", "title=停水公告", TOWN, "text=停水").out.strip()
    for step, name in (("review1", "科长二"), ("review2", "分"), ("review3", "主"), ("proof1", "科长二")):
        assert board("release", "sign", record, step, "--by", name, "--checked", "全部").code == 0, step
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4", "slash")
        await drive.paste("停水")
        await drive.see("保密审查")
        await drive.press("enter", "f2")
        await drive.see("办哪一步")
        await drive.press("enter")
        await drive.see("保密审查：谁办的", "信息员")
        await drive.press("enter")
        await drive.see("*保密审查结论")
        await drive.press("f2")
        await drive.see("保密审查：没有写入", "还没有填保密审查结论")
        await drive.press("escape")
        await drive.see("*保密审查结论")
        await drive.press("down", "ctrl+u", *"2026-11-31", "up")
        await drive.paste("可以公开")
        await drive.press("f2")
        await drive.see("日历上没有这一天")
        await drive.press("ctrl+u", *today.isoformat(), "f2")
        await drive.see("✓ 保密审查", "完成")
        await drive.press("f2")
        await drive.see("二校：谁签的", "签过一校，不能再签", "只能补登纸质件")
        able, barred = drive.text.index("科室负责人"), drive.text.index("签过一校")
        assert able < barred < drive.text.index("只能补登纸质件")
        await drive.press("enter")
        await drive.see("签署人：科")


async def test_who_alone_can_do_a_later_proof_is_not_the_first_offered(board: Fjgov, db: Path) -> None:
    """One person is webmaster and the only head of section: the editor does the first proof (article 15)."""
    head = board("ledger", "show", "person", "--where", "name=科", "--json").json["rows"][0]["id"]
    assert board("ledger", "set", "person", str(head), "roles=科室负责人、网站管理员").code == 0
    record = board("release", "start", "title=停水公告", TOWN, "text=停水", "secrecy_result=可以公开").out.strip()
    for step, name in (("review1", "信"), ("review2", "分"), ("review3", "主"), ("secrecy", "信")):
        assert board("release", "sign", record, step, "--by", name, "--checked", "全部").code == 0, step
    assert "信、科（二校要留给此人）" in board("release", "sign", record, "proof1").err
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4", "slash")
        await drive.paste("停水")
        await drive.see("一校")
        await drive.press("enter", "f2")
        await drive.see("一校：谁签的", "网站管理员，二校要留给此人")
        await drive.press("enter")
        await drive.see("签署人：信")


async def test_namesakes_are_offered_with_their_numbers(board: Fjgov, db: Path) -> None:
    """Who signs is a person and no name: two lines that read alike would be no choice."""
    numbers = [
        board("ledger", "add", "person", "name=信", TOWN, f"tag={tag}", "roles=信息员").out.strip() for tag in "大小"
    ]
    board("release", "start", "title=停水公告", TOWN, "text=停水")
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4", "slash")
        await drive.paste("停水")
        await drive.see("一审")
        await drive.press("enter", "f2")
        await drive.see("办哪一步")
        await drive.press("enter")
        await drive.see("一审：谁签的", *(f"信（白帝镇人民政府，编号 {number}）" for number in numbers))


async def test_what_has_no_text_offers_nothing_for_texts(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("enter")
        await drive.see("登记的内容", "补偿标准")
        assert "疑点" not in drive.text
        assert "正文附件" not in drive.text


async def test_the_reply_is_offered_beside_what_may_be_left_out(board: Fjgov, db: Path, today: date) -> None:
    """Nothing has to come before the reply to a request; what was left out is open no more once it is answered."""
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准", "· 征求第三方意见：需要时办")
        await drive.press("f2")
        await drive.see("办哪一步", "按七种情形之一书面答复")
        assert drive.text.index("按七种情形之一书面答复") < drive.text.index("一次性告知申请人补正")
        await drive.press("enter")
        await drive.see("*答复类型")
        await drive.paste("信息不存在")
        await drive.press("f2")
        await drive.see("答复已登记")
        await drive.press("f4", "f4", "f4", "f4")
        await drive.see("已办结", "· 征求第三方意见：没有用到")
        assert "还没有办" not in drive.text


async def test_what_was_published_is_withdrawn_and_begins_again_from_the_board(
    board: Fjgov, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Article 25; attachments are named with their digest, papers are written as documents."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "附表.xlsx").write_bytes(b"1")
    record = board("release", "start", "title=停水公告", TOWN, "text=停水", "secrecy_result=可以公开").out.strip()
    steps = {"review1": "信", "review2": "分", "review3": "主", "secrecy": "信", "proof1": "信", "proof2": "科"}
    for step, name in (steps | {"proof3": "分"}).items():
        assert board("release", "sign", record, step, "--by", name, "--paper", "审1").code == 0, step
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f4", "slash")
        await drive.paste("停水")
        await drive.see("可办结")
        await drive.press("enter", "equals_sign")
        await drive.see("发布：停水公告", "发布网址")
        await drive.paste("https://bdz.example/1.html")
        await drive.press("f2")
        await drive.see("发布已登记")
        await drive.press("f4", "f4", "f4")
        await drive.see("已办结", "停水公告")
        await drive.press("f8")
        await drive.see("打印哪一种", "保密审查表")
        await drive.press("enter")
        await drive.see("可以打印签字")
        await drive.press("enter")
        await drive.see("已存到")
        await drive.press("ctrl+p")
        await drive.paste("撤稿")
        await drive.press("enter")
        await drive.see("撤稿原因")
        await drive.paste("数据有误")
        await drive.press("enter")
        await drive.see("撤稿已登记", "撤稿：数据有误；改好后要再发布的按 + 重办")
        await drive.press("plus")
        await drive.see("为什么重办")
        await drive.paste("改好再发")
        await drive.press("enter")
        await drive.see("重办已登记", "第 2 轮")
        assert isinstance(drive.screen, ReviewScreen)
        assert (drive.screen.view.title, getattr(drive.screen.current, "title", "")) == ("待办", "停水公告"), "followed"
        await drive.press("enter", "f7")
        await drive.see("从文件读入什么")
        await drive.press("down", "enter")
        await drive.see("选文件", "附表.xlsx")
        await drive.press("shift+tab")
        await drive.paste("附表.xlsx")
        await drive.press("enter")
        await drive.see("已登记附件 附表.xlsx，SHA-256 6b86b273")
    assert (tmp_path / f"政府信息公开“三审三校”表-{record}.docx").read_bytes().startswith(b"PK")
    shown = board("release", "show", record, "--json").json["release"]
    assert (shown["withdrawn_why"], shown["round"], shown["published_on"]) == ("数据有误", 2, None)


async def test_what_is_begun_again_is_followed_by_the_cursor_among_others(board: Fjgov, db: Path, today: date) -> None:
    """Neither the first of the list that it came from nor of the one that it goes to; nothing is looked for."""
    for title in ("申请甲", "申请乙", "申请丙"):
        made = board("request", "start", f"title={title}", TOWN, f"received_on={today}").out.strip()
        if title != "申请丙":
            assert board("request", "sign", made, "reply", "result=予以公开").code == 0
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准", "申请丙")
        screen = drive.screen
        assert isinstance(screen, ReviewScreen)

        def at() -> tuple[str, int, str]:
            current = screen.current
            place = screen.records.cursor if current is not None else -1
            return screen.view.title, place, current.title if current is not None else ""

        await drive.press("f4", "f4", "f4", "f4")
        await drive.see("申请甲", "申请乙")
        await drive.press("down")
        await drive.until(lambda: at()[1] == 1, "the second of what is closed")
        closed = at()[2]
        await drive.press("plus")
        await drive.see("为什么重办")
        await drive.paste("答复有误")
        await drive.press("enter")
        await drive.see("重办已登记")
        await drive.until(lambda: at()[0] == "待办" and at()[2] == closed, "the cursor has followed")
        assert at()[1] > 0, "it is not there because it stands first"
        await drive.press("enter")
        await drive.see("第 2 轮", closed)


async def test_a_new_record_comes_back_to_the_board_it_was_begun_on(board: Fjgov, db: Path) -> None:
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("f3")
        await drive.see("登记哪一种")
        await drive.paste("网民留言")
        await drive.press("enter")
        await drive.see("新增网民留言")
        await drive.paste("路灯不亮")
        await drive.press("escape")
        await drive.see("还没有存盘")
        await drive.press("d")
        await drive.see("待办 2 件")
        await drive.press("f4", "f3")
        await drive.see("新增信息发布登记")


async def test_publications_without_a_release_are_listed_on_the_board_and_entered_there(
    board: Fjgov, db: Path, today: date
) -> None:
    """Article 21: for the units that the county has chosen; for none of them nothing is said to be in order."""
    site = ("name=白帝镇子网站", TOWN, "kind=子网站", "url=https://bdz.example/")
    assert board("ledger", "add", "site", *site).code == 0
    assert board("ledger", "add", "column", "site=白帝镇子网站", "name=工作动态", "kind=动态要闻", "level=1",
                 "url=https://bdz.example/dt/").code == 0  # fmt: skip
    noon = int(utc_now().timestamp())
    with open_store(db) as store, store.write() as writer:
        put_listed(writer, [Listed(column=1, url="https://bdz.example/2.html", title="春耕现场会", day=today)], noon)
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("0")
        await drive.see("零登记", "? 未检查")
        await drive.press("escape")
        assert (
            board("ledger", "add", "setting", "name=核对发布登记的单位", "value=白帝镇人民政府", "note=1号").code == 0
        )
        await drive.press("0")
        await drive.see("核对 1 个单位", "没有登记的 1 条", "春耕现场会", "https://bdz.example/2.html")
        await drive.press("f2")
        await drive.see("没有登记的 0 条")
    (row,) = [row for row in board("release", "list", "--json").json["rows"] if row["title"] == "春耕现场会"]
    assert (row["unit"], row["url"]) == ("白帝镇人民政府", "https://bdz.example/2.html")


async def test_who_held_an_office_on_a_day_is_asked_on_the_board(board: Fjgov, db: Path) -> None:
    """Articles 5 and 15: the head of May is not the head of June."""
    for name, since, until in (("甲", "2024-01-01", "2026-05-31"), ("乙", "2026-06-01", "")):
        assert board("ledger", "add", "person", f"name={name}", TOWN).code == 0
        pairs = (f"person={name}", TOWN, "office=主要负责人", f"since={since}", *([f"until={until}"] if until else []))
        assert board("ledger", "add", "post", *pairs).code == 0
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("补偿标准")
        await drive.press("ctrl+p")
        await drive.paste("那天谁任")
        await drive.press("enter")
        await drive.see("在任", "乙", "2026-06-01")
        await drive.press("f4", "ctrl+u")
        await drive.paste("2026-05-31")
        await drive.press("enter")
        await drive.see("2026-05-31 在任", "甲", "2024-01-01")
        assert "乙" not in drive.text


async def test_a_list_is_read_once_and_its_first_frame_has_the_rows(
    board: Fjgov, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 12: rows come with the first frame, where they are read at once; here that is however long it takes."""
    reads, frames = list[str](), list[str]()
    read, draw = ReviewScreen.read, ReviewScreen._compositor_refresh

    def counting(screen: ReviewScreen, reader: Reader) -> Matters:
        reads.append("read")
        return read(screen, reader)

    async with driving(db, clock=utc_now) as drive:

        def watching(screen: ReviewScreen) -> None:
            draw(screen)
            if not screen.app._batch_count:
                frames.append(drive.text)

        monkeypatch.setattr(ReviewScreen, "FRAME_SECONDS", PATIENCE)
        monkeypatch.setattr(ReviewScreen, "read", counting)
        monkeypatch.setattr(ReviewScreen, "_compositor_refresh", watching)
        await drive.press("7")
        await drive.see("办结 0", "补偿标准（")
        assert "补偿标准（" in frames[0]
        assert reads == ["read"]
        await drive.press("1")
        await drive.see("登记缺项")
        await drive.press("7")
        await drive.until(lambda: len(reads) == 2, "what is shown again was changed meanwhile, and is read again")


async def test_what_is_closed_is_read_when_no_key_waits_or_when_it_is_looked_at(
    board: Fjgov, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(right_of_way, "CLAIM_SECONDS", 10 * PATIENCE)
    async with driving(db, clock=utc_now) as drive:
        await drive.press("7")
        await drive.see("待办 2 件", "补偿标准（")
        await drive.press("down")
        await drive.see("补贴通知（")
        assert "办结 0" not in drive.text, "nobody has counted them"
        app = drive.app
        assert isinstance(app, OrderedApp)
        # What was read for the board is kept a moment later; what is closed would be at work for all of the claim.
        await drive.until(lambda: not app._at_work(), "the next key does not wait for what is closed")
        await drive.press("f4", "f4", "f4", "f4")
        await drive.see("办结 0", "还没有办结的")
